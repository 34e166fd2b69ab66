/**
 * The nodes that ship with ara-up: a DHT and a DNS server, each an engine that knows nothing of INC ({@code Dht}, {@code
 * DnsServer}), and a node written on inc as any author would ({@code DhtNode}, {@code DnsNode}).
 *
 * <p>Uses inc, Netty and dnsjava. Each node runs in a process of its own; each engine on one event loop thread, which owns
 * all its state.
 */
@NullMarked
package network.ara.up.nodes;

import org.jspecify.annotations.NullMarked;
