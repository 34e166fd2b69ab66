package network.ara.up.nodes;

/**
 * What a {@link Dht} holds, and what it counted since its start.
 *
 * @param nodes in the routing table
 * @param infohashes for which peers are stored
 * @param peers stored
 * @param received datagrams
 * @param queries received that were well-formed enough to be answered
 * @param malformed datagrams that were no KRPC
 * @param unexpected answers to nothing that was asked
 * @param unsent answers given up because the socket was full
 * @param timedOut queries of ours
 */
public record DhtStats(
        int nodes,
        int infohashes,
        int peers,
        long received,
        long queries,
        long malformed,
        long unexpected,
        long unsent,
        long timedOut) {}
