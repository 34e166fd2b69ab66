package network.ara.up.runtime;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import network.ara.up.model.Probe;

/**
 * One try of a probe that needs no partner in this process.
 *
 * <p>Thread: any but the loop's and the bus's; blocks for at most two seconds.
 */
final class Attempts {

    private static final int TIMEOUT_MILLIS = 1000;

    private Attempts() {}

    static boolean passes(Probe.Tcp probe) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(probe.host(), probe.port()), TIMEOUT_MILLIS);
            // A connection to an unowned port of this machine can meet itself (localcast.md, section 5).
            return socket.getLocalPort() != probe.port();
        } catch (IOException e) {
            return false;
        }
    }

    static boolean passes(Probe.Http probe) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) probe.url().toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setInstanceFollowRedirects(false);
            try {
                int status = connection.getResponseCode();
                return status >= 200 && status < 400;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
