package network.ara.up.inc;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import network.ara.up.wire.IncMessage.Call;
import org.jspecify.annotations.Nullable;

/** A call that waits for its end. Cancelling it tells the callee. */
final class OutgoingCall extends CompletableFuture<@Nullable Object> {

    /** So long after a ping its pongs are here. */
    private static final long DOUBT_NANOS = Duration.ofSeconds(2).toNanos();

    private final Call call;
    private final Line line;
    private final long deadlineNanos;
    private final Consumer<OutgoingCall> onCancel;

    private final AtomicLong sentMillis = new AtomicLong(); // of the first sending, since 1970; 0 before. Any thread
    private volatile int heldSince = -1; // of the line's losses; any thread
    private volatile boolean refused; // set by whoever tried to send it
    private volatile boolean orphaned; // set on the loop thread
    private volatile boolean busLost; // since it was sent; set on the loop thread
    private long doubtedNanos; // of the loop thread; 0 while no process has answered that can't know it

    OutgoingCall(Call call, Line line, Duration timeout, Consumer<OutgoingCall> onCancel) {
        this.call = call;
        this.line = line;
        this.deadlineNanos = System.nanoTime() + timeout.toNanos();
        this.onCancel = onCancel;
    }

    Call call() {
        return call;
    }

    Line line() {
        return line;
    }

    /**
     * The message, with what is left of its time by now.
     *
     * @param again whether it was sent before, and must not run twice
     */
    Call message(boolean again) {
        Duration left = Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
        return new Call(
                call.name(),
                call.id(),
                call.method(),
                call.params(),
                Optional.of(left),
                call.idempotent(),
                call.target(),
                again);
    }

    boolean isOverdue(long nowNanos) {
        return deadlineNanos - nowNanos <= 0;
    }

    /** Claims the first sending; false when it was sent already, or is over. */
    boolean claimSending() {
        return !isDone() && sentMillis.compareAndSet(0, System.currentTimeMillis());
    }

    /** The bus did not take it: it was not sent. */
    void unsend() {
        sentMillis.set(0);
        refused = true;
    }

    boolean wasSent() {
        return sentMillis.get() != 0;
    }

    /** When it was sent nobody but a stand-in was there, and {@code losses} nodes had been lost: it waits for a boot. */
    void heldSince(int losses) {
        heldSince = losses;
    }

    /** Whether it waits for its node to be booted: no node was seen to be there since it was sent, and lost. */
    boolean isHeld() {
        return heldSince >= 0 && heldSince == line.losses();
    }

    /** The node that it was held for is there: whatever comes to it now is of that one. */
    void arrives() {
        heldSince = -1;
        sentMillis.set(System.currentTimeMillis());
    }

    /** Whether the bus refused to take it, because too much waits to be sent. */
    boolean wasRefused() {
        return refused;
    }

    /** Whether a process that started at this time (milliseconds since 1970) is the one that it was sent to. */
    boolean wasSentSince(long startedMillis) {
        return sentMillis.get() >= startedMillis;
    }

    /**
     * Whether it is some time since a process answered that can't know it: all instances have been asked since. Loop thread.
     */
    boolean isLongDoubted() {
        long now = System.nanoTime();
        if (doubtedNanos == 0) {
            doubtedNanos = now;
        }
        return now - doubtedNanos > DOUBT_NANOS;
    }

    long sentMillis() {
        return sentMillis.get();
    }

    /** Its callee was started anew: whether it ran, or waited for that, only a stand-in's leader knows. */
    void orphan() {
        orphaned = true;
    }

    boolean isOrphaned() {
        return orphaned;
    }

    void loseBus() {
        busLost = wasSent();
    }

    boolean hasLostBus() {
        return busLost;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            onCancel.accept(this);
        }
        return cancelled;
    }
}
