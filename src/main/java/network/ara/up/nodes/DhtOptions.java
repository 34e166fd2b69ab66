package network.ara.up.nodes;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * How to start a {@link Dht}.
 *
 * @param bind where to listen, IPv4; port 0 for any
 * @param bootstrap nodes to ask first, IPv4; none for a DHT that waits to be found
 */
public record DhtOptions(InetSocketAddress bind, List<InetSocketAddress> bootstrap) {

    /** Where a DHT listens unless told otherwise. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    /** The first of BitTorrent's customary ports. */
    public static final int DEFAULT_PORT = 6881;

    public DhtOptions {
        bootstrap = List.copyOf(bootstrap);
    }
}
