package network.ara.up.bus;

import io.netty.buffer.ByteBuf;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import network.ara.up.wire.Handshake;
import org.jspecify.annotations.Nullable;

/**
 * A membership of this process, whoever leads. It outlives elections.
 *
 * <p>Thread: what {@link Cast} offers, any; all else the loop's.
 */
final class LocalCast implements Cast, Member {

    /** A follower is never told who left; so many peers are remembered, the latest. */
    private static final int MAX_KNOWN = 10_000;

    private final Outbox outbox;
    private final CastListener listener;
    private final Handshake handshake;
    private final Peer self;
    private final byte @Nullable [] introduction;
    private final Backoff backoff = new Backoff();

    /** Bytes that were emitted and are not sent. Any thread. */
    private final AtomicLong waitingBytes = new AtomicLong();

    /** Null while not connected. Written by the loop thread; others ask it only for congestion. */
    private volatile @Nullable Route route;

    /** Written by the loop thread. */
    private volatile List<Peer> peers = List.of();

    /** Written by whoever closes it. */
    private volatile boolean closed;

    private final Queue<ByteBuf> waiting = new ArrayDeque<>();
    private final List<ByteBuf> recent = new ArrayList<>();
    private final Set<Peer> known = new LinkedHashSet<>();
    private final List<CompletableFuture<List<Peer>>> unsettled = new ArrayList<>();
    private long recentBytes;
    private boolean settled;

    LocalCast(Handshake handshake, CastListener listener, Outbox outbox) {
        this.handshake = handshake;
        self = Peer.of(handshake);
        this.listener = listener;
        this.outbox = outbox;
        introduction = handshake.isProbe() ? null : Frames.bytes(handshake.peerEvent());
    }

    Handshake handshake() {
        return handshake;
    }

    @Override
    public Object namespace() {
        return handshake.namespace();
    }

    @Override
    public Peer peer() {
        return self;
    }

    @Override
    public OptionalLong process() {
        return OptionalLong.of(ProcessHandle.current().pid());
    }

    @Override
    public Optional<String> origin() {
        return Optional.empty();
    }

    @Override
    public boolean isVisitor() {
        return handshake.isProbe() || handshake.isStandIn();
    }

    /** The frame that introduces it to a member. Nobody is told of one that only looks. */
    Optional<byte[]> introduction() {
        return Optional.ofNullable(introduction);
    }

    Backoff backoff() {
        return backoff;
    }

    @Override
    public void emit(byte[] message) {
        Route now = route;
        if (closed) {
            throw new IllegalStateException("the cast is closed");
        }
        if (waitingBytes.get() > outbox.maxWaitingBytes() || (now != null && now.isCongested())) {
            throw new IllegalStateException(
                    "too much waits to be sent: " + outbox.maxWaitingBytes() + " bytes and more");
        }
        ByteBuf checked = outbox.checked(message);
        if (now != null && !outbox.isLoop() && now.sendAtOnce(checked, () -> waitingBytes.get() == 0)) {
            outbox.counters().emitted();
            return;
        }
        waitingBytes.addAndGet(message.length);
        outbox.send(this, checked);
    }

    @Override
    public CompletableFuture<List<Peer>> settled() {
        CompletableFuture<List<Peer>> result = new CompletableFuture<>();
        if (!outbox.run(() -> whenSettled(result))) {
            result.completeExceptionally(new CancellationException("the bus is closed"));
        }
        return result;
    }

    @Override
    public List<Peer> peers() {
        return peers;
    }

    @Override
    public void close() {
        closed = true;
        outbox.leave(this);
    }

    /** Sends, or keeps what can't be sent yet; taken over. */
    void transmit(ByteBuf message) {
        Route now = route;
        if (now == null || !now.isOpen()) {
            waiting.add(message);
        } else {
            int bytes = message.readableBytes();
            now.send(this, message);
            waitingBytes.addAndGet(-bytes); // after it: until then no thread may send at once
        }
    }

    void connectedTo(Route newRoute) {
        known.clear();
        peers = List.of();
        settled = false;
        route = newRoute;
        for (ByteBuf message = waiting.poll(); message != null; message = waiting.poll()) {
            transmit(message);
        }
        tell(listener::connected);
    }

    void disconnected() {
        if (route != null) {
            route = null;
            settled = false;
            tell(listener::disconnected);
        }
    }

    /** Nothing more will be sent or heard. */
    void ended() {
        Route now = route;
        route = null;
        if (now != null) {
            now.leave(this);
        }
        waiting.forEach(ByteBuf::release);
        waiting.clear();
        forgetRecent();
        unsettled.forEach(future -> future.completeExceptionally(new CancellationException("the cast was closed")));
        unsettled.clear();
    }

    void deliver(byte[] message) {
        if (!closed) {
            outbox.counters().received();
            tell(() -> listener.message(message));
        }
    }

    /** Somebody else is here, be it not for the first time. */
    void met(Peer peer) {
        if (!(route instanceof Group) && known.add(peer)) {
            if (known.size() > MAX_KNOWN) {
                known.remove(known.iterator().next());
            }
            peers = List.copyOf(known);
        }
        tell(() -> listener.peer(peer));
    }

    /** The leader knows, and tells each time that it changes. */
    void peersAre(Collection<Peer> members) {
        peers = List.copyOf(members);
    }

    /** It is known who is here. */
    void settledNow() {
        settled = true;
        forgetRecent();
        List<CompletableFuture<List<Peer>>> futures = List.copyOf(unsettled);
        unsettled.clear();
        futures.forEach(future -> future.complete(peers));
    }

    /** As leader, keeps what was sent while others are still on their way; taken over. */
    void remember(ByteBuf frame) {
        if (settled || recentBytes > outbox.maxWaitingBytes()) {
            frame.release();
        } else {
            recent.add(frame);
            recentBytes += frame.readableBytes();
        }
    }

    /** Sends a newcomer what it would have got, had it been as quick as we were. */
    void replayTo(MemberConnection newcomer) {
        recent.forEach(frame -> newcomer.send(frame.retainedDuplicate()));
    }

    private void forgetRecent() {
        recent.forEach(ByteBuf::release);
        recent.clear();
        recentBytes = 0;
    }

    private void whenSettled(CompletableFuture<List<Peer>> result) {
        if (closed) {
            result.completeExceptionally(new CancellationException("the cast was closed"));
        } else if (settled) {
            result.complete(peers);
        } else {
            unsettled.add(result);
        }
    }

    private void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) { // the loop carries everybody's messages: it has to go on
            Bus.LOG.log(
                    Level.ERROR, "a bus listener failed: " + listener.getClass().getName(), e);
        }
    }
}
