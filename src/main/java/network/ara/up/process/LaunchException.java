package network.ara.up.process;

/** A node's process could not be started. The message says what and where. */
public final class LaunchException extends Exception {

    private static final long serialVersionUID = 1;

    private final String fix;

    LaunchException(String message, String fix) {
        super(message);
        this.fix = fix;
    }

    LaunchException(String message, String fix, Throwable cause) {
        super(message, cause);
        this.fix = fix;
    }

    /** What to do about it. */
    public String fix() {
        return fix;
    }
}
