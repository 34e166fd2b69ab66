package network.ara.up.bus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Future;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import network.ara.up.wire.Handshake;
import network.ara.up.wire.MessageScan.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The leader's side of a connection: an upgrade, a handshake, then messages for the others of its namespace.
 *
 * <p>A message that JavaScript peers would not survive is left out, and counted; the sender stays connected, because an
 * npm follower that is dropped comes back at once, and does it again. {@code null} and objects are harmless in part only
 * ({@code {"length":1e9}} is not), and no localcast sends them: they are left out too. Who breaks WebSocket's rules, or
 * whose first message is no handshake, can't be an npm follower and is dropped.
 */
final class MemberConnection extends FrameConnection implements Member {

    private static final int HANDSHAKE_SECONDS = 15;
    private static final int LOOK_MILLIS = 2;
    private static final int MAX_HANDSHAKE_BYTES = 256 * 1024;

    private final Leader leader;
    private final long arrival;
    private final Identity identity;
    private final Backlog backlog;

    private @Nullable Future<?> deadline;
    private boolean caller;
    private Optional<String> origin = Optional.empty();

    // Null until it has shaken hands.
    private @Nullable Handshake handshake;
    private @Nullable Peer peer;
    private @Nullable Group group;
    private @Nullable Batch batch;

    /** Null also of one that only looks. */
    private byte @Nullable [] introduction;

    MemberConnection(Channel channel, Leader leader, long arrival, Identity identity) {
        super(channel, false, leader.options().maxMessageBytes());
        this.leader = leader;
        this.arrival = arrival;
        this.identity = identity;
        backlog = new Backlog(channel, leader.options().highWaterMark());
    }

    long arrival() {
        return arrival;
    }

    @Override
    public Object namespace() {
        return Objects.requireNonNull(handshake).namespace();
    }

    @Override
    public Peer peer() {
        return Objects.requireNonNull(peer);
    }

    @Override
    public OptionalLong process() {
        return identity.process();
    }

    @Override
    public Optional<String> origin() {
        return origin;
    }

    @Override
    public boolean isVisitor() {
        Handshake shaken = Objects.requireNonNull(handshake);
        return shaken.isProbe() || shaken.isStandIn();
    }

    /** It calls into its namespace, as npm peers do from a mailbox that is another node's: it is not that node. */
    void calls() {
        if (!caller && group != null) {
            caller = true;
            group.membersChanged();
        }
    }

    boolean isCaller() {
        return caller;
    }

    /** The frame that introduces it. Nobody is told of one that only looks. */
    Optional<byte[]> introduction() {
        return Optional.ofNullable(introduction);
    }

    /** From now on it is listened to. */
    void begin() {
        deadline = channel().eventLoop().schedule(this::late, HANDSHAKE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        super.channelInactive(ctx);
        cancelDeadline();
        if (group != null) {
            group.leave(this);
            leader.left(this);
        }
        leader.gone(channel());
    }

    @Override
    boolean upgrade(HttpHead head) {
        Optional<Refusal> objection = Upgrade.objection(head, leader.options().allowedOrigins());
        if (objection.isPresent()) {
            violated(objection.get());
            closeAfter(Unpooled.wrappedBuffer(Upgrade.refusal(objection.get())));
            return false;
        }
        origin = head.field("origin");
        byte[] answer = Upgrade.acceptance(head, ProcessHandle.current().pid());
        channel().writeAndFlush(Unpooled.wrappedBuffer(answer), channel().voidPromise());
        return true;
    }

    @Override
    void message(ByteBuf bytes, int start, int length, Verdict verdict) {
        if (batch == null) {
            shakeHands(bytes, start, length);
        } else if (verdict != Verdict.MESSAGE) {
            leader.counters().refused(Refusal.of(verdict));
        } else {
            passOn(batch, bytes, start, length);
        }
    }

    private void passOn(Batch to, ByteBuf bytes, int start, int length) {
        Gate.Verdict verdict = leader.judge(this, bytes, start, length);
        if (verdict instanceof Gate.Verdict.Keep) {
            return;
        }
        leader.counters().relayed(length);
        if (verdict instanceof Gate.Verdict.PassExcept except) {
            to.add(bytes, start, length, except);
        } else {
            to.add(bytes, start, length);
        }
    }

    @Override
    void readDone() {
        if (batch != null) {
            batch.send();
            waitForTheOthers();
        }
    }

    /** Reads no more until they have caught up, or have had the time to. */
    private void waitForTheOthers() {
        boolean wait = group != null && group.holdsUp(this) && channel().isActive();
        channel().config().setAutoRead(!wait);
        if (wait) {
            channel().eventLoop().schedule(this::waitForTheOthers, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Whether it has so much to read that others should wait. */
    boolean holdsUp() {
        return backlog.holdsUp();
    }

    @Override
    void violated(Refusal why) {
        leader.counters().refused(why);
    }

    /** Queues frames for this member; taken over. One that has not read what the limit allows is dropped. */
    void send(ByteBuf frames) {
        if (channel().isWritable()) {
            backlog.added(frames.readableBytes());
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
        join(parsed.get());
    }

    private void join(Handshake shaken) {
        handshake = shaken;
        peer = Peer.of(shaken);
        introduction = shaken.isProbe() ? null : Frames.bytes(shaken.peerEvent());
        group = leader.group(shaken.namespace());
        batch = new Batch(this, group);
        group.join(this);
        leader.joined(this);
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
