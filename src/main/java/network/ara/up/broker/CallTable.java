package network.ara.up.broker;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import network.ara.up.broker.CallEvent.CallArrived;
import network.ara.up.broker.CallEvent.Came;
import network.ara.up.broker.CallEvent.CancelArrived;
import network.ara.up.broker.CallEvent.Died;
import network.ara.up.broker.CallEvent.Left;
import network.ara.up.broker.CallEvent.Ponged;
import network.ara.up.broker.CallEvent.Published;
import network.ara.up.broker.CallEvent.ResultArrived;
import network.ara.up.broker.Destination.Availability;
import network.ara.up.broker.OpenCall.State;
import network.ara.up.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Every call from its arrival to its one result. Pure: the same events at the same times give the same effects.
 *
 * <p>A call ends in one of these ways, whichever is first: its callee answers; the callee's process dies (-32006); its
 * deadline is over (-32002); it is cancelled while it is held (-32004); its callee does not come (-32001); or it is turned
 * away when it arrives (-32003, -32005). What comes later for it is dropped and counted.
 *
 * <p>Thread: one at a time.
 */
final class CallTable {

    private final Presence presence;
    private final OpenCalls calls;
    private final Admission admission;
    private final Callees callees = new Callees();
    private final RepeatedCalls repeated;
    private final long settledNanos;
    private long late;
    private long forged;

    /**
     * @param leads whether this process leads, so that results pass by, and it is known who is in which mailbox
     */
    CallTable(boolean leads, Figures figures, long nowNanos) {
        presence = new Presence(leads);
        calls = new OpenCalls(leads, figures);
        admission = new Admission(calls, presence);
        repeated = new RepeatedCalls(calls, presence, this::callee);
        settledNanos = nowNanos + Callees.GRACE_NANOS;
    }

    List<CallEffect> step(long nowNanos, CallEvent event) {
        calls.begin(nowNanos);
        if (event instanceof CallArrived arrived) {
            arrived(arrived);
        } else if (event instanceof ResultArrived result) {
            result(result);
        } else if (event instanceof CancelArrived cancel) {
            cancel(cancel);
        } else if (event instanceof Came came) {
            presence.came(came.mailbox(), came.instance());
            calleeAt(came.mailbox()).ifPresent(this::release);
        } else if (event instanceof Left left) {
            presence.left(left.mailbox(), left.instance());
            calleeAt(left.mailbox()).ifPresent(callee -> callee.left(left.instance()));
        } else if (event instanceof Died died) {
            died(died);
        } else if (event instanceof Ponged ponged) {
            calleeAt(ponged.mailbox()).ifPresent(callee -> heard(callee, ponged.mailbox(), ponged.instance()));
        } else if (event instanceof Published published) {
            callees.publish(published.routes(), calls.nowNanos(), this::changed);
        } else {
            ticked();
        }
        return calls.effects();
    }

    /** When a {@link CallEvent.Ticked} is wanted. */
    OptionalLong nextNanos() {
        OptionalLong next = calls.deadlines().nextNanos();
        if (calls.areNoneHeld()) {
            return next;
        }
        long graces = callees.all().stream()
                .filter(callee -> !callee.held().isEmpty() && callee.graceNanos() - calls.nowNanos() > 0)
                .mapToLong(Callee::graceNanos)
                .min()
                .orElse(Long.MAX_VALUE);
        return graces < next.orElse(Long.MAX_VALUE) ? OptionalLong.of(graces) : next;
    }

    Iterable<Callee> callees() {
        return callees.all();
    }

    OpenCalls calls() {
        return calls;
    }

    Presence presence() {
        return presence;
    }

    Admission admission() {
        return admission;
    }

    /** Whether calls that were given to an instance there would end by its death. */
    boolean isWaitingFor(Object mailbox, long instance) {
        return callees.all().stream()
                .anyMatch(callee -> callee.running(instance).stream().anyMatch(call -> call.deliveredTo.equals(mailbox))
                        || (presence.isEmpty(mailbox) && !callee.running(0).isEmpty()));
    }

    /** Results of calls that had ended. */
    long late() {
        return late;
    }

    /** Results that did not come from the callee. */
    long forged() {
        return forged;
    }

    private void arrived(CallArrived arrived) {
        Routes.@Nullable Route route = callees.routes().at(arrived.mailbox());
        if (route == null) {
            unknown(arrived);
            return;
        }
        long now = calls.nowNanos();
        Callee callee = callee(route);
        OpenCall call = new OpenCall(arrived, route, now, Admission.deadlineNanos(arrived, callee.destination(), now));
        if (!admission.refuses(callee, call, arrived.flaw()) && !repeated.take(call)) {
            if (mayRunElsewhere(callee, call)) {
                calls.end(
                        callee,
                        call,
                        ErrorCode.OUTCOME_UNKNOWN,
                        "it was sent before, and which instance has it is not known");
            } else {
                admission.admit(callee, call);
            }
        }
    }

    /** Sent before to a leader that is gone: of several instances another may have it than the one that it would go to now. */
    private static boolean mayRunElsewhere(Callee callee, OpenCall call) {
        return call.arrived.again()
                && call.only.isEmpty()
                && callee.destination().instances().size() > 1;
    }

    /** A node of nobody's whom we know: all that can be told is that nobody is there. */
    private void unknown(CallArrived arrived) {
        boolean deserted = settledNanos - calls.nowNanos() <= 0
                && presence.in(arrived.mailbox(), arrived.speaker()).isEmpty();
        if (deserted && arrived.key().isPresent()) {
            calls.order(new CallEffect.Answer(
                    arrived.key().get(),
                    0,
                    "",
                    ErrorCode.NOT_RUNNING,
                    "it is not running: its mailbox is empty",
                    List.of()));
        } else {
            calls.order(CallEffect.PASS);
        }
    }

    private void result(ResultArrived result) {
        OpenCall call = calls.find(result.key());
        if (call == null) {
            resultOfNone(result);
            return;
        }
        Callee callee = callee(call.route);
        heard(callee, call.deliveredTo, result.instance());
        if (!isOfCallee(callee, call, result.instance())) {
            forged++;
            return;
        }
        calls.answered(callee, call, result.instance(), result.error().isPresent());
        calls.order(CallEffect.PASS);
        release(callee);
    }

    private void resultOfNone(ResultArrived result) {
        EndedCalls.End end = calls.ended().find(result.key());
        if (end == null) {
            calls.order(CallEffect.PASS); // of a call that was made before this process led
            return;
        }
        late++;
        if (end.answer().isEmpty() && end.instance() != result.instance()) {
            heard(callee(end.route()), end.deliveredTo(), result.instance());
        }
    }

    /** Whether it comes from whom the call was given to, as far as the kernel can tell. */
    private boolean isOfCallee(Callee callee, OpenCall call, long instance) {
        List<Long> known = callee.destination().instances();
        if (call.state == State.HELD) { // given to it before this process led
            return known.isEmpty() || known.contains(instance);
        }
        if (instance <= 0 || call.instance < 0 || call.instance == instance) {
            return true;
        }
        boolean mayBe = call.instance == 0 || !presence.has(call.deliveredTo, call.instance);
        return mayBe && presence.has(call.deliveredTo, instance);
    }

    private void heard(Callee callee, Object mailbox, long instance) {
        if (instance == 0 || callees.routes().isOf(instance, callee.node())) {
            return;
        }
        String rival = callee.answered(presence, mailbox, instance);
        if (!rival.isEmpty()) {
            calls.order(new CallEffect.Noticed(callee.node(), rival));
        }
    }

    private void cancel(CancelArrived cancel) {
        OpenCall call = calls.find(cancel.key());
        if (call == null) {
            calls.order(CallEffect.PASS);
        } else if (call.state == State.HELD) {
            Callee callee = callee(call.route);
            calls.end(
                    callee, call, ErrorCode.CANCELLED, "cancelled before it was given to '%s'".formatted(call.node()));
        } else {
            call.cancelled = true;
            calls.order(new CallEffect.DeliverCancel(call, call.deliveredTo, call.instance));
        }
    }

    private void died(Died died) {
        for (Callee callee : callees.allNow()) {
            List.copyOf(callee.running(died.instance())).stream()
                    .filter(call -> call.deliveredTo.equals(died.mailbox()))
                    .forEach(call -> lost(callee, call));
            List.copyOf(callee.running(0)).stream()
                    .filter(call -> call.deliveredTo.equals(died.mailbox()) && presence.isEmpty(died.mailbox()))
                    .forEach(call -> lost(callee, call));
            callee.lost(died.instance());
            release(callee);
        }
    }

    private void lost(Callee callee, OpenCall call) {
        calls.end(
                callee,
                call,
                ErrorCode.OUTCOME_UNKNOWN,
                "'%s' ended while it was called: nobody knows whether it ran".formatted(callee.node()));
    }

    private void changed(Callee callee, Destination before) {
        Availability now = callee.destination().availability();
        boolean inVain = now == Availability.ON_CALL
                && before.availability() == Availability.COMING
                && !callee.destination().reason().isEmpty();
        if (now == Availability.DOWN || inVain) {
            for (OpenCall call : List.copyOf(callee.held())) {
                calls.end(callee, call, ErrorCode.NOT_RUNNING, Admission.absence(callee, call));
            }
        } else if (now == Availability.ON_CALL
                && before.availability() != Availability.ON_CALL
                && callee.held().stream().anyMatch(call -> call.only.isEmpty())) {
            calls.order(new CallEffect.Wanted(callee.node()));
        } else {
            release(callee);
        }
    }

    /** Delivers what can be, in order of arrival. */
    private void release(Callee callee) {
        if (callee.held().isEmpty()) {
            return;
        }
        boolean isReady = callee.destination().availability() == Availability.READY;
        for (OpenCall call : List.copyOf(callee.held())) {
            Optional<Callee.Place> place = isReady ? callee.place(presence, call) : Optional.empty();
            if (place.isPresent()) {
                calls.deliver(callee, call, place.get());
            } else if (admission.isDeserted(callee, call)) {
                calls.end(callee, call, ErrorCode.NOT_RUNNING, Admission.absence(callee, call));
            } else if (isReady && call.only.isEmpty()) {
                return;
            }
        }
    }

    private void ticked() {
        for (OpenCall call : calls.deadlines().over(calls.nowNanos())) {
            Callee callee = callee(call.route);
            if (call.state == State.HELD) {
                calls.end(callee, call, ErrorCode.TIMED_OUT, waited(callee));
            } else if (call.cancelled) {
                calls.end(callee, call, ErrorCode.CANCELLED, "cancelled while '%s' ran it".formatted(callee.node()));
            } else {
                calls.end(callee, call, ErrorCode.TIMED_OUT, "'%s' did not answer in time".formatted(callee.node()));
            }
        }
        callees.allNow().forEach(this::release);
    }

    private static String waited(Callee callee) {
        return callee.destination().availability() == Availability.READY
                ? "its turn did not come in time: '%s' has %d calls to run"
                        .formatted(callee.node(), callee.runningCount())
                : "'%s' was not ready in time: the call was not given to it".formatted(callee.node());
    }

    private Optional<Callee> calleeAt(Object mailbox) {
        return callees.at(mailbox, calls.nowNanos());
    }

    private Callee callee(Routes.Route route) {
        return callees.of(route, calls.nowNanos());
    }
}
