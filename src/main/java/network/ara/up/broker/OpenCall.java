package network.ara.up.broker;

import java.time.Duration;
import java.util.Optional;
import network.ara.up.wire.NodeInfo;

/** A call from its arrival to its end. Thread: the call table's. */
final class OpenCall {

    /** Where it is on its way. */
    enum State {
        NEW,
        HELD,
        RUNNING,
        ENDED
    }

    static final byte[] NOTHING = {};

    final CallEvent.CallArrived arrived;
    final Routes.Route route;
    final long arrivedNanos;
    final long deadlineNanos;
    final Optional<Long> only;

    State state = State.NEW;
    /** Whether it is among the open calls. */
    boolean isEntered;

    /** Whom it was given to; 0 for everybody in {@link #deliveredTo}, while it is unknown who answers. */
    long instance;

    Object deliveredTo;
    /** What was copied of it while it waits; empty before and after. */
    byte[] text = NOTHING;

    boolean cancelled;
    /** Whether its caller has used its id for another call at the same time: results can't be told apart. */
    boolean sharesId;
    /** Whether its end decides if a circuit closes. */
    boolean trial;
    /** Whether it has been answered and counted, and is only to be answered again. */
    boolean isRepeated;

    OpenCall(CallEvent.CallArrived arrived, Routes.Route route, long nowNanos, long deadlineNanos) {
        this.arrived = arrived;
        this.route = route;
        this.arrivedNanos = nowNanos;
        this.deadlineNanos = deadlineNanos;
        this.only = arrived.only().or(() -> Routes.instanceOf(route));
        this.deliveredTo = route.mailbox();
    }

    String node() {
        return route.destination().node();
    }

    String caller() {
        return arrived.caller().name();
    }

    /** Only of one that wants an answer. */
    CallKey key() {
        return arrived.key().orElseThrow();
    }

    boolean isTracked() {
        return arrived.key().isPresent();
    }

    boolean isCounted() {
        return !isRepeated && !NodeInfo.isLook(caller(), arrived.function());
    }

    /** Whether another message is this call, sent again. */
    boolean isSameAs(OpenCall other) {
        return isFrom(other.route, other.arrived.from(), other.arrived.function());
    }

    boolean isFrom(Routes.Route to, long from, String function) {
        return node().equals(to.destination().node())
                && arrived.from() == from
                && arrived.function().equals(function);
    }

    /** As if it came in now, with what is left of its time. */
    CallEvent.CallArrived arrivedAgain(long nowNanos) {
        byte[] kept = text;
        return arrived.with(Optional.of(Duration.ofNanos(Math.max(0, deadlineNanos - nowNanos))), () -> kept);
    }

    @Override
    public String toString() {
        return arrived.key().map(key -> "#" + key.id()).orElse("-");
    }
}
