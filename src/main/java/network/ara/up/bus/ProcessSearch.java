package network.ara.up.bus;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the processes that hold sockets, among those whose open files this user may see: first those that held one before,
 * which is where most new connections come from, then the youngest.
 *
 * <p>Thread: one at a time.
 */
final class ProcessSearch {

    /** So many processes are looked at; a machine with more has to do with claims. */
    private static final int MAX_LOOKED_AT = 4096;

    private static final int MAX_REMEMBERED = 256;
    private static final String SOCKET = "socket:[";

    private final Path proc;

    /** Processes that held a socket that was looked for, the latest last. */
    private final Set<Long> known = new LinkedHashSet<>();

    ProcessSearch(Path proc) {
        this.proc = proc;
    }

    /** By inode, the process that holds it. Those that were not found are missing. */
    Map<Long, Long> holders(Set<Long> inodes) {
        Set<Long> missing = new HashSet<>(inodes);
        Map<Long, Long> found = new HashMap<>();
        for (long pid : List.copyOf(known)) {
            look(pid, missing, found);
        }
        if (!missing.isEmpty()) {
            for (long pid : processes()) {
                if (missing.isEmpty()) {
                    break;
                }
                look(pid, missing, found);
            }
        }
        return found;
    }

    private void look(long pid, Set<Long> missing, Map<Long, Long> found) {
        boolean holds = false;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(proc.resolve(pid + "/fd"))) {
            for (Path file : files) {
                long inode = missing.isEmpty() ? 0 : socket(file);
                if (inode > 0 && missing.remove(inode)) {
                    found.put(inode, pid);
                    holds = true;
                }
            }
        } catch (IOException | RuntimeException e) { // it is gone, or another user's
            known.remove(pid);
        }
        if (holds) {
            remember(pid);
        }
    }

    private void remember(long pid) {
        known.remove(pid);
        known.add(pid);
        if (known.size() > MAX_REMEMBERED) {
            known.remove(known.iterator().next());
        }
    }

    private static long socket(Path file) {
        try {
            String target = Files.readSymbolicLink(file).toString();
            return target.startsWith(SOCKET) ? Long.parseLong(target, SOCKET.length(), target.length() - 1, 10) : 0;
        } catch (IOException e) {
            return 0; // closed meanwhile
        }
    }

    private List<Long> processes() {
        try (Stream<Path> entries = Files.list(proc)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{1,9}"))
                    .map(Long::valueOf)
                    .sorted(Comparator.reverseOrder())
                    .limit(MAX_LOOKED_AT)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
