package network.ara.up.bus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import network.ara.up.wire.MessageScan;
import network.ara.up.wire.MessageScan.Verdict;

/**
 * The way from any thread to the loop: what many threads emit is taken along in one turn, and the loop is woken once.
 */
final class Outbox implements Runnable {

    /** Messages per turn: others want a turn, too. */
    private static final int MAX_PER_TURN = 1024;

    private record Outgoing(LocalCast cast, ByteBuf message) {}

    private final EventLoop loop;
    private final BusOptions options;
    private final Counters counters;
    private final Election election;

    private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();

    /** Whether the loop will come by; whoever sets it calls it. */
    private final AtomicBoolean called = new AtomicBoolean();

    Outbox(EventLoop loop, Election election) {
        this.loop = loop;
        this.election = election;
        options = election.options();
        counters = election.counters();
    }

    int maxWaitingBytes() {
        return options.maxPendingBytes();
    }

    Counters counters() {
        return counters;
    }

    /** A copy, as {@link #checked(byte[], int)}, of what may be sent here. */
    ByteBuf checked(byte[] message) {
        return checked(message, options.maxMessageBytes());
    }

    /** A copy, with room for a header in front. Errors: {@link IllegalArgumentException} where it must not be sent. */
    static ByteBuf checked(byte[] message, int maxMessageBytes) {
        if (message.length >= maxMessageBytes) {
            throw new IllegalArgumentException("a message of " + message.length
                    + " bytes can't be sent: it must be under " + maxMessageBytes + " bytes");
        }
        ByteBuf copy = ByteBufAllocator.DEFAULT.directBuffer(Frames.MAX_HEADER + message.length);
        copy.setIndex(Frames.MAX_HEADER, Frames.MAX_HEADER).writeBytes(message);
        MessageScan scan = new MessageScan();
        scan.feed(copy.nioBuffer(), 0, message.length);
        Verdict verdict = scan.end();
        if (verdict != Verdict.MESSAGE) {
            copy.release();
            throw new IllegalArgumentException("a message can't be sent: " + verdict.reason());
        }
        return copy;
    }

    /** Whether this is the loop's thread. */
    boolean isLoop() {
        return loop.inEventLoop();
    }

    /** Sends; the message is taken over. */
    void send(LocalCast cast, ByteBuf message) {
        if (isLoop()) {
            counters.emitted();
            cast.transmit(message);
            return;
        }
        queue.add(new Outgoing(cast, message));
        if (!called.getAndSet(true) && !run(this)) {
            throw new IllegalStateException("the bus is closed");
        }
    }

    /** Leaves after what was sent before. */
    void leave(LocalCast cast) {
        run(() -> {
            sendAll();
            election.leave(cast);
        });
    }

    /** Runs something on the loop; false where the bus is closed. */
    boolean run(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public void run() {
        called.set(false);
        if (!send(MAX_PER_TURN) && !called.getAndSet(true)) {
            run(this);
        }
    }

    /** Sends what was emitted up to now. On the loop. */
    void sendAll() {
        send(Integer.MAX_VALUE);
    }

    /** Whether that was all. */
    private boolean send(int atMost) {
        for (int i = 0; i < atMost; i++) {
            Outgoing next = queue.poll();
            if (next == null) {
                return true;
            }
            counters.emitted();
            next.cast().transmit(next.message());
        }
        return queue.isEmpty();
    }
}
