package network.ara.up.bus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the kernel's table of TCP sockets tells about the bus: whether a leader has just died, so that others are on their
 * way to the next one.
 *
 * <p>When a leader dies, its side of each connection goes FIN_WAIT, then TIME_WAIT for a minute, and a follower that has
 * not noticed yet is in CLOSE_WAIT. A follower that leaves is the other way round. Not seen: connections that were reset,
 * which leave nothing behind.
 */
final class KernelSockets {

    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

    private static final int FIN_WAIT_1 = 0x04;
    private static final int FIN_WAIT_2 = 0x05;
    private static final int TIME_WAIT = 0x06;
    private static final int CLOSE = 0x07;
    private static final int CLOSE_WAIT = 0x08;
    private static final int LAST_ACK = 0x09;
    private static final int LISTEN = 0x0a;

    /** TIME_WAIT is a minute, shown as what is left of it, in hundredths of a second. */
    private static final long TIME_WAIT_TICKS = 60 * 100;

    private static final long RECENT_TICKS = 2 * 100;

    private final List<Path> tables;

    KernelSockets() {
        this(TABLES);
    }

    KernelSockets(List<Path> tables) {
        this.tables = tables;
    }

    /** Whether somebody is connected to the port, or was until a leader died on it. True where the system doesn't tell. */
    boolean showFollowersOf(int port) {
        return showAny(port, true);
    }

    /** Whether a leader has just died on the port. True where the system doesn't tell. */
    boolean showLossOn(int port) {
        return showAny(port, false);
    }

    private boolean showAny(int port, boolean connectionsCount) {
        try {
            for (Path table : tables) {
                List<String> lines = Files.readAllLines(table);
                for (String line : lines.subList(1, lines.size())) {
                    if (shows(line, port, connectionsCount)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (NoSuchFileException e) {
            return !e.getFile().endsWith("6"); // a kernel without IPv6 has no second table
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }

    /** A line: {@code sl local remote state queues timer:when ...}, addresses as {@code 0100007F:B514}. */
    private static boolean shows(String line, int port, boolean connectionsCount) {
        String[] fields = line.strip().split(" +", 8);
        int local = portOf(fields[1]);
        int remote = portOf(fields[2]);
        int state = Integer.parseInt(fields[3], 16);
        if (state == LISTEN || state == CLOSE || (local != port && remote != port)) {
            return false;
        }
        if (state == TIME_WAIT) {
            long left = Long.parseLong(fields[5].substring(fields[5].indexOf(':') + 1), 16);
            return local == port && TIME_WAIT_TICKS - left < RECENT_TICKS;
        }
        boolean leaderLeft =
                local == port ? state == FIN_WAIT_1 || state == FIN_WAIT_2 : state == CLOSE_WAIT || state == LAST_ACK;
        return connectionsCount || leaderLeft;
    }

    private static int portOf(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }
}
