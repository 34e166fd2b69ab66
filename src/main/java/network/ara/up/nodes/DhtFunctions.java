package network.ara.up.nodes;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * What others may ask of a DHT node, in JSON values; objects have their keys in order, as people read them too.
 *
 * <p>A key is an infohash of 40 hexadecimal digits; any other text stands for its SHA-1. Errors: {@link
 * IllegalArgumentException} that says what is expected.
 */
final class DhtFunctions {

    private final Dht dht;

    DhtFunctions(Dht dht) {
        this.dht = dht;
    }

    /** The peers of a key, {@code [{host, port}]}. */
    CompletionStage<List<Map<String, Object>>> lookup(String key) {
        return dht.lookup(DhtId.ofKey(key))
                .thenApply(peers -> peers.stream().map(DhtFunctions::json).toList());
    }

    /** Announces a port of this host for 30 minutes; {@code {key, nodes}}: how many other nodes took it. */
    CompletionStage<Map<String, Object>> announce(String key, long port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("'port': expected 1 to 65535, got " + port);
        }
        DhtId infohash = DhtId.ofKey(key);
        return dht.announce(infohash, (int) port)
                .thenApply(nodes -> new TreeMap<>(Map.of("key", infohash.toString(), "nodes", nodes.longValue())));
    }

    /** The routing table, {@code [{id, host, port, good}]}. */
    CompletionStage<List<Map<String, Object>>> nodes() {
        return dht.nodes()
                .thenApply(nodes -> nodes.stream().map(DhtFunctions::json).toList());
    }

    private static Map<String, Object> json(InetSocketAddress peer) {
        return new TreeMap<>(Map.of("host", peer.getAddress().getHostAddress(), "port", (long) peer.getPort()));
    }

    private static Map<String, Object> json(DhtNeighbour node) {
        Map<String, Object> json = json(node.contact().address());
        json.put("id", node.contact().id().toString());
        json.put("good", node.good());
        return json;
    }
}
