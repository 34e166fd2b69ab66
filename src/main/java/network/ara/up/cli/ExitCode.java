package network.ara.up.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every command's exit code means.
 *
 * <p>Spec: cli.md, "Exit codes".
 */
public enum ExitCode {
    OK(0, "all is well"),
    NODE_FAILED(1, "a node failed"),
    USAGE(2, "wrong usage"),
    INVALID_MANIFEST(3, "the manifest is invalid"),
    NOT_FOUND(4, "no such node or function"),
    TAKEN(5, "a port or the bus is taken, or the project is already up under another owner"),
    REFUSED(6, "refused by policy"),
    CALL_FAILED(7, "the called function failed"),
    TIMED_OUT(124, "timed out"),
    INTERRUPTED(130, "interrupted by Ctrl-C"),
    TERMINATED(143, "ended by SIGTERM");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }

    /** For {@code --help}: numbers as text, with their meanings. */
    static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            table.put(String.valueOf(code.number), code.meaning);
        }
        return table;
    }
}
