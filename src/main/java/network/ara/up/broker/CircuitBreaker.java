package network.ara.up.broker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import network.ara.up.model.CallPolicy.Circuit;

/**
 * Turns calls to a node away for a while after it failed too often; then lets one through, whose end decides.
 *
 * <p>Not a library's: it lives by the call table's clock, so that what it does can be replayed.
 */
final class CircuitBreaker {

    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    /** As {@link BrokerView.OfNode#circuit}. */
    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final Circuit limit;
    private final Deque<Long> failures = new ArrayDeque<>();
    private boolean closed = true;
    private boolean trying;
    private long openedNanos;

    CircuitBreaker(Circuit limit) {
        this.limit = limit;
    }

    State state(long nowNanos) {
        if (closed) {
            return State.CLOSED;
        }
        return nowNanos - openedNanos < PAUSE_NANOS ? State.OPEN : State.HALF_OPEN;
    }

    /** Whether a call may pass now. While half-open it is the one that is tried. */
    boolean lets(long nowNanos) {
        return switch (state(nowNanos)) {
            case CLOSED -> true;
            case OPEN -> false;
            case HALF_OPEN -> !trying;
        };
    }

    /** The call that was let through while half-open. */
    void trying() {
        trying = true;
    }

    /** Whether a call that passes now is that one. */
    boolean isTrial(long nowNanos) {
        return state(nowNanos) == State.HALF_OPEN;
    }

    void succeeded(boolean trial) {
        if (limit.window().isZero()) {
            failures.clear();
        }
        if (trial) {
            closed = true;
            trying = false;
            failures.clear();
        }
    }

    /** Returns whether it opened by this. */
    boolean failed(boolean trial, long nowNanos) {
        if (!closed) {
            if (trial) {
                trying = false;
                openedNanos = nowNanos;
            }
            return trial;
        }
        failures.add(nowNanos);
        long window = limit.window().toNanos();
        while (window > 0 && nowNanos - failures.element() > window) {
            failures.remove();
        }
        if (failures.size() < limit.failures()) {
            return false;
        }
        failures.clear();
        closed = false;
        openedNanos = nowNanos;
        return true;
    }

    /** The trial ended without a word about the node: it was cancelled. */
    void undecided(boolean trial) {
        trying &= !trial;
    }

    /** For people. */
    String why(long nowNanos) {
        long since = Duration.ofNanos(nowNanos - openedNanos).toMillis();
        return "its circuit is %s since %d ms, after %s"
                .formatted(
                        state(nowNanos).word(),
                        since,
                        limit.window().isZero()
                                ? limit + " failures in a row"
                                : limit.toString().replaceFirst(" ", " failures "));
    }
}
