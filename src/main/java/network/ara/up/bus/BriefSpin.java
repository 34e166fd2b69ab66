package network.ara.up.bus;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * While messages come densely, the loop looks for the next one for a moment before it sleeps: to wake a sleeping thread
 * costs more than all else of a message's way. Each look that finds nothing offers the core to others. Where that does not
 * pay, it is left: after looks in vain more and more sleeps go without, and where others want the core all do for a while.
 *
 * <p>Thread: the loop's.
 */
final class BriefSpin implements SelectStrategy {

    static final long LONGEST_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** Turns that may sleep are dense when they follow each other so soon: one that has tasks to do counts for nothing. */
    static final long DENSE_NANOS = 2 * LONGEST_NANOS;

    /** Another program, and no peer that answers, had the core for so long. */
    static final long TAKEN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** The first time; each further time that comes soon after doubles it, up to the longest. */
    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    static final long LONGEST_PAUSE_NANOS = 16 * PAUSE_NANOS;

    /** So many sleeps at most go without a look, after looks in vain. */
    static final int MOST_SKIPPED = 64;

    private final BooleanSupplier hasTasks;
    private final LongSupplier clock;
    private final Runnable yield;
    private long lastNanos;
    private long pausedUntilNanos;
    private long pauseNanos = PAUSE_NANOS;
    private int skipped;
    private int skip;

    /**
     * @param hasTasks whether another thread has given the loop something to do
     * @param clock nanoseconds
     * @param yield offers the core to others
     */
    BriefSpin(BooleanSupplier hasTasks, LongSupplier clock, Runnable yield) {
        this.hasTasks = hasTasks;
        this.clock = clock;
        this.yield = yield;
        lastNanos = clock.getAsLong() - DENSE_NANOS;
        pausedUntilNanos = lastNanos - LONGEST_PAUSE_NANOS;
    }

    @Override
    public int calculateStrategy(IntSupplier look, boolean mustNotSleep) throws Exception {
        if (mustNotSleep) {
            return look.get();
        }
        long now = clock.getAsLong();
        boolean isDense = now - lastNanos < DENSE_NANOS;
        lastNanos = now;
        if (!isDense || now - pausedUntilNanos < 0) {
            return SELECT;
        }
        if (skipped < skip) {
            skipped++;
            return SELECT;
        }
        return spin(look, now);
    }

    private int spin(IntSupplier look, long beganNanos) throws Exception {
        long now = beganNanos;
        while (now - beganNanos < LONGEST_NANOS) {
            int ready = look.get();
            if (ready > 0 || hasTasks.getAsBoolean()) {
                skip = 0;
                return Math.max(0, ready);
            }
            yield.run();
            long before = now;
            now = clock.getAsLong();
            if (now - before > TAKEN_NANOS) {
                pause(now);
                return SELECT;
            }
        }
        skipped = 0;
        skip = Math.min(2 * skip + 1, MOST_SKIPPED);
        return SELECT;
    }

    private void pause(long now) {
        boolean isSoon = now - pausedUntilNanos < LONGEST_PAUSE_NANOS;
        pauseNanos = isSoon ? Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS) : PAUSE_NANOS;
        pausedUntilNanos = now + pauseNanos;
    }
}
