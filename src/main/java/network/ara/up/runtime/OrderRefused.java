package network.ara.up.runtime;

/** Nothing was done of what was ordered. */
public final class OrderRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** cli.md, "Exit codes". */
    static final int NODE_FAILED = 1;

    static final int NOT_FOUND = 4;

    static final int BY_POLICY = 6;

    private final int exit;
    private final String fix;

    /** @param exit the exit code of the command that ordered it */
    public OrderRefused(int exit, String reason, String fix) {
        super(reason);
        this.exit = exit;
        this.fix = fix;
    }

    int exit() {
        return exit;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    String fix() {
        return fix;
    }
}
