package network.ara.up.process;

/**
 * When to look again at a file that may have grown: after a time that grows with how long nothing came, from 5 ms to
 * 160 ms. What was silent for so long is late by a sixteenth of that at most.
 *
 * <p>Times are as {@link System#nanoTime} counts. Thread: one.
 */
final class LookSchedule {

    private static final long MIN_PAUSE_NANOS = 5_000_000;

    /** The longest pause is so many of the shortest: 160 ms. */
    private static final long MAX_PAUSES = 32;

    private static final int PATIENCE = 16;

    private long activeNanos = System.nanoTime();
    private long dueNanos = activeNanos;

    /** Nanoseconds until the next look; 0 or less where it is due. */
    long untilDue(long nowNanos) {
        return dueNanos - nowNanos;
    }

    /** Something came. */
    void active(long nowNanos) {
        activeNanos = nowNanos;
    }

    /** Pauses are powers of two, and end where those of other files do: the thread wakes once for all idle files. */
    void looked(long nowNanos) {
        long wanted = (nowNanos - activeNanos) / PATIENCE / MIN_PAUSE_NANOS;
        long pause = MIN_PAUSE_NANOS * Long.highestOneBit(Math.max(1, Math.min(MAX_PAUSES, wanted)));
        dueNanos = (Math.floorDiv(nowNanos, pause) + 1) * pause;
    }

    void lookAt(long nanos) {
        dueNanos = nanos;
    }
}
