package network.ara.up.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListeningPortTest {

    /** The loopback address ::1. */
    private static final byte[] ONE = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private static final long SELF = ProcessHandle.current().pid();

    @Test
    void listeningSocketsOfBothProtocolsAreFound() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ServerSocketChannel tcp =
                        ServerSocketChannel.open(StandardProtocolFamily.INET).bind(any);
                DatagramChannel udp =
                        DatagramChannel.open(StandardProtocolFamily.INET).bind(any)) {
            int tcpPort = tcp.socket().getLocalPort();
            int udpPort = udp.socket().getLocalPort();

            assertThat(ListeningPort.of(SELF))
                    .contains(
                            new ListeningPort("tcp", "127.0.0.1", tcpPort),
                            new ListeningPort("udp", "127.0.0.1", udpPort));
        }
    }

    @Test
    void addressesOfVersionSixAreFoundToo() throws Exception {
        try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getByAddress(ONE))) {
            assertThat(ListeningPort.of(SELF))
                    .contains(new ListeningPort("tcp", "0:0:0:0:0:0:0:1", tcp.getLocalPort()));
        }
    }

    @Test
    void whatIsConnectedDoesNotListen() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                DatagramSocket asking = new DatagramSocket()) {
            asking.connect(server.getLocalSocketAddress());

            assertThat(ListeningPort.of(SELF))
                    .extracting(ListeningPort::port)
                    .contains(server.getLocalPort())
                    .doesNotContain(client.getLocalPort(), asking.getLocalPort());
        }
    }

    @Test
    void aProcessThatIsGoneHasNone() {
        assertThat(ListeningPort.of(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void theOrderIsByPort() {
        ListeningPort a = new ListeningPort("udp", "0.0.0.0", 53);
        ListeningPort b = new ListeningPort("tcp", "::1", 8080);

        assertThat(List.of(b, a).stream().sorted()).containsExactly(a, b);
        assertThat(List.of(a, b))
                .extracting(ListeningPort::toString)
                .containsExactly("udp 0.0.0.0:53", "tcp [::1]:8080");
    }
}
