package network.ara.up.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One process, told apart from every other that had or will have its pid.
 *
 * @param startTicks when it started, in clock ticks since the boot; 0 where it ended before it could be asked, which is
 *     no living process's
 * @param bootId of the kernel: after a reboot the ticks begin anew
 */
public record ProcessIdentity(long pid, long startTicks, String bootId) {

    public ProcessIdentity {
        if (pid < 1 || startTicks < 0 || bootId.isEmpty() || bootId.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("not a process: " + pid + " " + startTicks + " " + bootId);
        }
    }

    /** The living process that has the pid now, or empty. */
    public static Optional<ProcessIdentity> of(long pid) {
        return ProcessStat.of(pid).filter(ProcessStat::isAlive).map(ProcessIdentity::of);
    }

    /** The session that the living process with this pid is of; it has the pid of the process that began it. */
    public static OptionalLong sessionOf(long pid) {
        return ProcessStat.of(pid).filter(ProcessStat::isAlive).stream()
                .mapToLong(ProcessStat::session)
                .findFirst();
    }

    static ProcessIdentity of(ProcessStat stat) {
        return new ProcessIdentity(stat.pid(), stat.startTicks(), Boot.ID);
    }

    /** A process that is known to have ended, and whose start nobody saw. */
    static ProcessIdentity ended(long pid) {
        return new ProcessIdentity(pid, 0, Boot.ID);
    }

    /** Whether this very process runs. A zombie does not. */
    public boolean isAlive() {
        return isOfThisBoot()
                && ProcessStat.of(pid)
                        .filter(stat -> stat.isAlive() && stat.startTicks() == startTicks)
                        .isPresent();
    }

    boolean isOfThisBoot() {
        return bootId.equals(Boot.ID);
    }

    /** One line without a line end, for {@link #parse}. */
    public String format() {
        return pid + " " + startTicks + " " + bootId;
    }

    /** Empty where the text is not one of {@link #format}'s: such an identity proves nothing. */
    public static Optional<ProcessIdentity> parse(String text) {
        String[] words = text.strip().split(" ", -1);
        if (words.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessIdentity(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Read when first needed, so that a program that launches nothing does not open it. */
    private static final class Boot {

        static final String ID = read();

        private static String read() {
            try {
                return Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                        .strip();
            } catch (IOException e) {
                throw new UncheckedIOException("/proc is not mounted: ara-up runs on Linux only", e);
            }
        }
    }
}
