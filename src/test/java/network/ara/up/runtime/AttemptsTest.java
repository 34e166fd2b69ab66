package network.ara.up.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import network.ara.up.Eventually;
import network.ara.up.model.FunctionCall;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.process.ProcessIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final NodeSpec NODE = Probed.ready("web");

    private final Errands errands = new Errands(new NodeEnvironment(System.getenv(), new Wires(List.of())));
    private final Attempts attempts = new Attempts(errands, Optional.empty());

    @AfterEach
    void close() {
        attempts.close();
        errands.close();
    }

    @Test
    void aPortAcceptsOrRefuses() throws Exception {
        int port = acceptedOnce();
        // A process that another test starts at this moment holds a copy of the closed socket until it runs its
        // program.
        Optional<String> refused = Optional.of("tcp 127.0.0.1:" + port + " refused the connection");
        Eventually.await(
                "a closed port refuses",
                () -> why(new Probe.Tcp("127.0.0.1", port), PATIENCE).equals(refused));
    }

    /** A port that accepted a connection, and is closed now. */
    private int acceptedOnce() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(why(new Probe.Tcp("127.0.0.1", server.getLocalPort()), PATIENCE))
                    .isEmpty();
            return server.getLocalPort();
        }
    }

    @Test
    void aServerIsTakenByItsStatus() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            exchange.sendResponseHeaders(Integer.parseInt(path.substring(1)), -1);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        try {
            assertThat(why(new Probe.Http(URI.create(url + "204")), PATIENCE)).isEmpty();
            assertThat(why(new Probe.Http(URI.create(url + "302")), PATIENCE)).isEmpty();
            assertThat(why(new Probe.Http(URI.create(url + "503")), PATIENCE))
                    .contains("http " + url + "503 answered 503");
        } finally {
            server.stop(0);
        }
        assertThat(why(new Probe.Http(URI.create(url)), PATIENCE)).contains("http " + url + " refused the connection");
    }

    @Test
    void whatDoesNotAnswerIsGivenUpWithItsTime() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + mute.getLocalPort() + "/";
            assertThat(why(new Probe.Http(URI.create(url)), Duration.ofMillis(50)))
                    .contains("http " + url + " did not answer within 50 ms");
        }
        assertThat(why(new Probe.Exec(List.of("sleep", "600")), Duration.ofMillis(50)))
                .contains("exec sleep did not end within 50 ms");
    }

    @Test
    void aProgramSaysByItsExitCodeAndItsArgumentsStayUnsaid() throws Exception {
        assertThat(why(new Probe.Exec(List.of("true")), PATIENCE)).isEmpty();
        assertThat(why(new Probe.Exec(List.of("/bin/sh", "-c", "exit 3 # secret")), PATIENCE))
                .contains("exec /bin/sh ended with exit code 3");
        assertThat(why(new Probe.Exec(List.of("/not/there")), PATIENCE))
                .get()
                .asString()
                .startsWith("exec /not/there");
    }

    @Test
    void whatIsNotKnownHasNotPassed() throws Exception {
        assertThat(why(new Probe.Udp(1), PATIENCE)).contains("udp 1 is bound by none of its processes");
        assertThat(why(new Probe.Call(new FunctionCall("health", List.of("secret"))), PATIENCE))
                .contains("call health can't be tried");
    }

    private Optional<String> why(Probe probe, Duration limit) throws Exception {
        Optional<ProcessIdentity> self =
                ProcessIdentity.of(ProcessHandle.current().pid());
        return attempts.of(NODE, probe, self, limit).get(60, TimeUnit.SECONDS);
    }
}
