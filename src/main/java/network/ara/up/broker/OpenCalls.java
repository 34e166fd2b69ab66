package network.ara.up.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.ara.up.broker.CallEffect.Answer;
import network.ara.up.broker.OpenCall.State;
import network.ara.up.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The calls that have not ended, and their ends: whoever takes a call out of here answers it. */
final class OpenCalls {

    /** What is kept of held calls in all: one of 64 MiB is more than a thousand small ones. */
    private static final long MOST_HELD_BYTES = 64L << 20;

    private static final Set<ErrorCode> OF_NODE =
            Set.of(ErrorCode.NOT_RUNNING, ErrorCode.TIMED_OUT, ErrorCode.OUTCOME_UNKNOWN);
    private static final Set<ErrorCode> NOT_LET_THROUGH = Set.of(ErrorCode.REFUSED, ErrorCode.OVERLOADED);

    private final Map<CallKey, OpenCall> byKey = new HashMap<>();
    private final Deadlines deadlines = new Deadlines();
    private final WaitGraph waits = new WaitGraph();
    private final EndedCalls ended = new EndedCalls();
    private final Figures figures;
    private final boolean hearsResults;
    private List<CallEffect> effects = new ArrayList<>();
    private int held;
    private long heldBytes;
    private long nowNanos;

    /** @param hearsResults whether results pass by: else a call is over, for the table, when it was delivered */
    OpenCalls(boolean hearsResults, Figures figures) {
        this.hearsResults = hearsResults;
        this.figures = figures;
    }

    void begin(long now) {
        nowNanos = now;
        effects = new ArrayList<>(3);
    }

    List<CallEffect> effects() {
        return effects;
    }

    void order(CallEffect effect) {
        effects.add(effect);
    }

    long nowNanos() {
        return nowNanos;
    }

    @Nullable
    OpenCall find(CallKey key) {
        return byKey.get(key);
    }

    EndedCalls ended() {
        return ended;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    WaitGraph waits() {
        return waits;
    }

    int size() {
        return byKey.size();
    }

    boolean areNoneHeld() {
        return held == 0;
    }

    boolean hasRoomFor(byte[] text) {
        return heldBytes + text.length <= MOST_HELD_BYTES;
    }

    void hold(Callee callee, OpenCall call, byte[] text) {
        call.text = text;
        heldBytes += text.length;
        held++;
        callee.held().add(call);
        enter(call);
    }

    /** Gives a call to its callee. */
    void deliver(Callee callee, OpenCall call, Callee.Place place) {
        boolean arrived = call.state == State.NEW;
        boolean isFollowed = hearsResults && call.isTracked();
        take(callee, call);
        order(new CallEffect.Deliver(call, place.mailbox(), place.instance(), arrived, textOf(call)));
        order(new CallEffect.Called(callee.node()));
        call.deliveredTo = place.mailbox();
        call.instance = place.instance();
        call.state = State.RUNNING;
        if (isFollowed) {
            callee.started(call);
            if (arrived) {
                enter(call);
            }
        } else {
            leave(callee, call);
            callee.circuit().ifPresent(circuit -> circuit.undecided(call.trial));
            count(call, false, false);
        }
    }

    private void count(OpenCall call, boolean isError, boolean isRefused) {
        if (call.isCounted()) {
            figures.ended(call, isError, isRefused, nowNanos);
        }
    }

    /** Forgets a call whose id its caller has taken for another. */
    void supersede(Callee callee, OpenCall call) {
        leave(callee, call);
        callee.circuit().ifPresent(circuit -> circuit.undecided(call.trial));
    }

    /** The callee answered. */
    void answered(Callee callee, OpenCall call, long instance, boolean isError) {
        leave(callee, call);
        callee.circuit().ifPresent(circuit -> circuit.succeeded(call.trial));
        count(call, isError, false);
        if (!call.sharesId) {
            ended.add(call.key(), EndedCalls.End.of(call, nowNanos, Optional.empty(), instance));
        }
    }

    /** The broker answers, if anybody waits for it. */
    void end(Callee callee, OpenCall call, ErrorCode code, String message) {
        end(callee, call, code, message, List.of());
    }

    void end(Callee callee, OpenCall call, ErrorCode code, String message, List<String> cycle) {
        leave(callee, call);
        countFor(callee, call, code);
        count(call, true, NOT_LET_THROUGH.contains(code));
        call.arrived.key().ifPresent(key -> {
            boolean isFalse = !call.arrived.flaw().isEmpty();
            long to = isFalse ? call.arrived.from() : 0;
            Answer answer = new Answer(key, to, call.route.name(), code, message, cycle);
            order(answer);
            if (!isFalse) { // or it would end another's call of this id
                ended.add(key, EndedCalls.End.of(call, nowNanos, Optional.of(answer), 0));
            }
        });
    }

    private void countFor(Callee callee, OpenCall call, ErrorCode code) {
        callee.circuit().ifPresent(circuit -> {
            if (!OF_NODE.contains(code)) {
                circuit.undecided(call.trial);
            } else if (circuit.failed(call.trial, nowNanos)) {
                order(new CallEffect.Noticed(callee.node(), circuit.why(nowNanos)));
            }
        });
    }

    private void enter(OpenCall call) {
        if (call.state == State.NEW) {
            call.state = State.HELD;
        }
        call.arrived.key().ifPresent(key -> byKey.put(key, call));
        deadlines.add(call);
        waits.add(call.caller(), call.node());
        call.isEntered = true;
    }

    private void leave(Callee callee, OpenCall call) {
        take(callee, call);
        if (call.isEntered) {
            call.arrived.key().ifPresent(key -> byKey.remove(key, call));
            deadlines.remove(call);
            waits.remove(call.caller(), call.node());
            call.isEntered = false;
        }
        textOf(call);
        call.state = State.ENDED;
    }

    private void take(Callee callee, OpenCall call) {
        held -= call.state == State.HELD ? 1 : 0;
        callee.ended(call);
    }

    /** Takes what was kept of it. */
    private byte[] textOf(OpenCall call) {
        byte[] text = call.text;
        heldBytes -= text.length;
        call.text = OpenCall.NOTHING;
        return text;
    }
}
