package network.ara.up.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import network.ara.up.Eventually;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.inc.Node;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.process.ProcessIdentity;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.Mailbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatsTest {

    /** Longer than any stall of a busy machine, where a miss would be wrong. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration SHORT = Duration.ofMillis(30);
    private static final ProcessIdentity SELF =
            ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();

    @TempDir
    private Path folder;

    private final BusOptions options = BusOptions.DEFAULTS.withPort(freePort());
    private final Bus bus = Bus.open(options);
    private final List<String> everybody = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Errands errands = new Errands(new NodeEnvironment(System.getenv(), new Wires(List.of())));
    private final Asker asker = new Asker(bus, new Hearing());
    private final Attempts attempts = new Attempts(errands, Optional.of(asker));
    private Heartbeats heartbeats = new Heartbeats(Optional.of(asker), attempts);

    @AfterEach
    void close() {
        heartbeats.close();
        attempts.close();
        errands.close();
        asker.close();
        bus.close();
    }

    @Test
    void aPortThatRefusesIsMissedAndComesBack() throws Exception {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        int port = server.getLocalPort();
        begin(Probed.alive("web", PATIENCE, 3, new Probe.Tcp("127.0.0.1", port)));
        server.close();
        await("false web tcp 127.0.0.1:" + port + " refused the connection");

        try (ServerSocket again = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            assertThat(again.getLocalPort()).isEqualTo(port);
            await("true web ");
        }
    }

    @Test
    void aNodeThatLeavesTheBusIsMissedAndComesBack() throws Exception {
        NodeSpec web = Probed.alive("web", Duration.ofSeconds(1), 2, new Probe.Inc());
        try (Node node = started("web")) {
            assertThat(node.name()).isEqualTo("web");
            begin(web);
        }
        Eventually.await(
                "it is missed",
                () -> told.stream()
                        .anyMatch(
                                line -> line.startsWith("false web no pong for ") && line.endsWith("not on the bus")));
        try (Node node = started("web")) {
            assertThat(node.name()).isEqualTo("web");
            await("true web ");
        }
    }

    @Test
    void allThatAreDueAreAskedByOneMessage() throws Exception {
        try (Bus other = Bus.open(options)) {
            other.join(Mailbox.EVERYBODY, json -> everybody.add(new String(json, UTF_8)));
            begin(Probed.alive("one", Probed.INTERVAL, 1_000, new Probe.Inc()));
            begin(Probed.alive("two", Probed.INTERVAL, 1_000, new Probe.Inc()));
            Eventually.await(
                    "a ping for both",
                    () -> everybody.stream().anyMatch(text -> text.contains("\"one\"") && text.contains("\"two\"")));
        }
    }

    @Test
    void trap04_anAnswerOfAnotherProcessIsNoSignOfLife() throws Exception {
        Process other = new ProcessBuilder("sleep", "600").start();
        try (Node node = started("web")) {
            assertThat(node.name()).isEqualTo("web");
            NodeSpec web = Probed.alive("web", SHORT, 2, new Probe.Inc());
            begin(web, ProcessIdentity.of(other.pid()).orElseThrow());
            Eventually.await(
                    "its own silence is seen",
                    () -> told.stream()
                            .anyMatch(line -> line.startsWith("false web no pong for ") && !line.endsWith("bus")));
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void trap22_anEndThatComesLateIsNoMiss() throws Exception {
        AtomicLong looks = new AtomicLong();
        LongSupplier jumping =
                () -> looks.incrementAndGet() * Duration.ofHours(1).toNanos();
        heartbeats.close();
        heartbeats = new Heartbeats(Optional.of(asker), attempts, jumping);
        begin(Probed.alive("web", SHORT, 1, new Probe.Inc(), new Probe.Exec(List.of("false"))));

        Eventually.await("it was tried often", () -> looks.get() > 1_000);
        assertThat(told).isEmpty();
    }

    @Test
    void noTryIsLeftWhenTheNodeEnds() throws Exception {
        Path pid = folder.resolve("pid");
        String script = "echo $$ > " + pid + ".new; mv " + pid + ".new " + pid + "; exec sleep 600";
        begin(Probed.alive("web", PATIENCE, 1, new Probe.Exec(List.of("/bin/sh", "-c", script))));
        Eventually.await("it is asked", () -> Files.exists(pid));
        long asking = Long.parseLong(Files.readString(pid).strip());

        heartbeats.end(new NodeName("web"));

        Eventually.await("nobody asks", () -> ProcessIdentity.of(asking).isEmpty());
        assertThat(told).isEmpty();
    }

    private void begin(NodeSpec spec) {
        begin(spec, SELF);
    }

    private void begin(NodeSpec spec, ProcessIdentity process) {
        heartbeats.begin(spec, Optional.of(process), (alive, why) -> told.add(alive + " " + spec.name() + " " + why));
    }

    private Node started(String name) {
        Node node = Node.named(name).start(options);
        node.joined().join();
        return node;
    }

    private void await(String line) throws Exception {
        Eventually.await(line, () -> told.contains(line));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Hearing implements Asker.Listener {

        @Override
        public void pong(NodeName name, IncMessage.Pong pong) {
            heartbeats.pongHeard(name, pong);
        }

        @Override
        public void newcomer() {}

        @Override
        public void answered(NodeName name, long calledNanos) {
            heartbeats.answered(name, calledNanos);
        }
    }
}
