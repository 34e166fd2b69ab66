package network.ara.up.inc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import network.ara.up.wire.CallCounts;
import network.ara.up.wire.CallMemory;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.IncMessage.Call;
import network.ara.up.wire.IncMessage.Cancel;
import network.ara.up.wire.IncMessage.Result;
import network.ara.up.wire.MessageCodec;
import network.ara.up.wire.MessageId;
import network.ara.up.wire.NodeInfo;
import network.ara.up.wire.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The calls of others to one node: each runs once, however often it is sent, and is answered.
 *
 * <p>Thread: calls come in on the bus's loop thread; functions run on the executor's threads only.
 */
final class IncomingCalls {

    private enum Admission {
        RUNS,
        HELD,
        REFUSED
    }

    private static final System.Logger LOG = System.getLogger(IncomingCalls.class.getName());
    private static final Executor DIRECT = Runnable::run;

    private final Node node;
    private final Map<String, Offer> offers;
    private final Executor executor;
    private final int concurrency;
    private final CallCounts counts = new CallCounts(System.currentTimeMillis());
    private final Map<CallMemory.Key, Caller> running = new ConcurrentHashMap<>(); // those that can be cancelled

    private final CallMemory memory = new CallMemory();
    private final List<Runnable> held = new ArrayList<>(); // guarded by this; empty once the node is ready
    private boolean ready; // guarded by this
    private int open; // guarded by this: calls that were taken and have not ended

    IncomingCalls(Node node, NodeSettings settings, Executor executor) {
        this.node = node;
        this.offers = Builtins.with(settings.offers(), node::pong, counts);
        this.executor = executor;
        this.concurrency = settings.concurrency();
    }

    /** Loop thread. */
    void take(Call call) {
        Offer offer = offers.get(call.method());
        if (offer == null && !NodeBuilder.GUARDED.contains(call.method())) {
            String message = "'%s' has no function '%s'".formatted(node.name(), call.method());
            refuse(call, CallCounts.UNKNOWN, Outcome.failed(ErrorCode.NO_SUCH_FUNCTION, message));
        } else if (offer == null || !offer.access().allows(call.name())) {
            String message = "'%s' does not let '%s' call '%s'".formatted(node.name(), call.name(), call.method());
            refuse(
                    call,
                    offer == null ? CallCounts.UNKNOWN : call.method(),
                    Outcome.failed(ErrorCode.REFUSED, message));
        } else if (memory.isNew(call, System.nanoTime(), answer -> node.emitTo(call.name(), answer))) {
            start(call, offer);
        }
    }

    /** Loop thread. */
    void cancel(Cancel cancel) {
        Caller caller = running.get(CallMemory.Key.of(cancel));
        if (caller != null) {
            caller.cancel();
        }
    }

    /** From now on calls run when they come. */
    void ready() {
        List<Runnable> waiting;
        synchronized (this) {
            ready = true;
            waiting = List.copyOf(held);
            held.clear();
        }
        waiting.forEach(executor::execute);
    }

    private void start(Call call, Offer offer) {
        long deadline =
                call.deadline().map(left -> System.nanoTime() + left.toNanos()).orElse(Long.MAX_VALUE);
        Caller caller = new Caller(node, call.name(), deadline);
        Runnable run = () -> run(call, offer.function(), caller);
        Admission admission = admit(call, caller, run);
        if (admission == Admission.RUNS) {
            (offer.signature().isPrompt() ? DIRECT : executor).execute(run);
        } else if (admission == Admission.REFUSED) {
            String message = "'%s' has %d calls to run already".formatted(node.name(), concurrency);
            refuse(call, call.method(), Outcome.failed(ErrorCode.OVERLOADED, message));
        }
    }

    private synchronized Admission admit(Call call, Caller caller, Runnable run) {
        if (open >= concurrency) {
            CallMemory.Key.of(call).ifPresent(memory::refused);
            return Admission.REFUSED;
        }
        open++;
        CallMemory.Key.of(call).ifPresent(key -> running.put(key, caller));
        if (ready) {
            return Admission.RUNS;
        }
        held.add(run);
        return Admission.HELD;
    }

    private void run(Call call, NodeFunction function, Caller caller) {
        if (caller.timeLeft().isZero()) {
            end(call, caller, Outcome.failed(ErrorCode.TIMED_OUT, "its time was over before it could run"));
        } else if (caller.isCancelled()) {
            end(call, caller, Outcome.failed(ErrorCode.CANCELLED, "cancelled before it ran"));
        } else {
            perform(call, function, caller);
        }
    }

    private void perform(Call call, NodeFunction function, Caller caller) {
        @Nullable Object value;
        try {
            value = function.call(new Parameters(call.params()), caller);
        } catch (Throwable e) { // whatever it does, even overflow its stack: its call ends
            end(call, caller, failed(call, e));
            return;
        }
        if (value instanceof CompletionStage<?> stage) {
            stage.whenComplete((later, failure) ->
                    end(call, caller, failure == null ? new Outcome.Returned(later) : failed(call, failure)));
        } else {
            end(call, caller, new Outcome.Returned(value));
        }
    }

    /** The caller is told what it is; where it comes from is for who reads this node's log. */
    private static Outcome failed(Call call, Throwable thrown) {
        if (!Failure.isMeant(thrown)) {
            LOG.log(System.Logger.Level.WARNING, "the function '" + call.method() + "' failed", thrown);
        }
        return Failure.of(thrown);
    }

    private void end(Call call, Caller caller, Outcome outcome) {
        CallMemory.Key.of(call).ifPresent(running::remove);
        count(call.method(), call, caller.ageNanos(), outcome instanceof Outcome.Failed);
        synchronized (this) {
            open--; // before the answer, which may bring the next call
        }
        answer(call, outcome).ifPresent(answer -> remember(call, answer));
    }

    private void refuse(Call call, String counted, Outcome why) {
        count(counted, call, 0, true);
        Optional<byte[]> unused = answer(call, why);
    }

    private void count(String function, Call call, long nanos, boolean isError) {
        if (!NodeInfo.isLook(call.name(), call.method())) {
            counts.count(function, call.name(), nanos, isError);
        }
    }

    private void remember(Call call, byte[] answer) {
        CallMemory.Key.of(call).ifPresent(key -> memory.ended(key, answer, System.nanoTime()));
    }

    /** Sends the outcome, or why it can't be sent. Returns what was sent: nothing when nobody waits. */
    private Optional<byte[]> answer(Call call, Outcome outcome) {
        if (!call.wantsAnswer()) {
            return Optional.empty();
        }
        MessageId id = call.id().orElseThrow();
        try {
            return Optional.of(emit(call.name(), new Result(node.name(), id, outcome)));
        } catch (IllegalArgumentException e) {
            Outcome unsayable = Outcome.failed(ErrorCode.THREW, "its result can't be sent: " + e.getMessage());
            return Optional.of(emit(call.name(), new Result(node.name(), id, unsayable)));
        }
    }

    private byte[] emit(String caller, Result result) {
        byte[] message = MessageCodec.encode(result);
        node.emitTo(caller, message);
        return message;
    }
}
