package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import network.ara.up.nodes.Dht;
import network.ara.up.nodes.DhtId;
import network.ara.up.nodes.DhtOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our DHT and the npm package bittorrent-dht, as one network. */
class NpmDhtIT {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final DhtId infohash = DhtId.sha1("web");

    @BeforeEach
    void needsBittorrentDht() {
        Tools.requireNpm("bittorrent-dht");
    }

    @Test
    void npmFindsWhatWeAnnounce() throws Exception {
        try (Dht ours = start();
                ChildProcess npm = ChildProcess.node("dht.mjs", text(ours))) {
            npm.await("ready");
            await(ours.announce(infohash, 8080));

            npm.send("lookup " + infohash);

            npm.await("peer " + infohash + " 127.0.0.1:8080");
        }
    }

    @Test
    void weFindWhatNpmAnnounces() throws Exception {
        try (Dht ours = start();
                ChildProcess npm = ChildProcess.node("dht.mjs", text(ours))) {
            npm.await("ready");

            npm.send("announce " + infohash + " 9090");
            npm.await("announced " + infohash);

            assertThat(await(ours.lookup(infohash)))
                    .contains(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9090));
        }
    }

    @Test
    void weAnnounceIntoANetworkOfNpmNodesAndFindWhatIsThere() throws Exception {
        try (ChildProcess first = ChildProcess.node("dht.mjs")) {
            int port = Integer.parseInt(first.awaitStart("listening ").split(" ")[1]);
            InetSocketAddress bootstrap = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            try (ChildProcess second = ChildProcess.node("dht.mjs", "127.0.0.1:" + port);
                    Dht ours = start(bootstrap)) {
                second.await("ready");

                assertThat(await(ours.announce(infohash, 8080))).isPositive();
                second.send("lookup " + infohash);
                second.await("peer " + infohash + " 127.0.0.1:8080");

                second.send("announce " + infohash + " 9090");
                second.await("announced " + infohash);
                assertThat(await(ours.lookup(infohash)))
                        .contains(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9090));
            }
        }
    }

    private static Dht start(InetSocketAddress... bootstrap) throws Exception {
        return Dht.start(new DhtOptions(ANY_PORT, List.of(bootstrap)));
    }

    private static String text(Dht dht) {
        return "127.0.0.1:" + dht.address().getPort();
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
