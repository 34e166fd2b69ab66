package network.ara.up.runtime;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import network.ara.up.core.Timer;
import network.ara.up.model.NodeName;

/**
 * The timers that the core has armed, by when they are due.
 *
 * <p>Thread: the loop's.
 */
final class Timers {

    /** What makes a timer the same one, whatever its generation: there is one of a kind for a node. */
    private record Key(NodeName node, Timer.Kind kind) {}

    private record Armed(Timer timer, long dueNanos) {}

    private final PriorityQueue<Armed> byTime = new PriorityQueue<>(Comparator.comparingLong(Armed::dueNanos));
    private final Map<Key, Armed> byKey = new HashMap<>();

    void arm(Timer timer, long dueNanos) {
        cancel(timer);
        Armed armed = new Armed(timer, dueNanos);
        byKey.put(new Key(timer.node(), timer.kind()), armed);
        byTime.add(armed);
    }

    void cancel(Timer timer) {
        Armed armed = byKey.remove(new Key(timer.node(), timer.kind()));
        if (armed != null) {
            byTime.remove(armed);
        }
    }

    /** The next timer that is due, taken out. */
    Optional<Timer> pollDue(long nowNanos) {
        Armed first = byTime.peek();
        if (first == null || first.dueNanos() - nowNanos > 0) {
            return Optional.empty();
        }
        cancel(first.timer());
        return Optional.of(first.timer());
    }

    /** Nanoseconds until the next timer is due, at most {@code limit}. */
    long untilNext(long nowNanos, long limit) {
        Armed first = byTime.peek();
        return first == null ? limit : Math.max(0, Math.min(limit, first.dueNanos() - nowNanos));
    }
}
