package network.ara.up.bus;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/**
 * Waits until those who lost their leader have come to the new one: nobody came for 300 ms, or 2 s went by. Where no leader
 * was lost there is nothing to wait for.
 *
 * <p>Thread: the loop's.
 */
final class Settling {

    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final EventLoop loop;
    private final Runnable done;
    private long startedNanos;
    private long lastNanos;
    private boolean settled;
    private boolean cancelled;

    Settling(EventLoop loop, Runnable done) {
        this.loop = loop;
        this.done = done;
    }

    void begin(boolean leaderWasLost) {
        startedNanos = System.nanoTime();
        lastNanos = startedNanos;
        if (leaderWasLost) {
            look();
        } else {
            settle();
        }
    }

    /** Somebody came. */
    void touched() {
        lastNanos = System.nanoTime();
    }

    void cancel() {
        cancelled = true;
    }

    boolean isSettled() {
        return settled;
    }

    private void look() {
        if (cancelled) {
            return;
        }
        long now = System.nanoTime();
        long left = Math.min(lastNanos + QUIET_NANOS - now, startedNanos + BOUND_NANOS - now);
        if (left <= 0) {
            settle();
        } else {
            loop.schedule(this::look, left, TimeUnit.NANOSECONDS);
        }
    }

    private void settle() {
        settled = true;
        done.run();
    }
}
