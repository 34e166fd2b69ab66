package network.ara.up.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.bus.Cast;
import network.ara.up.bus.CastListener;
import network.ara.up.bus.Peer;
import network.ara.up.bus.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many, large, slow; and who is there. */
class BusLimitsIT {

    private static final int PATIENCE_SECONDS = 60;

    @BeforeEach
    void needsLocalcast() {
        Tools.requireNpm("localcast");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFollowerKnowsWhoIsThere(boolean npmLeads) throws Exception {
        try (AutoCloseable leader = npmLeads ? ChildProcess.node("cast.js", "leader") : leader("leader")) {
            Ports.awaitListener();
            try (Bus bus = Bus.open(BusOptions.DEFAULTS);
                    ChildProcess many = ChildProcess.node("members.js", "many", "50")) {
                many.await("ready");
                for (int i = 0; i < 10; i++) {
                    assertThat(look(bus, "empty")).isEmpty();
                    assertThat(look(bus, "leader")).hasSize(1);
                    assertThat(met(bus, "many")).isEqualTo(50);
                }
            }
            assertThat(leader).isNotNull();
        }
    }

    private static Bus leader(String namespace) {
        Bus bus = Bus.open(BusOptions.DEFAULTS);
        bus.join(namespace, json -> {});
        return bus;
    }

    @Test
    void whenAnNpmLeaderDiesTheHeirKnowsThoseWhoCameBack() throws Exception {
        ChildProcess leader = leading(ChildProcess.node("cast.js", "leader"));
        try (Bus bus = Bus.open(BusOptions.DEFAULTS);
                ChildProcess other = ChildProcess.node("cast.js", "other")) {
            Cast cast = bus.join("mine", json -> {});
            cast.settled().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> !look(bus, "other").isEmpty());

            leader.kill();
            bus.onRole(role -> {});
            assertThat(look(bus, "other"))
                    .extracting(Peer::pid)
                    .extracting(pid -> pid.orElse(0))
                    .containsOnly(other.pid());
        } finally {
            leader.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"true,1", "false,1", "true,16", "false,16"})
    void largeMessagesArrive(boolean npmLeads, int mebibytes) throws Exception {
        String text = "[\"big\",\"" + "x".repeat(mebibytes << 20) + "\"]";
        BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
        try (ChildProcess leader = npmLeads ? leading(ChildProcess.node("cast.js", "leader")) : null;
                Bus one = Bus.open(BusOptions.DEFAULTS);
                Bus two = Bus.open(BusOptions.DEFAULTS);
                Bus three = Bus.open(BusOptions.DEFAULTS);
                ChildProcess npm = ChildProcess.node("cast.js", "ns")) {
            assertThat(leader == null || leader.isAlive()).isTrue();
            Cast cast = one.join("ns", json -> {});
            two.join("ns", heard::add);
            three.join("ns", heard::add);
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> cast.peers().size() == 2);

            cast.emit(text.getBytes(UTF_8));
            npm.awaitStart("message [\"big\",\"xxx");
            npm.send(text);

            for (int i = 0; i < 4; i++) {
                assertThat(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(text.getBytes(UTF_8));
            }
        }
    }

    @Test
    void threeHundredConnectionsOfOneProcess() throws Exception {
        try (Bus bus = Bus.open(BusOptions.DEFAULTS)) {
            Cast cast = bus.join("crowd", json -> {});
            Ports.awaitListener();
            try (ChildProcess crowd = ChildProcess.node("members.js", "crowd", "300")) {
                await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                        .until(() -> bus.stats().connections() == 300);
                await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                        .until(() -> crowd.lines().contains("heard 300") || emit(cast));
                assertThat(bus.stats().refused()).isEmpty();
            }
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> cast.peers().isEmpty());
        }
    }

    private static boolean emit(Cast cast) {
        cast.emit("[\"all\"]".getBytes(UTF_8));
        return false;
    }

    @Test
    void aPeerThatDoesNotReadIsDroppedAndTheOthersHearEverything() throws Exception {
        BusOptions options = BusOptions.DEFAULTS.withMaxMessageBytes(4 << 20).withMaxPendingBytes(8 << 20);
        try (Bus leader = Bus.open(options)) {
            Ports.awaitListener();
            try (RawPeer slow = RawPeer.member("ns");
                    ChildProcess npm = ChildProcess.node("cast.js", "ns");
                    RawPeer sender = RawPeer.member("ns")) {
                npm.awaitCount("both peers", line -> line.startsWith("peer "), 2);
                byte[] frame = RawPeer.frame(0x82, "[\"e\",\"" + "x".repeat(1 << 20) + "\"]");
                for (int i = 0; i < 40; i++) {
                    sender.send(frame);
                    npm.awaitCount("all so far", line -> line.startsWith("message [\"e\""), i + 1);
                }

                assertThat(leader.stats().refused(Refusal.TOO_SLOW)).isEqualTo(1);
                slow.awaitEnd();
            }
        }
    }

    @Test
    void trap36_aFloodAndALargeMessageInOtherNamespacesLetOneThrough() throws Exception {
        try (Bus leader = Bus.open(BusOptions.DEFAULTS);
                ChildProcess one = ChildProcess.node("cast.js", "ns");
                ChildProcess two = ChildProcess.node("cast.js", "ns")) {
            one.awaitStart("peer ");
            two.awaitStart("peer ");
            try (RawPeer flood = RawPeer.member("flood");
                    RawPeer large = RawPeer.member("large")) {
                Thread flooding = new Thread(() -> send(flood, "[\"e\",\"" + "x".repeat(80) + "\"]", 1_000_000));
                Thread swelling = new Thread(() -> send(large, "[\"e\",\"" + "x".repeat(64 << 20) + "\"]", 4));
                flooding.start();
                swelling.start();
                for (int i = 0; i < 100; i++) {
                    one.send("[\"through\"," + i + "]");
                    two.await("message [\"through\"," + i + "]");
                }
                flooding.join();
                swelling.join();
                await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                        .until(() -> leader.stats().relayed() == 1_000_104);
            }
        }
    }

    /** The flood goes on until the others are done, if it has not come to its end before. */
    @Test
    void aFloodGoesAsFastAsItIsReadAndOthersGoAheadOfIt() throws Exception {
        int longest = 4_000_000;
        AtomicInteger heard = new AtomicInteger();
        BusOptions options = BusOptions.DEFAULTS.withMaxMessageBytes(4 << 20).withMaxPendingBytes(8 << 20);
        try (Bus leader = Bus.open(options)) {
            Ports.awaitListener();
            try (ChildProcess one = ChildProcess.node("cast.js", "ns");
                    ChildProcess two = ChildProcess.node("cast.js", "ns");
                    RawPeer sender = RawPeer.member("flood");
                    RawPeer reader = RawPeer.member("flood")) {
                assertThat(reader.next()).startsWith("[\"localcast\"");
                one.awaitStart("peer ");
                two.awaitStart("peer ");
                AtomicBoolean done = new AtomicBoolean();
                CompletableFuture<Integer> sent = CompletableFuture.supplyAsync(() -> flood(sender, longest, done));
                CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> readAll(reader, heard));
                for (int i = 0; i < 100; i++) {
                    one.send("[\"there\"," + i + "]");
                    two.await("message [\"there\"," + i + "]");
                    two.send("[\"back\"," + i + "]");
                    one.await("message [\"back\"," + i + "]");
                }
                done.set(true);

                int all = sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(all).isBetween(1, longest - 1);
                assertThat(reading.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(all);
                assertThat(leader.stats().refused()).isEmpty();
            }
        }
    }

    /** Numbered messages, in writes of a thousand. Answers how many. */
    private static int flood(RawPeer peer, int most, AtomicBoolean done) {
        int sent = 0;
        while (sent < most && !done.get()) {
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            for (int i = 0; i < 1000; i++) {
                frames.writeBytes(RawPeer.frame(0x82, "[" + sent + ",\"" + "x".repeat(200) + "\"]"));
                sent++;
            }
            peer.send(frames.toByteArray());
        }
        peer.send(RawPeer.frame(0x82, "[\"end\"]"));
        return sent;
    }

    /** Answers how many came, each in its turn, before the end. */
    private static int readAll(RawPeer reader, AtomicInteger heard) {
        for (String next = reader.next(); !next.equals("[\"end\"]"); next = reader.next()) {
            assertThat(next).startsWith("[" + heard.getAndIncrement() + ",");
        }
        return heard.get();
    }

    private static void send(RawPeer peer, String text, int times) {
        byte[] frame = RawPeer.frame(0x82, text);
        for (int i = 0; i < times; i++) {
            peer.send(frame);
        }
    }

    @Test
    void aFullLeaderLetsTheNextOnesWait() throws Exception {
        try (Bus leader = Bus.open(BusOptions.DEFAULTS.withMaxConnections(2))) {
            Ports.awaitListener();
            await().until(() -> leader.stats().connections() == 0);
            RawPeer first = RawPeer.member("ns");
            try (RawPeer second = RawPeer.member("ns");
                    RawPeer third = new RawPeer()) {
                third.send(RawPeer.request(""));
                assertThat(leader.stats().connections()).isEqualTo(2);
                first.close();
                assertThat(third.head()).startsWith("HTTP/1.1 101 ");
                assertThat(second.next()).startsWith("[\"localcast\",");
            }
        }
    }

    private static ChildProcess leading(ChildProcess process) {
        Ports.awaitListener();
        return process;
    }

    /** How many peers had introduced themselves when the namespace was said to be settled. */
    private static int met(Bus bus, String namespace) throws Exception {
        AtomicInteger met = new AtomicInteger();
        CastListener counter = new CastListener() {
            @Override
            public void message(byte[] json) {}

            @Override
            public void peer(Peer peer) {
                met.incrementAndGet();
            }
        };
        try (Cast cast = bus.join(namespace, counter)) {
            return cast.settled().thenApply(peers -> met.get()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static List<Peer> look(Bus bus, String namespace) throws Exception {
        return bus.look(namespace).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
