package network.ara.up.nodes;

/**
 * What a {@link DnsServer} holds, and what it counted since its start.
 *
 * @param recordSets in its zone
 * @param forwarding questions that wait for the forwarder's answer now
 * @param received queries, by UDP or TCP, well-formed or not
 * @param answered from the zone
 * @param forwarded answered by the forwarder
 * @param refused for which nobody here is responsible, and loops
 * @param failed that the forwarder didn't answer in time, or that were too many
 * @param malformed answered with FORMERR, or not at all
 * @param unsent answers given up because the socket was full
 */
public record DnsStats(
        int recordSets,
        int forwarding,
        long received,
        long answered,
        long forwarded,
        long refused,
        long failed,
        long malformed,
        long unsent) {}
