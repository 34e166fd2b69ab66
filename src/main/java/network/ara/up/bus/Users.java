package network.ara.up.bus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which users of the machine may take part: the one whose process this is, root, and those for whom a process runs that
 * descends from this one, as a node does that was started under a user of its own.
 */
final class Users {

    private static final int ROOT = 0;

    private final Optional<Integer> self = owner(Path.of("/proc/self"));

    boolean mayJoin(int user) {
        return user == ROOT || self.isEmpty() || self.get() == user || hasDescendantOf(user);
    }

    private static boolean hasDescendantOf(int user) {
        return ProcessHandle.current()
                .descendants()
                .anyMatch(process -> owner(Path.of("/proc/" + process.pid())).equals(Optional.of(user)));
    }

    /** Empty where the process is gone, or the system doesn't tell. */
    private static Optional<Integer> owner(Path process) {
        try {
            return Optional.of((Integer) Files.getAttribute(process, "unix:uid"));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
