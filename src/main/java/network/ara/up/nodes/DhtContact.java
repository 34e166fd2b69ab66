package network.ara.up.nodes;

import java.net.InetSocketAddress;

/**
 * Another node of the DHT.
 *
 * @param id what it calls itself
 * @param address where it is, IPv4
 */
public record DhtContact(DhtId id, InetSocketAddress address) {}
