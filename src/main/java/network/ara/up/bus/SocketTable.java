package network.ara.up.bus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who holds the TCP sockets that are connected to a port on 127.0.0.1: one look at the kernel's table.
 *
 * <p>Spec: proc(5), /proc/net/tcp.
 */
final class SocketTable {

    private static final String LOOPBACK = "0100007F";
    private static final String LOOPBACK_IN_IPV6 = "0000000000000000FFFF00000100007F";

    /**
     * One end of a connection.
     *
     * @param user the owner's id
     * @param inode what links of /proc/PID/fd name; 0 for one that nobody holds any more
     */
    record Owned(int user, long inode) {}

    private final List<Path> tables;

    SocketTable() {
        this(List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6")));
    }

    SocketTable(List<Path> tables) {
        this.tables = tables;
    }

    /** By its own port, each end that is connected to this one. Empty where the system doesn't tell. */
    Optional<Map<Integer, Owned>> connectedTo(int port) {
        Map<Integer, Owned> found = new HashMap<>();
        String suffix = String.format(":%04X", port);
        try {
            for (Path table : tables) {
                for (String line : Files.readAllLines(table, StandardCharsets.US_ASCII)) {
                    if (line.contains(suffix)) { // few are, of maybe thousands
                        add(line.strip().split(" +"), suffix, found);
                    }
                }
            }
        } catch (NoSuchFileException e) {
            return found.isEmpty() && !e.getFile().endsWith("6") ? Optional.empty() : Optional.of(found);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
        return Optional.of(found);
    }

    /** A line: {@code sl local remote state queues timer:when retransmits uid timeout inode ...}. */
    private static void add(String[] fields, String suffix, Map<Integer, Owned> found) {
        String local = fields[1];
        boolean wanted = isLoopback(local) && isLoopback(fields[2]) && fields[2].endsWith(suffix);
        if (wanted) {
            int port = Integer.parseInt(local.substring(local.indexOf(':') + 1), 16);
            // The kernel's ids have 32 bits; Java's view of a file's owner has the same ones.
            found.put(port, new Owned(Integer.parseUnsignedInt(fields[7]), Long.parseLong(fields[9])));
        }
    }

    private static boolean isLoopback(String address) {
        String host = address.substring(0, address.indexOf(':'));
        return host.equals(LOOPBACK) || host.equals(LOOPBACK_IN_IPV6);
    }
}
