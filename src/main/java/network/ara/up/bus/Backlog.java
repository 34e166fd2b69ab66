package network.ara.up.bus;

import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;

/**
 * What a member has not read yet. While that is much, those who write to it wait, so that a flood goes as fast as it is
 * read and nothing of it is dropped. One that reads nothing for a second, or does not catch up for ten, is not waited for:
 * nobody is held up by a member that hangs.
 *
 * <p>Thread: the loop's.
 */
final class Backlog {

    private static final long MUCH_BYTES = 1 << 20;
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Channel channel;
    private final long limit;

    /** All that was ever written. */
    private long added;

    private boolean much;

    // While it is much: since when, how much was taken by the last look that saw something taken, and when that was.
    private long sinceNanos;
    private long taken;
    private long takenNanos;

    /** @param limit bytes with which the channel is unwritable */
    Backlog(Channel channel, long limit) {
        this.channel = channel;
        this.limit = limit;
    }

    void added(int bytes) {
        added += bytes;
    }

    /** Whether others should wait before they write more. */
    boolean holdsUp() {
        long waiting = limit - channel.bytesBeforeUnwritable();
        boolean before = much;
        much = waiting > MUCH_BYTES && channel.isActive();
        return much && isWorthWaiting(!before, added - waiting);
    }

    private boolean isWorthWaiting(boolean first, long takenNow) {
        long now = System.nanoTime();
        if (first) {
            sinceNanos = now;
        }
        if (first || takenNow > taken) {
            taken = takenNow;
            takenNanos = now;
        }
        return now - takenNanos < STUCK_NANOS && now - sinceNanos < BOUND_NANOS;
    }
}
