package network.ara.up.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** Who listens where. */
final class Ports {

    private static final int LOCALCAST = 46356;

    private Ports() {}

    /** Waits until somebody leads. */
    static void awaitListener() {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> answers(LOCALCAST));
    }

    /** One that nobody has at this moment. */
    static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)) {
            return socket.getPort() != socket.getLocalPort();
        } catch (IOException e) {
            return false;
        }
    }
}
