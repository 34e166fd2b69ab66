package network.ara.up.broker;

import java.util.function.Function;
import network.ara.up.broker.OpenCall.State;
import network.ara.up.wire.ErrorCode;

/**
 * Calls that are sent again, under the same id: the callee, which remembers it, answers one; nobody runs it a second time.
 *
 * <p>Thread: the call table's.
 */
final class RepeatedCalls {

    private final OpenCalls calls;
    private final Presence presence;
    private final Function<Routes.Route, Callee> callees;

    RepeatedCalls(OpenCalls calls, Presence presence, Function<Routes.Route, Callee> callees) {
        this.calls = calls;
        this.presence = presence;
        this.callees = callees;
    }

    /** Whether it is one that is open or has ended, and was dealt with as that. */
    boolean take(OpenCall call) {
        if (!call.isTracked()) {
            return false;
        }
        OpenCall open = calls.find(call.key());
        return open == null ? takeEnded(call) : takeOpen(call, open);
    }

    private boolean takeOpen(OpenCall call, OpenCall open) {
        if (!open.isSameAs(call)) {
            calls.supersede(callees.apply(open.route), open);
            call.sharesId = true;
            return false;
        }
        if (open.state == State.RUNNING && isThere(open.deliveredTo, open.instance)) {
            calls.order(new CallEffect.Deliver(call, open.deliveredTo, open.instance, true, OpenCall.NOTHING));
        }
        return true;
    }

    private boolean takeEnded(OpenCall call) {
        EndedCalls.End end = calls.ended().find(call.key());
        calls.ended().forget(call.key());
        if (end == null || !end.isOf(call) || calls.nowNanos() - end.deadlineNanos() > 0) {
            return false;
        }
        if (end.answer().isPresent()) {
            calls.ended().add(call.key(), end);
            calls.order(end.answer().get());
        } else {
            answerAgain(call, end);
        }
        return true;
    }

    /** It was answered, and the answer did not arrive: only who gave it can give it again. */
    private void answerAgain(OpenCall call, EndedCalls.End end) {
        Callee callee = callees.apply(call.route);
        call.isRepeated = true;
        if (isThere(end.deliveredTo(), end.instance())) {
            calls.deliver(callee, call, new Callee.Place(end.deliveredTo(), end.instance()));
        } else {
            calls.end(callee, call, ErrorCode.OUTCOME_UNKNOWN, "'%s' answered, and is gone".formatted(callee.node()));
        }
    }

    private boolean isThere(Object mailbox, long instance) {
        return instance == 0 ? !presence.isEmpty(mailbox) : presence.has(mailbox, instance);
    }
}
