package network.ara.up.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeerStoreTest {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final PeerStore store = new PeerStore(new Random(1));
    private final DhtId infohash = DhtId.sha1("a");

    @Test
    void aPeerIsForgottenAfterThirtyMinutesUnlessItAnnouncesAgain() {
        store.put(infohash, peer(1), 0);
        store.put(infohash, peer(2), 0);
        store.put(infohash, peer(1), 20 * MINUTE);

        assertThat(store.get(infohash, 10, 29 * MINUTE)).containsExactly(peer(2), peer(1));
        assertThat(store.get(infohash, 10, 30 * MINUTE)).containsExactly(peer(1));
    }

    @Test
    void expiredPeersTakeNoRoom() {
        store.put(infohash, peer(1), 0);
        store.put(DhtId.sha1("b"), peer(1), MINUTE);

        store.expire(30 * MINUTE);

        assertThat(store.size()).isEqualTo(1);
        assertThat(store.infohashes()).isEqualTo(1);
    }

    @Test
    void anInfohashThatIsFullForgetsItsOldestPeer() {
        for (int port = 1; port <= PeerStore.MAX_PEERS_OF_ONE + 1; port++) {
            assertThat(store.put(infohash, peer(port), 0)).isTrue();
        }

        assertThat(store.size()).isEqualTo(PeerStore.MAX_PEERS_OF_ONE);
        assertThat(store.get(infohash, 1000, 1)).doesNotContain(peer(1)).contains(peer(2));
    }

    @Test
    void aStoreThatIsFullRefusesNewPeersAndRenewsKnownOnes() {
        for (int i = 0; i < PeerStore.MAX_PEERS; i++) {
            assertThat(store.put(DhtId.sha1("x" + i), peer(1), 0)).isTrue();
        }

        assertThat(store.put(infohash, peer(1), 0)).isFalse();
        assertThat(store.put(DhtId.sha1("x7"), peer(1), MINUTE)).isTrue();
        assertThat(store.size()).isEqualTo(PeerStore.MAX_PEERS);
        assertThat(store.infohashes()).isEqualTo(PeerStore.MAX_PEERS);
    }

    @Test
    void atMostTheLimitIsGivenOut() {
        for (int port = 1; port <= 50; port++) {
            store.put(infohash, peer(port), 0);
        }

        assertThat(store.get(infohash, 10, 1)).hasSize(10).doesNotHaveDuplicates();
    }

    private static InetSocketAddress peer(int port) {
        return Loopback.port(port);
    }
}
