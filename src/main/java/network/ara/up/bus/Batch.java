package network.ara.up.bus;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one read that go on to the others of a namespace: moved together in the buffer that they came in, so that a
 * burst leaves in one piece for each member, a share of the buffer and no copy.
 *
 * <p>Thread: the loop's.
 */
final class Batch {

    /** A frame larger than this is better sent from where it is than moved. */
    private static final int MAX_MOVED_BYTES = 4096;

    private final MemberConnection from;
    private final Group group;

    /** A piece of it is the frames. Null when there are none. */
    private @Nullable ByteBuf buffer;

    private int start;
    private int end;

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Delivery(byte[] message, Set<Member> except) {}

    private final List<Delivery> deliveries = new ArrayList<>();

    Batch(MemberConnection from, Group group) {
        this.from = from;
        this.group = group;
    }

    /** Adds a message, in front of which there is room for its header. */
    void add(ByteBuf bytes, int at, int length) {
        deliverLater(bytes, at, length, Set.of());
        int frame = framed(bytes, at, length);
        join(bytes, frame, at + length - frame);
    }

    /** Sends a message on its own, after those before it. */
    void add(ByteBuf bytes, int at, int length, Gate.Verdict.PassExcept verdict) {
        deliverLater(bytes, at, length, verdict.members());
        relay();
        int frame = framed(bytes, at, length);
        group.relay(from, bytes, frame, at + length - frame, verdict.members());
    }

    /** All go now. */
    void send() {
        relay();
        if (!deliveries.isEmpty()) {
            List<Delivery> now = List.copyOf(deliveries);
            deliveries.clear();
            now.forEach(each -> group.deliver(each.message(), each.except()));
        }
    }

    private void deliverLater(ByteBuf bytes, int at, int length, Set<Member> except) {
        if (group.hasCasts()) {
            byte[] copy = new byte[length];
            bytes.getBytes(at, copy);
            deliveries.add(new Delivery(copy, except));
        }
    }

    private static int framed(ByteBuf bytes, int at, int length) {
        int frame = at - Frames.headerLength(length, false);
        Frames.setHeader(bytes, frame, Frames.BINARY, length, false);
        return frame;
    }

    @SuppressWarnings("ReferenceEquality") // the same buffer, not one with the same bytes
    private void join(ByteBuf bytes, int frame, int length) {
        boolean together = bytes == buffer && (frame == end || length <= MAX_MOVED_BYTES);
        if (!together) {
            relay();
            buffer = bytes.retain();
            start = frame;
            end = frame;
        } else if (frame > end) {
            Frames.move(bytes, frame, end, length);
        }
        end += length;
    }

    private void relay() {
        if (buffer != null) {
            group.relay(from, buffer, start, end - start, Set.of());
            buffer.release();
            buffer = null;
        }
    }
}
