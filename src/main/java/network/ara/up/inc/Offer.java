package network.ara.up.inc;

/** A function that a node offers, to whom, and what it tells of it. */
record Offer(NodeFunction function, Access access, Signature signature) {}
