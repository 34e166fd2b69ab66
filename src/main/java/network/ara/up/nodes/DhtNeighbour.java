package network.ara.up.nodes;

/**
 * A node in the routing table.
 *
 * @param good whether it was heard of within 15 minutes and answered what it was asked last
 */
public record DhtNeighbour(DhtContact contact, boolean good) {}
