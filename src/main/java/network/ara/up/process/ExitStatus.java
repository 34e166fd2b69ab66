package network.ara.up.process;

import java.util.OptionalInt;

/**
 * How a process ended.
 *
 * @param code 0 to 255, or empty where it was not our child, and so nobody told us
 */
public record ExitStatus(OptionalInt code) {

    /** The end of an adopted process. */
    public static final ExitStatus UNKNOWN = new ExitStatus(OptionalInt.empty());

    /** Codes of a shell: 128 and the number of the signal by which a process was killed. */
    private static final int SIGNAL_BASE = 128;

    private static final int MAX_SIGNAL = 64;

    /** The common names; the numbers are Linux's on x86 and ARM. */
    private static final String[] NAMES = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM"
    };

    public static ExitStatus of(int code) {
        return new ExitStatus(OptionalInt.of(code));
    }

    public boolean isSuccess() {
        return code.isPresent() && code.getAsInt() == 0;
    }

    /**
     * The signal by which the process was probably killed. The JDK gives 137 both for SIGKILL and for {@code exit 137}:
     * it can't be told which.
     */
    public OptionalInt probableSignal() {
        int signal = code.orElse(0) - SIGNAL_BASE;
        return signal > 0 && signal <= MAX_SIGNAL ? OptionalInt.of(signal) : OptionalInt.empty();
    }

    /** For people: {@code exit code 1}, {@code exit code 137 (SIGKILL?)}. */
    @Override
    public String toString() {
        if (code.isEmpty()) {
            return "exit code unknown";
        }
        String text = "exit code " + code.getAsInt();
        if (code.getAsInt() == 126) {
            return text + " (a program that could not be run?)";
        }
        if (code.getAsInt() == 127) {
            return text + " (a program that was not found?)";
        }
        OptionalInt signal = probableSignal();
        return signal.isEmpty() ? text : text + " (" + signalName(signal.getAsInt()) + "?)";
    }

    private static String signalName(int number) {
        return number < NAMES.length ? "SIG" + NAMES[number] : "signal " + number;
    }
}
