package network.ara.up.core;

import java.util.OptionalInt;
import java.util.Set;

/**
 * How a process ended.
 *
 * @param code 0 to 255; empty for a process that was not our child, whose code only its parent learns
 */
public record Exit(OptionalInt code) {

    public static final Exit UNKNOWN = new Exit(OptionalInt.empty());

    public static Exit of(int code) {
        return new Exit(OptionalInt.of(code));
    }

    /**
     * A code that is not known is no success: the node was expected to run.
     *
     * @param successes besides 0
     */
    boolean isSuccess(Set<Integer> successes) {
        return code.isPresent() && (code.getAsInt() == 0 || successes.contains(code.getAsInt()));
    }

    @Override
    public String toString() {
        return code.isPresent() ? "exit code " + code.getAsInt() : "exit code unknown";
    }
}
