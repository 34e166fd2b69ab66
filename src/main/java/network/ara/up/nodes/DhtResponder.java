package network.ara.up.nodes;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import network.ara.up.nodes.KrpcMessage.ErrorCode;
import network.ara.up.nodes.KrpcMessage.Failure;
import network.ara.up.nodes.KrpcMessage.Fields;
import network.ara.up.nodes.KrpcMessage.Query;
import network.ara.up.nodes.KrpcMessage.Response;

/**
 * What this node answers: one message to each query, right or wrong.
 *
 * <p>Spec: BEP 5, "DHT queries" and "errors". Times are nanoseconds, monotonic. Thread: one.
 */
final class DhtResponder {

    /** 100 peers and 8 nodes stay below the 1,400 bytes that pass everywhere in one piece. */
    private static final int MAX_VALUES = 100;

    private final DhtId own;
    private final RoutingTable table;
    private final PeerStore store;
    private final DhtTokens tokens;

    DhtResponder(DhtId own, RoutingTable table, PeerStore store, SecureRandom random) {
        this.own = own;
        this.table = table;
        this.store = store;
        this.tokens = new DhtTokens(random);
    }

    void rotateTokens() {
        tokens.rotate();
    }

    KrpcMessage answer(Query query, InetSocketAddress from, long now) {
        if (query.fields().id("id").isEmpty()) {
            return failure(query, ErrorCode.PROTOCOL, "expected an id of 20 bytes");
        }
        return switch (query.method()) {
            case "ping" -> response(query, Map.of());
            case "find_node" -> findNode(query);
            case "get_peers" -> getPeers(query, from, now);
            case "announce_peer" -> announcePeer(query, from, now);
            default -> failure(query, ErrorCode.METHOD_UNKNOWN, "method unknown");
        };
    }

    private KrpcMessage findNode(Query query) {
        Optional<DhtId> target = query.fields().id("target");
        if (target.isEmpty()) {
            return failure(query, ErrorCode.PROTOCOL, "expected a target of 20 bytes");
        }
        return response(query, Map.of("nodes", closest(target.get())));
    }

    private KrpcMessage getPeers(Query query, InetSocketAddress from, long now) {
        Optional<DhtId> infohash = query.fields().id("info_hash");
        if (infohash.isEmpty()) {
            return failure(query, ErrorCode.PROTOCOL, "expected an info_hash of 20 bytes");
        }
        Map<String, Object> values = new TreeMap<>();
        values.put("token", tokens.issue(from.getAddress()));
        values.put("nodes", closest(infohash.get()));
        List<ByteString> peers = store.get(infohash.get(), MAX_VALUES, now).stream()
                .filter(peer -> isOfUseTo(from, peer))
                .map(DhtCompact::peer)
                .toList();
        if (!peers.isEmpty()) {
            values.put("values", peers);
        }
        return response(query, values);
    }

    /** A peer on this machine's loopback is none for somebody elsewhere. */
    private static boolean isOfUseTo(InetSocketAddress asker, InetSocketAddress peer) {
        return asker.getAddress().isLoopbackAddress() || !peer.getAddress().isLoopbackAddress();
    }

    private KrpcMessage announcePeer(Query query, InetSocketAddress from, long now) {
        Fields fields = query.fields();
        Optional<DhtId> infohash = fields.id("info_hash");
        if (infohash.isEmpty()) {
            return failure(query, ErrorCode.PROTOCOL, "expected an info_hash of 20 bytes");
        }
        Optional<ByteString> token = fields.string("token");
        if (token.isEmpty() || !tokens.isValid(token.get(), from.getAddress())) {
            return failure(query, ErrorCode.PROTOCOL, "bad token");
        }
        boolean implied = fields.integer("implied_port").orElse(0) == 1;
        long port = implied ? from.getPort() : fields.integer("port").orElse(0);
        if (port < 1 || port > 65535) {
            return failure(query, ErrorCode.PROTOCOL, "expected a port from 1 to 65535");
        }
        InetSocketAddress peer = new InetSocketAddress(from.getAddress(), (int) port);
        if (!store.put(infohash.get(), peer, now)) {
            return failure(query, ErrorCode.SERVER, "the peer store is full");
        }
        return response(query, Map.of());
    }

    private ByteString closest(DhtId target) {
        return DhtCompact.nodes(table.closest(target, KBucket.K));
    }

    private Response response(Query query, Map<String, Object> values) {
        return new Response(query.transaction(), own, new Fields(values));
    }

    private static Failure failure(Query query, ErrorCode code, String message) {
        return new Failure(query.transaction(), code, message);
    }
}
