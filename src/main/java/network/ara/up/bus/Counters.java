package network.ara.up.bus;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts for {@link BusStats}. Written by the loop thread alone, which therefore needs no atomic addition; read by any. */
final class Counters {

    private static final int CONNECTIONS = 0;
    private static final int RELAYED = 1;
    private static final int RELAYED_BYTES = 2;
    private static final int RECEIVED = 3;
    private static final int EMITTED = 4;
    private static final int ELECTIONS = 5;
    private static final int REFUSED = 6;

    private final AtomicLongArray counts = new AtomicLongArray(REFUSED + Refusal.values().length);

    void connected() {
        add(CONNECTIONS, 1);
    }

    void disconnected() {
        add(CONNECTIONS, -1);
    }

    void relayed(int payloadBytes) {
        add(RELAYED, 1);
        add(RELAYED_BYTES, payloadBytes);
    }

    void received() {
        add(RECEIVED, 1);
    }

    void emitted() {
        add(EMITTED, 1);
    }

    void election() {
        add(ELECTIONS, 1);
    }

    void refused(Refusal reason) {
        add(REFUSED + reason.ordinal(), 1);
    }

    BusStats stats() {
        Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
        for (Refusal reason : Refusal.values()) {
            long count = counts.get(REFUSED + reason.ordinal());
            if (count > 0) {
                refused.put(reason, count);
            }
        }
        return new BusStats(
                (int) counts.get(CONNECTIONS),
                counts.get(RELAYED),
                counts.get(RELAYED_BYTES),
                counts.get(RECEIVED),
                counts.get(EMITTED),
                counts.get(ELECTIONS),
                refused);
    }

    private void add(int counter, long amount) {
        counts.setOpaque(counter, counts.getPlain(counter) + amount);
    }
}
