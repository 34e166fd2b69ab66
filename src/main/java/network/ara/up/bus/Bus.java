package network.ara.up.bus;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import network.ara.up.wire.Handshake;

/**
 * This process's place on the bus: npm's localcast, on the wire, with an npm process or another Java process at any other
 * end. It leads if nobody does, follows otherwise, and moves when the leader dies.
 *
 * <p>Thread: any. One thread of its own, "ara-up-bus", does all the work, calls all listeners, and keeps the process alive
 * until {@link #close}.
 *
 * <p>Spec: {@code localcast.md}.
 */
public final class Bus implements AutoCloseable {

    static final System.Logger LOG = System.getLogger(Bus.class.getName());

    private static final CastListener NOBODY = json -> {};
    private static final long CLOSE_MILLIS = 1000;

    private final Loop loop;
    private final Election election;
    private final Outbox outbox;
    private final List<Consumer<BusRole>> roleListeners = new CopyOnWriteArrayList<>();

    /** Written by the loop thread. */
    private volatile BusRole role = new BusRole.Seeking();

    private Bus(BusOptions options, Optional<Gate> gate) {
        loop = new Loop(options.highWaterMark());
        election = new Election(loop, options, this::roleIs, gate);
        outbox = new Outbox(loop.thread(), election);
    }

    /** Takes part, from now on. Returns at once; {@link #onRole} tells how it went. */
    public static Bus open(BusOptions options) {
        return open(options, Optional.empty());
    }

    /** As {@link #open(BusOptions)}; while this process leads, calls and results pass by the gate. */
    public static Bus open(BusOptions options, Optional<Gate> gate) {
        Bus bus = new Bus(options, gate);
        bus.outbox.run(bus.election::open);
        return bus;
    }

    /** Becomes a member of a namespace. Errors: {@link IllegalStateException} when the bus is closed. */
    public Cast join(String namespace, CastListener listener) {
        return join(Handshake.ofNode(namespace, ProcessHandle.current().pid(), false), listener);
    }

    /**
     * As {@link #join(String, CastListener)}, in the name of a node that is another process and does not speak for itself.
     */
    public Cast answerFor(long process, String namespace, CastListener listener) {
        return join(
                Handshake.answeringFor(
                        process, namespace, ProcessHandle.current().pid()),
                listener);
    }

    /**
     * Listens and speaks in somebody else's namespace without being taken for a member by those who know {@code
     * "probe":true}: a mailbox with nobody but visitors is empty. Errors: {@link IllegalStateException} when the bus is closed.
     */
    public Cast visit(String namespace, CastListener listener) {
        return join(Handshake.ofNode(namespace, ProcessHandle.current().pid(), true), listener);
    }

    /**
     * Sits in the mailbox of a node that is not there, so that callers find somebody: those who know {@code "standin":true}
     * don't take it for the node. Errors: {@link IllegalStateException} when the bus is closed.
     */
    public Cast standIn(String namespace, CastListener listener) {
        return join(Handshake.standIn(namespace, ProcessHandle.current().pid()), listener);
    }

    /** Runs something on the loop thread, later; the returned action calls it off. After the bus was closed nothing runs. */
    public Runnable after(Duration delay, Runnable action) {
        return loop.after(delay, action);
    }

    /**
     * Tells who is in a namespace, and isn't taken for a member meanwhile by those who know {@code "probe":true}. Completes
     * on the loop thread; not at all while a leader is there but does not answer: give it a time-out, which ends the look.
     */
    public CompletableFuture<List<Peer>> look(String namespace) {
        LocalCast cast =
                join(Handshake.ofNode(namespace, ProcessHandle.current().pid(), true), NOBODY);
        CompletableFuture<List<Peer>> result = cast.settled();
        result.whenComplete((peers, failure) -> cast.close());
        return result;
    }

    public BusRole role() {
        return role;
    }

    /** Calls back with the present role, then with each new one, on the loop thread. */
    public void onRole(Consumer<BusRole> listener) {
        outbox.run(() -> {
            roleListeners.add(listener);
            listener.accept(role);
        });
    }

    public BusStats stats() {
        return election.counters().stats();
    }

    /** Leaves: nobody can connect any more, then all connections end. What was emitted before is on its way. */
    @Override
    public void close() {
        outbox.run(() -> {
            outbox.sendAll();
            election.close();
        });
        loop.shutDown();
        if (!loop.thread().inEventLoop()) {
            try {
                loop.awaitEnd(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private LocalCast join(Handshake handshake, CastListener listener) {
        LocalCast cast = new LocalCast(handshake, listener, outbox);
        if (!outbox.run(() -> election.join(cast))) {
            throw new IllegalStateException("the bus is closed");
        }
        return cast;
    }

    private void roleIs(BusRole now) {
        if (!now.equals(role)) {
            role = now;
            roleListeners.forEach(listener -> listener.accept(now));
        }
    }
}
