package network.ara.up.bus;

import java.util.Map;

/**
 * What a bus did since it was opened.
 *
 * @param connections open connections: of the members when leading, to the leader when following
 * @param relayed messages that were passed on, each counted once however many got it
 * @param relayedBytes their payload
 * @param received messages for this process
 * @param emitted messages of this process
 * @param elections times it looked for a leader
 * @param refused messages and connections that were refused, by reason; a reason that never occurred is left out
 */
public record BusStats(
        int connections,
        long relayed,
        long relayedBytes,
        long received,
        long emitted,
        long elections,
        Map<Refusal, Long> refused) {

    public BusStats {
        refused = Map.copyOf(refused);
    }

    /** How often this was the reason. */
    public long refused(Refusal reason) {
        return refused.getOrDefault(reason, 0L);
    }
}
