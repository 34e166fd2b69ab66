package network.ara.up.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What tells one launch from every other, in the environment of its process: whoever wrote it down before the launch finds
 * the process, also when the launcher was killed before it knew the pid.
 *
 * @param text not to be guessed, and not a secret: this user's processes may read it
 */
public record LaunchToken(String text) {

    /** The variable that has it. */
    public static final String VARIABLE = "ARA_UP_LAUNCH";

    public static LaunchToken random() {
        return new LaunchToken(UUID.randomUUID().toString());
    }

    /**
     * The process that was launched with it, if it runs: the one that leads a session. What it started in a session of its
     * own has the token too, and is younger.
     */
    public Optional<ProcessIdentity> find() {
        try (Stream<ProcessStat> all = ProcessStat.all()) {
            return all.filter(stat -> stat.session() == stat.pid() && stat.isAlive())
                    .filter(stat -> isIn(environment(stat.pid())))
                    .min(Comparator.comparingLong(ProcessStat::startTicks).thenComparingLong(ProcessStat::pid))
                    .map(ProcessIdentity::of);
        }
    }

    private boolean isIn(String environment) {
        return ("\0" + environment).contains("\0" + VARIABLE + "=" + text + "\0");
    }

    /** As it was at the start of the program; empty for processes of other users, and for those that have ended. */
    private static String environment(long pid) {
        try {
            return new String(
                    Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "environ")), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
