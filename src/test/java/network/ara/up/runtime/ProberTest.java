package network.ara.up.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import network.ara.up.Eventually;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.process.LogFollower;
import network.ara.up.process.ProcessIdentity;
import network.ara.up.wire.IncMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProberTest {

    private static final NodeName WEB = new NodeName("web");
    private static final ProcessIdentity SELF =
            ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();

    @TempDir
    private Path folder;

    private final Wires wires = new Wires(List.of());
    private final Errands errands = new Errands(new NodeEnvironment(System.getenv(), new Wires(List.of())));
    private final LogFollower follower = new LogFollower();
    private final Prober prober = new Prober(nodes -> {}, wires, new Attempts(errands, Optional.empty()), follower);
    private final AtomicBoolean ready = new AtomicBoolean();

    @AfterEach
    void close() {
        prober.close();
        follower.close();
        errands.close();
    }

    @Test
    void trap03_aProcessThatRunsIsNotReadyBeforeItAnsweredAndItIsSaidWhatIsOpen() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        Probe.Tcp tcp = new Probe.Tcp("127.0.0.1", port);
        await(Probed.ready("web", tcp, new Probe.Log(Pattern.compile("listening"))));
        String open = "tcp 127.0.0.1:" + port + " refused the connection; log /listening/ not seen";
        Eventually.await(open, () -> prober.openProbes(WEB).equals(open));
        assertThat(ready).isFalse();

        prober.end(WEB);
        assertThat(prober.openProbes(WEB)).isEqualTo(open);

        Files.writeString(log(), "listening\n");
        try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            assertThat(server.getLocalPort()).isEqualTo(port);
            await(Probed.ready("web", tcp));
            Eventually.await("it is ready", ready::get);
        }
        assertThat(prober.openProbes(WEB)).isEmpty();
    }

    @Test
    void trap04_aPongOfAnotherProcessDoesNotMakeItReady() throws Exception {
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            await(Probed.ready("web", new Probe.Inc()));
            assertThat(prober.openProbes(WEB)).isEqualTo("no pong");

            prober.pongHeard(WEB, pong(other.pid(), "ready"));
            // A child of this process, which leads no session of its own: none of the node's.
            assertThat(prober.openProbes(WEB))
                    .isEqualTo("a pong of pid " + other.pid() + ", which is none of its processes");

            prober.pongHeard(WEB, pong(SELF.pid(), "starting"));
            assertThat(prober.openProbes(WEB)).isEqualTo("its pong says that it is starting");
            assertThat(ready).isFalse();

            prober.pongHeard(WEB, pong(SELF.pid(), "ready"));
            assertThat(ready).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void namedGroupsOfTheLogAreKeptUntilTheNextStart() throws Exception {
        Probe.Log wanted = new Probe.Log(Pattern.compile("on (?<host>\\S+) port (?<port>\\d+)(?<tls> tls)? \\(\\?<x>"));
        await(Probed.ready("web", wanted));
        Files.writeString(log(), "hello\non ::1 port 8080 (?<x>\n", StandardOpenOption.CREATE);
        Eventually.await("it is ready", ready::get);
        prober.end(WEB);
        assertThat(wires.found(WEB)).isEqualTo(Map.of("host", "::1", "port", "8080"));

        Files.writeString(log(), "");
        await(Probed.ready("web", wanted));
        assertThat(wires.found(WEB)).isEmpty();
    }

    private Path log() {
        return folder.resolve("web.log");
    }

    private void await(NodeSpec spec) {
        prober.await(
                new Readying(spec, SELF, () -> ready.set(true)), new Records.Remembered(SELF, 0, "", Map.of()), log());
    }

    private static IncMessage.Pong pong(long pid, String state) {
        return new IncMessage.Pong(
                Optional.of("web"),
                OptionalLong.of(pid),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of(state),
                List.of(),
                List.of(),
                Map.of());
    }
}
