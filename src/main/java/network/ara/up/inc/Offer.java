package network.ara.up.inc;

/** A function that a node offers, and to whom. */
record Offer(NodeFunction function, Access access) {}
