package network.ara.up.inc;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a function's answer, and for how long.
 *
 * <p>Thread: any.
 */
public final class Caller {

    private final Node node;
    private final String name;
    private final long arrivalNanos = System.nanoTime();
    private final long deadlineNanos; // Long.MAX_VALUE: the caller did not say
    private volatile boolean cancelled; // set on the bus's thread

    Caller(Node node, String name, long deadlineNanos) {
        this.node = node;
        this.name = name;
        this.deadlineNanos = deadlineNanos;
    }

    /** The caller's name: a claim, not a proof; empty if it did not say. */
    public String name() {
        return name;
    }

    /** What is left until the caller gives up; zero when it has, a day at most. */
    public Duration timeLeft() {
        if (deadlineNanos == Long.MAX_VALUE) {
            return Duration.ofDays(1);
        }
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }

    /** Whether the caller said that it no longer waits. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** As {@link Node#call(String, String, Object)}, bounded by what is left of this caller's own time. */
    public CompletableFuture<@Nullable Object> call(String target, String method, Object params) {
        Duration usual = CallOptions.DEFAULTS.timeout();
        Duration left = timeLeft();
        return node.call(target, method, params, left.compareTo(usual) < 0 ? left : usual);
    }

    /** How long ago its call came. */
    long ageNanos() {
        return System.nanoTime() - arrivalNanos;
    }

    void cancel() {
        cancelled = true;
    }
}
