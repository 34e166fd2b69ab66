package network.ara.up.bus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import network.ara.up.wire.Handshake;
import network.ara.up.wire.MessageScan.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A follower's connection to the leader, for one cast: upgrade, handshake, messages.
 *
 * <p>Who else is in the namespace is known two pings later. A leader introduces all others when it gets the handshake; npm's
 * does it in the turn of its event loop in which it answers the first ping, maybe after that answer, and so before it
 * answers the second.
 *
 * <p>An npm leader sends what it emits itself to connections that have not shaken hands as well, of whatever namespace. So
 * the first messages may be foreign; a listener has to be ready for messages that are not for it anyway.
 */
final class LeaderLink extends FrameConnection implements Route {

    private static final int UPGRADE_SECONDS = 10;
    private static final byte[] NO_PAYLOAD = {};

    private final Election election;
    private final LocalCast cast;
    private final @Nullable DirectWrite direct;
    private final String key = Upgrade.newKey();
    private final Settling settling;
    private final long openedNanos = System.nanoTime();

    private OptionalLong leaderPid = OptionalLong.empty();
    private @Nullable Future<?> deadline;
    private int pongs;
    private boolean up;

    /** Written on the loop. Not asked of the channel: one that is just closing says that it can't be written to. */
    private volatile boolean congested;

    /** @param direct of the same channel; null where it has none */
    LeaderLink(Channel channel, @Nullable DirectWrite direct, Election election, LocalCast cast) {
        super(channel, true, election.options().maxMessageBytes());
        this.direct = direct;
        this.election = election;
        this.cast = cast;
        settling = new Settling(channel.eventLoop(), cast::settledNow);
    }

    /** Whether the leader answered the upgrade. */
    boolean isUp() {
        return up;
    }

    long ageNanos() {
        return System.nanoTime() - openedNanos;
    }

    OptionalLong leaderPid() {
        return leaderPid;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        int port = election.options().port();
        if (((InetSocketAddress) channel().localAddress()).getPort() == port) {
            channel().close(); // nobody listens, and the kernel has connected the port to itself
            return;
        }
        deadline = channel().eventLoop().schedule(() -> channel().close(), UPGRADE_SECONDS, TimeUnit.SECONDS);
        channel()
                .writeAndFlush(
                        Unpooled.wrappedBuffer(Upgrade.request(port, key)),
                        channel().voidPromise());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        congested = channel().isActive() && !channel().isWritable();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        congested = false;
        super.channelInactive(ctx);
        cancelDeadline();
        settling.cancel();
        election.lost(this, cast);
    }

    @Override
    boolean upgrade(HttpHead head) {
        cancelDeadline();
        if (!Upgrade.isAccepted(head, key)) {
            channel().close();
            return false;
        }
        up = true;
        leaderPid = Upgrade.leaderPid(head);
        send(Frames.BINARY, cast.handshake().bytes());
        election.linked(this, cast);
        send(Frames.PING, NO_PAYLOAD);
        return true;
    }

    @Override
    void pong() {
        pongs++;
        if (pongs == 1) {
            write(Frames.PING, NO_PAYLOAD);
        } else if (pongs == 2) {
            settling.begin(election.leaderWasLost());
        }
    }

    @Override
    void message(ByteBuf bytes, int start, int length, Verdict verdict) {
        if (!verdict.isHarmless()) {
            violated(Refusal.of(verdict));
            return;
        }
        byte[] message = new byte[length];
        bytes.getBytes(start, message);
        if (verdict == Verdict.MESSAGE) {
            cast.deliver(message);
            return;
        }
        Optional<Handshake> peer = Handshake.fromPeerEvent(message);
        if (peer.isPresent() && !peer.get().isProbe()) {
            settling.touched();
            cast.met(Peer.of(peer.get()));
        }
    }

    @Override
    void readDone() {}

    @Override
    void violated(Refusal why) {
        election.counters().refused(why);
    }

    @Override
    public void send(LocalCast from, ByteBuf message) {
        write(Frames.framed(message, true));
    }

    @Override
    public boolean sendAtOnce(ByteBuf message, BooleanSupplier isNext) {
        int payload = message.readerIndex();
        if (direct != null && direct.write(channel(), Frames.framed(message, true), isNext)) {
            return true;
        }
        message.readerIndex(payload);
        return false;
    }

    @Override
    public void leave(LocalCast leaving) {
        if (direct != null) {
            direct.end();
        }
        closeAfter(Unpooled.EMPTY_BUFFER);
    }

    @Override
    public boolean isOpen() {
        return channel().isActive();
    }

    @Override
    public boolean isCongested() {
        return congested;
    }

    private void send(int opcode, byte[] payload) {
        write(Frames.frame(channel().alloc(), opcode, payload, true));
    }

    private void write(ByteBuf frame) {
        channel().write(frame, channel().voidPromise());
        election.flusher().soon(this);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
