package network.ara.up.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import network.ara.up.bus.SocketTable.Owned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketTableTest {

    private static final String TITLE =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @TempDir
    private Path folder;

    /** B514 is 46356, C000 is 49152. */
    @Test
    void onlyTheOtherEndsOfConnectionsToThePortCount() throws IOException {
        Path four = folder.resolve("tcp");
        Path six = folder.resolve("tcp6");
        Files.writeString(
                four,
                TITLE
                        + line("0100007F:B514 00000000:0000", 0, 1) // the listener
                        + line("0100007F:B514 0100007F:C000", 0, 2) // our end
                        + line("0100007F:C000 0100007F:B514", 1000, 3)
                        + line("0100007F:C001 0100007F:B515", 1000, 4) // to another port
                        + line("0200007F:C002 0100007F:B514", 1000, 5) // from another address
                        + line("0100007F:C003 0100007F:B514", 0, 0)); // closed
        Files.writeString(
                six,
                TITLE
                        + line(
                                "0000000000000000FFFF00000100007F:C004 0000000000000000FFFF00000100007F:B514",
                                4294967294L,
                                6));

        assertThat(new SocketTable(List.of(four, six)).connectedTo(46356))
                .contains(Map.of(
                        0xc000, new Owned(1000, 3), 0xc003, new Owned(0, 0), 0xc004, new Owned((int) 4294967294L, 6)));
    }

    @Test
    void whereThereIsNoTableNothingIsTold() {
        assertThat(new SocketTable(List.of(folder.resolve("tcp"))).connectedTo(46356))
                .isEmpty();
    }

    @Test
    void theHolderOfARealConnectionIsFound() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            Owned owned = Objects.requireNonNull(new SocketTable()
                    .connectedTo(server.getLocalPort())
                    .orElseThrow()
                    .get(client.getLocalPort()));

            assertThat(new ProcessSearch(Path.of("/proc")).holders(Set.of(owned.inode(), 1L)))
                    .containsExactly(
                            Map.entry(owned.inode(), ProcessHandle.current().pid()));
        }
    }

    private static String line(String addresses, long user, long inode) {
        return "   0: " + addresses + " 01 00000000:00000000 00:00000000 00000000 " + user + " 0 " + inode
                + " 1 0000000000000000 20 4 30 10 -1\n";
    }
}
