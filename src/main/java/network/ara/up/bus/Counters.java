package network.ara.up.bus;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts for {@link BusStats}. Written by the loop thread alone, which therefore needs no atomic addition, but for what is
 * emitted; read by any.
 */
final class Counters {

    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong relayed = new AtomicLong();
    private final AtomicLong relayedBytes = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong emitted = new AtomicLong();
    private final AtomicLong elections = new AtomicLong();
    private final Map<Refusal, AtomicLong> refused = new EnumMap<>(Refusal.class);

    Counters() {
        for (Refusal reason : Refusal.values()) {
            refused.put(reason, new AtomicLong());
        }
    }

    void connected() {
        add(connections, 1);
    }

    void disconnected() {
        add(connections, -1);
    }

    void relayed(int payloadBytes) {
        add(relayed, 1);
        add(relayedBytes, payloadBytes);
    }

    void received() {
        add(received, 1);
    }

    void emitted() {
        emitted.incrementAndGet();
    }

    void election() {
        add(elections, 1);
    }

    void refused(Refusal reason) {
        refused.computeIfPresent(reason, (key, count) -> add(count, 1));
    }

    BusStats stats() {
        Map<Refusal, Long> occurred = new EnumMap<>(Refusal.class);
        refused.forEach((reason, count) -> {
            if (count.get() > 0) {
                occurred.put(reason, count.get());
            }
        });
        return new BusStats(
                (int) connections.get(),
                relayed.get(),
                relayedBytes.get(),
                received.get(),
                emitted.get(),
                elections.get(),
                occurred);
    }

    private static AtomicLong add(AtomicLong counter, long amount) {
        counter.setOpaque(counter.getPlain() + amount);
        return counter;
    }
}
