package network.ara.up.it.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What ara-up holds of the machine at a moment of rest; at two such moments it should be the same.
 *
 * <p>Left out is what has its own reasons to vary: jars, which are opened when they are first needed; connections of the
 * bus that are established, of which whoever leads has many; and what the JDK has for each child, a pipe that nobody writes
 * to and a reaper.
 *
 * @param files open files, pipes and the like
 * @param sockets other than those of the bus
 * @param halfClosed connections of the bus that the other side has closed, and this one has not
 */
record Footprint(int files, int sockets, int halfClosed, int threads) {

    private static final String ESTABLISHED = "01";
    private static final String CLOSE_WAIT = "08";
    private static final int MARGIN = 8;

    static Footprint of(long pid, long children, int busPort) throws IOException {
        Path proc = Path.of("/proc", String.valueOf(pid));
        Set<String> established = new HashSet<>();
        Set<String> halfClosed = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            busConnections(proc.resolve("net").resolve(table), busPort, established, halfClosed);
        }
        int files = (int) -children;
        int sockets = 0;
        int closing = 0;
        for (String target : targets(proc.resolve("fd"))) {
            if (target.startsWith("socket:")) {
                sockets += established.contains(target) ? 0 : 1;
                closing += halfClosed.contains(target) ? 1 : 0;
            } else if (!target.endsWith(".jar")) {
                files++;
            }
        }
        return new Footprint(files, sockets, closing, threads(proc.resolve("task")));
    }

    private static void busConnections(Path table, int port, Set<String> established, Set<String> halfClosed)
            throws IOException {
        String ending = String.format(Locale.ROOT, ":%04X", port);
        for (String line : Files.exists(table) ? Files.readAllLines(table) : List.<String>of()) {
            String[] fields = line.strip().split(" +", -1);
            if (fields[1].endsWith(ending) || fields[2].endsWith(ending)) {
                String socket = "socket:[" + fields[9] + "]";
                boolean unused = fields[3].equals(ESTABLISHED) && established.add(socket);
                boolean unusedToo = fields[3].equals(CLOSE_WAIT) && halfClosed.add(socket);
            }
        }
    }

    private static List<String> targets(Path folder) throws IOException {
        try (Stream<Path> descriptors = Files.list(folder)) {
            return descriptors.map(Footprint::target).toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "(closed meanwhile).jar";
        }
    }

    private static int threads(Path folder) throws IOException {
        try (Stream<Path> threads = Files.list(folder)) {
            return (int) threads.filter(thread -> !name(thread).equals("process reaper"))
                    .count();
        }
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException e) {
            return "process reaper";
        }
    }

    /** Whether it has grown by more than what may be under way at any moment. */
    boolean hasOutgrown(Footprint before) {
        return files > before.files + MARGIN
                || sockets > before.sockets + MARGIN
                || halfClosed > before.halfClosed + MARGIN
                || threads > before.threads + MARGIN;
    }
}
