package network.ara.up.core;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import network.ara.up.model.RestartPolicy;

/** The restarts of one node: how long to pause before the next, and when to give up. */
final class RestartHistory {

    /** When the restarts of the last window were, oldest first. */
    private final Deque<Long> recent = new ArrayDeque<>();

    private int total;
    private int inARow;
    private int neverReady;

    int total() {
        return total;
    }

    /** Somebody wants it to begin anew. */
    void clear() {
        recent.clear();
        inARow = 0;
        neverReady = 0;
    }

    /** The node became ready: it can start after all. */
    void becameReady() {
        neverReady = 0;
    }

    /**
     * The pause before the next restart, or empty when there have been enough: more than the limit's count in its
     * window, or as many starts in a row that never became ready, however slowly they come. The second rule is for the
     * nodes that wait: a node that crashes once in ten seconds would hold them for ever (traps.md 1).
     *
     * @param ran how long the process lived that just ended
     */
    Optional<Duration> next(RestartPolicy policy, long nowNanos, Duration ran) {
        long window = policy.limit().window().toNanos();
        while (!recent.isEmpty() && nowNanos - recent.peekFirst() > window) {
            recent.removeFirst();
        }
        if (recent.size() >= policy.limit().count()
                || neverReady >= policy.limit().count()) {
            return Optional.empty();
        }
        if (ran.toNanos() > window) {
            inARow = 0;
        }
        recent.addLast(nowNanos);
        total++;
        neverReady++;
        return Optional.of(pause(policy.backoff(), inARow++));
    }

    private static Duration pause(RestartPolicy.Backoff backoff, int already) {
        if (already == 0) {
            return Duration.ZERO;
        }
        double millis = (double) backoff.initial().toMillis() * Math.pow(backoff.factor(), already - 1.0);
        return Duration.ofMillis((long) Math.min(millis, (double) backoff.max().toMillis()));
    }
}
