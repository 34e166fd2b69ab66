package network.ara.up.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * An address on which a process takes connections or datagrams.
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param address as text: {@code 127.0.0.1}, {@code 0.0.0.0}, {@code 0:0:0:0:0:0:0:1}
 */
public record ListeningPort(String protocol, String address, int port) implements Comparable<ListeningPort> {

    private static final Comparator<ListeningPort> ORDER = Comparator.comparingInt(ListeningPort::port)
            .thenComparing(ListeningPort::protocol)
            .thenComparing(ListeningPort::address);

    private static final String TCP_LISTEN = "0A";
    private static final String UDP_UNCONNECTED = "07";

    /** By port, protocol, address. */
    @Override
    public int compareTo(ListeningPort other) {
        return ORDER.compare(this, other);
    }

    /** {@code tcp 127.0.0.1:6881}. */
    @Override
    public String toString() {
        return protocol + " " + (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }

    /**
     * Of one process, in its own network namespace; empty where it is gone, or belongs to another user. A process that
     * just asks something by UDP has a port for that moment, and the kernel does not tell it from one that listens.
     */
    public static List<ListeningPort> of(long pid) {
        Set<String> inodes = sockets(pid);
        List<ListeningPort> ports = new ArrayList<>();
        if (!inodes.isEmpty()) {
            for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
                read(pid, table, inodes, ports);
            }
        }
        return ports;
    }

    private static Set<String> sockets(long pid) {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : open) {
                String target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        } catch (IOException e) {
            return Set.of();
        }
        return inodes;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    private static void read(long pid, String table, Set<String> inodes, List<ListeningPort> ports) {
        String protocol = table.substring(0, 3);
        String wanted = protocol.equals("tcp") ? TCP_LISTEN : UDP_UNCONNECTED;
        try {
            for (String line :
                    Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table), StandardCharsets.ISO_8859_1)) {
                String[] fields = line.strip().split(" +", -1);
                if (fields.length > 9 && fields[3].equals(wanted) && inodes.contains(fields[9])) {
                    ports.add(parse(protocol, fields[1]));
                }
            }
        } catch (IOException e) {
            // The process is gone, or the kernel has no IPv6: either way it has no such ports.
        }
    }

    /** {@code 0100007F:1AE1}: words of 32 bits in the order of the machine, and the port. */
    private static ListeningPort parse(String protocol, String hex) throws UnknownHostException {
        int colon = hex.indexOf(':');
        ByteBuffer address = ByteBuffer.wrap(HexFormat.of().parseHex(hex, 0, colon));
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            for (int i = 0; i < address.capacity(); i += Integer.BYTES) {
                address.putInt(i, Integer.reverseBytes(address.getInt(i)));
            }
        }
        return new ListeningPort(
                protocol,
                InetAddress.getByAddress(address.array()).getHostAddress(),
                Integer.parseInt(hex.substring(colon + 1), 16));
    }
}
