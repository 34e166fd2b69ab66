package network.ara.up.nodes;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * How to start a {@link DnsServer}.
 *
 * @param bind where to listen, UDP and TCP; port 0 for any
 * @param zone the zone that it is the authority for
 * @param forward the server that is asked for all other names; without one such questions are refused
 */
public record DnsOptions(InetSocketAddress bind, String zone, Optional<InetSocketAddress> forward) {

    /** Where a server listens unless told otherwise. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    /** Needs no privileges, as 53 does. */
    public static final int DEFAULT_PORT = 5300;

    public static final String DEFAULT_ZONE = "ara.local.";
}
