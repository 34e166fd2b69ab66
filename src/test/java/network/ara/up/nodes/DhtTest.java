package network.ara.up.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DhtTest {

    private static final byte[] PING =
            "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe".getBytes(StandardCharsets.ISO_8859_1);

    private final EventLoopGroup loop = NodeLoop.open("dht-test");
    private final List<Dht> nodes = new ArrayList<>();

    @AfterEach
    void closeAll() {
        nodes.forEach(Dht::close);
        NodeLoop.close(loop);
    }

    @Test
    void aNodeAloneFindsWhatItAnnouncedItself() throws Exception {
        Dht alone = start();
        DhtId infohash = DhtId.sha1("web");

        assertThat(await(alone.announce(infohash, 8080))).isZero();

        assertThat(await(alone.lookup(infohash))).containsExactly(Loopback.port(8080));
        assertThat(await(alone.lookup(DhtId.sha1("other")))).isEmpty();
    }

    @Test
    void twoNodesFindEachOthersAnnouncements() throws Exception {
        Dht first = start();
        Dht second = start(first.address());

        assertThat(await(second.announce(DhtId.sha1("a"), 1001))).isEqualTo(1);
        assertThat(await(first.announce(DhtId.sha1("b"), 1002))).isEqualTo(1);

        assertThat(await(first.lookup(DhtId.sha1("a")))).containsExactly(Loopback.port(1001));
        assertThat(await(second.lookup(DhtId.sha1("b")))).containsExactly(Loopback.port(1002));
    }

    @Test
    void everyOneOfTwentyNodesFindsWhatAnyOneAnnounced() throws Exception {
        for (int i = 0; i < 20; i++) {
            Dht node = i == 0 ? start() : start(nodes.get(i / 2).address());
            // A lookup waits until the newcomer knows its neighbourhood.
            await(node.lookup(node.id()));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(await(nodes.get(i).announce(DhtId.sha1("service " + i), 2000 + i)))
                    .as("nodes that took the announcement of node %d", i)
                    .isGreaterThanOrEqualTo(1);
        }

        for (int i = 0; i < 20; i++) {
            InetSocketAddress peer = Loopback.port(2000 + i);
            for (Dht node : nodes) {
                assertThat(await(node.lookup(DhtId.sha1("service " + i)))).contains(peer);
            }
        }
    }

    @Test
    void whatADeadNodeTookIsStillFoundOnOthers() throws Exception {
        for (int i = 0; i < 12; i++) {
            Dht node = i == 0 ? start() : start(nodes.get(0).address());
            await(node.lookup(node.id()));
        }
        DhtId infohash = DhtId.sha1("web");
        assertThat(await(nodes.get(11).announce(infohash, 8080))).isEqualTo(8);

        for (int i = 1; i < 6; i++) {
            nodes.get(i).close();
        }

        assertThat(await(nodes.get(10).lookup(infohash))).contains(Loopback.port(8080));
    }

    @Test
    void aLookupEndsThoughEverybodyIsDead() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(Loopback.ANY_PORT)) {
            Dht node = start((InetSocketAddress) silent.getLocalSocketAddress());

            assertThat(await(node.lookup(DhtId.sha1("web")))).isEmpty();
            assertThat(await(node.stats()).timedOut()).isPositive();
        }
    }

    @Test
    void aNodeThatOnlyAsksIsPingedBeforeItEntersTheTable() throws Exception {
        Dht node = start();
        try (DatagramSocket stranger = new DatagramSocket(Loopback.ANY_PORT)) {
            stranger.setSoTimeout(10_000);
            send(stranger, node, PING);

            assertThat(receive(stranger)).startsWith("d1:rd2:id20:").endsWith("e1:t2:aa1:y1:re");
            String ping = receive(stranger);
            assertThat(ping).contains("1:q4:ping");
            assertThat(await(node.nodes())).isEmpty();

            String transaction = ping.substring(ping.indexOf("1:t4:") + 5, ping.indexOf("1:t4:") + 9);
            String pong = "d1:rd2:id20:abcdefghij0123456789e1:t4:" + transaction + "1:y1:re";
            send(stranger, node, pong.getBytes(StandardCharsets.ISO_8859_1));
            while (await(node.stats()).received() < 2) {
                Thread.onSpinWait();
            }
            assertThat(await(node.nodes())).hasSize(1).allMatch(DhtNeighbour::good);
        }
    }

    @Test
    void aFloodOfBadPacketsLeavesItServingAndWithinBounds() throws Exception {
        Dht node = start();
        Random random = new Random(99);
        try (DatagramSocket stranger = new DatagramSocket(Loopback.ANY_PORT)) {
            stranger.setSoTimeout(10_000);
            for (int i = 0; i < 20_000; i++) {
                send(stranger, node, garbage(random));
                if (i % 100 == 0) {
                    // It serves, and what was sent so far is received.
                    assertThat(pingFromElsewhere(node)).endsWith("e1:t2:aa1:y1:re");
                }
            }
        }
        DhtStats stats = await(node.stats());
        assertThat(stats.received()).isGreaterThan(20_000);
        assertThat(stats.malformed()).isGreaterThan(2_000);
        assertThat(stats.nodes()).isZero();
    }

    @Test
    void aTakenPortIsSaid() throws Exception {
        Dht first = start();

        assertThatThrownBy(() -> Dht.start(new DhtOptions(first.address(), List.of())))
                .isInstanceOf(PortUnavailable.class)
                .hasMessage("cannot listen on 127.0.0.1:" + first.address().getPort() + "/udp: the port is taken");
    }

    @Test
    void aClosedNodeRefusesInsteadOfHanging() throws Exception {
        Dht node = Dht.start(new DhtOptions(Loopback.ANY_PORT, List.of()));
        node.close();
        node.close();

        assertThatThrownBy(() -> await(node.announce(DhtId.sha1("x"), 1))).hasStackTraceContaining("the dht is closed");
    }

    private static byte[] garbage(Random random) {
        byte[] bytes = random.nextInt(4) == 0 ? new byte[random.nextInt(200)] : PING.clone();
        if (random.nextInt(4) == 0) {
            random.nextBytes(bytes);
        } else {
            for (int j = 0; j <= random.nextInt(4) && bytes.length > 0; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
        }
        return bytes;
    }

    private static String pingFromElsewhere(Dht node) throws IOException {
        try (DatagramSocket asker = new DatagramSocket(Loopback.ANY_PORT)) {
            asker.setSoTimeout(10_000);
            send(asker, node, PING);
            return receive(asker);
        }
    }

    private Dht start(InetSocketAddress... bootstrap) throws PortUnavailable {
        Dht node = Dht.start(new DhtOptions(Loopback.ANY_PORT, List.of(bootstrap)), loop);
        nodes.add(node);
        return node;
    }

    private static void send(DatagramSocket from, Dht to, byte[] bytes) throws IOException {
        from.send(new DatagramPacket(bytes, bytes.length, to.address()));
    }

    private static String receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
