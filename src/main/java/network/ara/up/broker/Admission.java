package network.ara.up.broker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import network.ara.up.broker.Destination.Availability;
import network.ara.up.wire.ErrorCode;

/** What becomes of a call that came in: it is refused, held, or given to its callee. */
final class Admission {

    private static final Duration LONGEST = Duration.ofDays(1);

    /** Who sets no deadline does not know that his callee is booted for him. */
    private static final Duration BOOT = Duration.ofMinutes(1);

    private final OpenCalls calls;
    private final Presence presence;

    Admission(OpenCalls calls, Presence presence) {
        this.calls = calls;
        this.presence = presence;
    }

    /** Whether it is not let in for who makes it: its claim is false, or policy forbids it. */
    boolean refuses(Callee callee, OpenCall call, String objection) {
        CallEvent.CallArrived arrived = call.arrived;
        if (!objection.isEmpty()) {
            calls.order(new CallEffect.Refused(arrived.caller(), callee.node(), arrived.function(), objection));
            calls.end(callee, call, ErrorCode.REFUSED, objection);
        }
        return !objection.isEmpty();
    }

    void admit(Callee callee, OpenCall call) {
        String objection = callee.policy().objection(call.caller(), callee.node(), call.arrived.function());
        if (refuses(callee, call, objection) || isOverRate(callee, call) || isCircuitOpen(callee, call)) {
            return;
        }
        Destination destination = callee.destination();
        Optional<Callee.Place> place =
                destination.availability() == Availability.READY ? callee.place(presence, call) : Optional.empty();
        if (place.isPresent()) {
            calls.deliver(callee, call, place.get());
        } else if (destination.availability() == Availability.DOWN || isDeserted(callee, call)) {
            calls.end(callee, call, ErrorCode.NOT_RUNNING, absence(callee, call));
        } else {
            hold(callee, call);
        }
    }

    /** Whether it is ready, as its supervisor says, and yet nobody takes calls; or the one process is not there that is meant. */
    boolean isDeserted(Callee callee, OpenCall call) {
        return (callee.destination().availability() == Availability.READY || call.only.isPresent())
                && callee.graceNanos() - calls.nowNanos() <= 0
                && callee.hasNobody(presence, call);
    }

    /** Why it can't be called, for people. */
    static String absence(Callee callee, OpenCall call) {
        Destination destination = callee.destination();
        if (call.only.isPresent()) {
            return "no process %d of '%s' is there to take a call".formatted(call.only.get(), callee.node());
        }
        String reason = destination.reason().isEmpty() ? "" : ": " + destination.reason();
        return destination.availability() == Availability.READY
                ? "'" + callee.node() + "' is up, but nobody is in its mailbox to take a call" + reason
                : "'" + callee.node() + "' is not running" + reason;
    }

    private boolean isOverRate(Callee callee, OpenCall call) {
        boolean within = callee.rates()
                .map(rates -> rates.take(call.arrived.source(), calls.nowNanos()))
                .orElse(true);
        if (!within) {
            turnAway(
                    callee,
                    call,
                    "'%s' calls '%s' more often than its 'calls.rate' allows, %s"
                            .formatted(
                                    call.caller(),
                                    callee.node(),
                                    callee.destination()
                                            .policy()
                                            .rate()
                                            .map(Object::toString)
                                            .orElse("")));
        }
        return !within;
    }

    private boolean isCircuitOpen(Callee callee, OpenCall call) {
        Optional<CircuitBreaker> circuit = callee.circuit();
        if (circuit.isEmpty()) {
            return false;
        }
        long now = calls.nowNanos();
        if (!circuit.get().lets(now)) {
            turnAway(
                    callee,
                    call,
                    "'%s' is not called: %s"
                            .formatted(callee.node(), circuit.get().why(now)));
            return true;
        }
        call.trial = circuit.get().isTrial(now) && call.isTracked();
        if (call.trial) {
            circuit.get().trying();
        }
        return false;
    }

    private void hold(Callee callee, OpenCall call) {
        List<String> cycle = cycle(call);
        if (!cycle.isEmpty() && isDeadlock(callee, call)) {
            String chain = String.join(" -> ", cycle);
            calls.order(new CallEffect.Noticed(callee.node(), "calls wait for each other: " + chain));
            String message = "'%s' can't be called now: calls wait for each other, %s".formatted(callee.node(), chain);
            calls.end(callee, call, ErrorCode.OVERLOADED, message, cycle);
            return;
        }
        int most = callee.destination().policy().queue();
        if (callee.held().size() >= most) {
            turnAway(
                    callee,
                    call,
                    "%d calls wait for '%s' already, and 'calls.queue' is %d"
                            .formatted(callee.held().size(), callee.node(), most));
            return;
        }
        byte[] text = call.arrived.text().get();
        if (!calls.hasRoomFor(text)) {
            turnAway(callee, call, "the calls that wait for nodes hold too much, in bytes, for one more");
            return;
        }
        calls.hold(callee, call, text);
        if (callee.destination().availability() == Availability.ON_CALL && call.only.isEmpty()) {
            calls.order(new CallEffect.Wanted(callee.node()));
        }
    }

    private void turnAway(Callee callee, OpenCall call, String why) {
        CallEvent.CallArrived arrived = call.arrived;
        calls.order(new CallEffect.Refused(arrived.caller(), callee.node(), arrived.function(), why));
        calls.end(callee, call, ErrorCode.OVERLOADED, why);
    }

    /** Caller, callee, and so on back to the caller, where the callee waits for the caller; else empty. */
    List<String> cycle(OpenCall call) {
        if (call.caller().equals(call.node())) {
            return List.of(call.caller(), call.node());
        }
        List<String> back = calls.waits().path(call.node(), call.caller());
        if (back.isEmpty()) {
            return List.of();
        }
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(call.caller()), back.stream())
                .toList();
    }

    /**
     * Whether it can only end by its deadline: each call that the callee runs may be one that waits for the caller. Fewer
     * such waits than calls that it runs, and one of them will end and make room.
     */
    private boolean isDeadlock(Callee callee, OpenCall call) {
        int self = call.caller().equals(call.node()) ? 1 : 0;
        return calls.waits().leading(call.node(), call.caller()) + self >= callee.runningCount();
    }

    /** When a call is over: its own deadline, else the callee's, and the time of a boot where it has to wait for one. */
    static long deadlineNanos(CallEvent.CallArrived arrived, Destination destination, long nowNanos) {
        Duration usual = destination.policy().timeout();
        boolean isThere = destination.availability() == Destination.Availability.READY;
        Duration left = arrived.deadline().orElse(isThere ? usual : usual.plus(BOOT));
        return nowNanos + (left.compareTo(LONGEST) < 0 ? left : LONGEST).toNanos();
    }
}
