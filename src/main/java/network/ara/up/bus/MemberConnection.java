package network.ara.up.bus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import network.ara.up.wire.Handshake;
import network.ara.up.wire.MessageScan.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The leader's side of a connection: an upgrade, a handshake, then messages for the others of its namespace.
 *
 * <p>The frames of one read that go on are moved together in the buffer that they came in, each with a new header right in
 * front of its payload, so that a burst leaves in one piece for each member: a share of the buffer, no copy.
 *
 * <p>A message that JavaScript peers would not survive is left out, and counted; the sender stays connected, because an
 * npm follower that is dropped comes back at once, and does it again. {@code null} and objects are harmless in part only
 * ({@code {"length":1e9}} is not), and no localcast sends them: they are left out too. Who breaks WebSocket's rules, or
 * whose first message is no handshake, can't be an npm follower and is dropped.
 */
final class MemberConnection extends FrameConnection {

    private static final int HANDSHAKE_SECONDS = 15;
    private static final int MAX_HANDSHAKE_BYTES = 256 * 1024;

    /** A frame larger than this is better sent from where it is than moved. */
    private static final int MAX_MOVED_BYTES = 4096;

    private final Leader leader;
    private final long arrival;

    private @Nullable Future<?> deadline;
    private @Nullable Group group;
    private @Nullable Peer peer;
    private byte @Nullable [] introduction;

    /** Frames to pass on, a piece of one buffer. Null between reads. */
    private @Nullable ByteBuf batch;

    private int batchStart;
    private int batchEnd;
    private final List<byte[]> deliveries = new ArrayList<>();

    MemberConnection(Channel channel, Leader leader, long arrival) {
        super(channel, false, leader.options().maxMessageBytes());
        this.leader = leader;
        this.arrival = arrival;
    }

    long arrival() {
        return arrival;
    }

    /** Only of one that has shaken hands. */
    Peer peer() {
        return Objects.requireNonNull(peer);
    }

    /** The frame that introduces it. Nobody is told of one that only looks. */
    Optional<byte[]> introduction() {
        return Optional.ofNullable(introduction);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        leader.arrived(this);
        deadline = channel().eventLoop().schedule(this::late, HANDSHAKE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        super.channelInactive(ctx);
        cancelDeadline();
        if (group != null) {
            group.leave(this);
        }
        leader.gone(this);
    }

    @Override
    boolean upgrade(HttpHead head) {
        Optional<Refusal> objection = Upgrade.objection(head, leader.options().allowedOrigins());
        if (objection.isPresent()) {
            violated(objection.get());
            closeAfter(Unpooled.wrappedBuffer(Upgrade.refusal(objection.get())));
            return false;
        }
        byte[] answer = Upgrade.acceptance(head, ProcessHandle.current().pid());
        channel().writeAndFlush(Unpooled.wrappedBuffer(answer), channel().voidPromise());
        return true;
    }

    @Override
    void message(ByteBuf bytes, int start, int length, Verdict verdict) {
        if (group == null) {
            shakeHands(bytes, start, length);
        } else if (verdict != Verdict.MESSAGE) {
            leader.counters().refused(Refusal.of(verdict));
        } else {
            leader.counters().relayed(length);
            if (group.hasCasts()) {
                byte[] copy = new byte[length];
                bytes.getBytes(start, copy);
                deliveries.add(copy);
            }
            int frame = start - Frames.headerLength(length, false);
            Frames.setHeader(bytes, frame, Frames.BINARY, length, false);
            passOn(bytes, frame, start + length - frame);
        }
    }

    @Override
    void readDone() {
        passBatchOn();
        if (!deliveries.isEmpty() && group != null) {
            deliveries.forEach(group::deliver);
            deliveries.clear();
        }
    }

    @Override
    void violated(Refusal why) {
        leader.counters().refused(why);
    }

    /** Queues frames for this member; taken over. One that has not read what the limit allows is dropped. */
    void send(ByteBuf frames) {
        if (channel().isWritable()) {
            channel().write(frames, channel().voidPromise());
            leader.flusher().soon(this);
            return;
        }
        frames.release();
        if (channel().isOpen()) {
            leader.counters().refused(Refusal.TOO_SLOW);
            channel().config().setOption(ChannelOption.SO_LINGER, 0); // what waits in the kernel is given up as well
            channel().close();
        }
    }

    private void shakeHands(ByteBuf bytes, int start, int length) {
        if (length > MAX_HANDSHAKE_BYTES) {
            close(Frames.TOO_BIG, Refusal.BAD_HANDSHAKE);
            return;
        }
        byte[] text = new byte[length];
        bytes.getBytes(start, text);
        Optional<Handshake> parsed = Handshake.parse(text);
        if (parsed.isEmpty()) {
            close(Frames.POLICY_VIOLATION, Refusal.BAD_HANDSHAKE);
            return;
        }
        cancelDeadline();
        Handshake handshake = parsed.get();
        peer = Peer.of(handshake);
        introduction = handshake.isProbe() ? null : Frames.bytes(handshake.peerEvent());
        group = leader.group(handshake.namespace());
        group.join(this);
        leader.joined();
    }

    @SuppressWarnings("ReferenceEquality") // the same buffer, not one with the same bytes
    private void passOn(ByteBuf bytes, int frame, int length) {
        boolean together = bytes == batch && (frame == batchEnd || length <= MAX_MOVED_BYTES);
        if (!together) {
            passBatchOn();
            batch = bytes.retain();
            batchStart = frame;
            batchEnd = frame;
        } else if (frame > batchEnd) {
            Frames.move(bytes, frame, batchEnd, length);
        }
        batchEnd += length;
    }

    private void passBatchOn() {
        if (batch != null && group != null) {
            group.relay(this, batch, batchStart, batchEnd - batchStart);
            batch.release();
            batch = null;
        }
    }

    private void late() {
        close(Frames.POLICY_VIOLATION, Refusal.LATE_HANDSHAKE);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
