package network.ara.up.bus;

import io.netty.buffer.ByteBuf;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import network.ara.up.wire.Envelope;
import network.ara.up.wire.EnvelopeReader;
import org.jspecify.annotations.Nullable;

/**
 * Where calls, results and cancels of members stop for a gate's verdict, while this process leads: those of its own casts, too.
 *
 * <p>Thread: the loop's, but {@link #after}.
 */
final class Checkpoint implements Switchboard {

    private final Leader leader;
    private final Gate gate;
    private final EnvelopeReader reader = new EnvelopeReader();

    /** The connection whose message the gate looks at. Null outside of that. */
    private @Nullable MemberConnection judged;

    private boolean closed;

    Checkpoint(Leader leader, Gate gate) {
        this.leader = leader;
        this.gate = gate;
    }

    void open() {
        gate.leading(this);
    }

    /** From now on the gate hears nothing. */
    void close() {
        closed = true;
        gate.following();
    }

    void joined(Member member) {
        gate.joined(member);
    }

    void left(Member member) {
        if (!closed) {
            gate.left(member);
        }
    }

    /** What becomes of a message, at this place of the buffer. */
    Gate.Verdict judge(MemberConnection from, ByteBuf bytes, int start, int length) {
        Optional<Envelope> envelope = envelope(bytes, start, length);
        if (envelope.isEmpty()) {
            return Gate.Verdict.PASS;
        }
        if (envelope.get().kind() == Envelope.Kind.CALL) {
            from.calls();
        }
        judged = from;
        try {
            return verdict(from, envelope.get(), () -> copy(bytes, start, length));
        } finally {
            judged = null;
        }
    }

    /** What becomes of a message of this process, be it said while the gate looks at another's. */
    Gate.Verdict judge(LocalCast from, ByteBuf message) {
        int start = message.readerIndex();
        int length = message.readableBytes();
        return envelope(message, start, length)
                .map(envelope -> verdict(from, envelope, () -> copy(message, start, length)))
                .orElse(Gate.Verdict.PASS);
    }

    private Optional<Envelope> envelope(ByteBuf bytes, int start, int length) {
        ByteBuffer view = bytes.internalNioBuffer(start, length);
        return reader.read(view, view.position(), view.limit());
    }

    /** A gate that fails lets nothing through. */
    private Gate.Verdict verdict(Member from, Envelope envelope, Supplier<byte[]> text) {
        try {
            return gate.judge(from, envelope, text);
        } catch (RuntimeException e) {
            Bus.LOG.log(Level.ERROR, "the gate failed: a message does not pass", e);
            return Gate.Verdict.KEEP;
        }
    }

    @Override
    public List<Member> members(Object namespace) {
        return leader.known(namespace).map(Group::members).orElse(List.of());
    }

    @Override
    public void send(Object namespace, byte[] message, Predicate<Member> wanted) {
        ByteBuf checked = Outbox.checked(message, leader.options().maxMessageBytes());
        if (judged != null) {
            judged.readDone(); // what came before the message that is judged goes before this, too
        }
        leader.counters().emitted();
        leader.known(namespace).ifPresent(group -> group.send(checked.retain(), message, wanted));
        checked.release();
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
        try {
            Future<?> later = leader.loop().schedule(() -> perform(action), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> later.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {}; // the bus is closed
        }
    }

    private void perform(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) { // nobody looks into the future that would have it
            Bus.LOG.log(Level.ERROR, "what a gate does later failed", e);
        }
    }

    private static byte[] copy(ByteBuf bytes, int start, int length) {
        byte[] copy = new byte[length];
        bytes.getBytes(start, copy);
        return copy;
    }
}
