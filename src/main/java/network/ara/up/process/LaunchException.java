package network.ara.up.process;

import network.ara.up.model.NodeName;

/** A node's process could not be started. The message says what and where. */
public final class LaunchException extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;
    private final String fix;

    /** @param reason the rest of a sentence that begins with the node's name */
    public LaunchException(NodeName node, String reason, String fix) {
        super(message(node, reason));
        this.reason = reason;
        this.fix = fix;
    }

    LaunchException(NodeName node, String reason, String fix, Throwable cause) {
        super(message(node, reason), cause);
        this.reason = reason;
        this.fix = fix;
    }

    private static String message(NodeName node, String reason) {
        return "node '" + node + "' can't be started: " + reason;
    }

    /** The message without the node's name. */
    public String reason() {
        return reason;
    }

    /** What to do about it. */
    public String fix() {
        return fix;
    }
}
