package network.ara.up.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import network.ara.up.broker.Policy;
import network.ara.up.model.CallPolicy;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.ProvidedFunction;
import network.ara.up.model.ProvidedFunction.Command;
import network.ara.up.wire.CallCounts;
import network.ara.up.wire.CallMemory;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.IncMessage.Call;
import network.ara.up.wire.IncMessage.Cancel;
import network.ara.up.wire.IncMessage.Pong;
import network.ara.up.wire.IncMessage.Result;
import network.ara.up.wire.MessageCodec;
import network.ara.up.wire.NodeInfo;
import network.ara.up.wire.Outcome;

/**
 * The calls to one node that speaks no INC: each is done once, however often it is sent, and answered once. At its deadline, or
 * when it is cancelled, its work is ended; it has its place among those that run until that has ended, and is answered then.
 *
 * <p>Thread: any.
 */
final class ProvidedCalls {

    /** Of a node whose manifest says nothing: each may be a process. */
    private static final int USUAL_CONCURRENCY = 16;

    private static final int MOST_CONCURRENCY = 256;

    /**
     * What they work with.
     *
     * @param leads whether this process leads the bus: then what comes in has passed the policy
     */
    record Tools(
            Letters letters,
            ProvidedAction commands,
            ProvidedAction requests,
            Executor threads,
            BooleanSupplier leads) {}

    private final Tools tools;
    private final CallCounts counts = new CallCounts(System.currentTimeMillis());
    private final CallMemory memory = new CallMemory();
    private final Map<CallMemory.Key, ProvidedCall> open = new HashMap<>(); // guarded by this
    private final Queue<ProvidedCall> waiting = new ArrayDeque<>(); // guarded by this
    private final Set<ProvidedCall> running = new HashSet<>(); // guarded by this
    private volatile NodeSpec spec;
    private volatile Pong self;

    /** Asked on the bus's thread alone, where calls are taken. */
    private volatile Policy policy;

    ProvidedCalls(NodeSpec spec, Pong self, Tools tools) {
        this.spec = spec;
        this.self = self;
        this.policy = new Policy(spec.calls());
        this.tools = tools;
    }

    /** As its manifest describes it from now on, and as it answers a ping. */
    void describe(NodeSpec now, Pong pong) {
        if (!now.calls().equals(spec.calls())) {
            policy = new Policy(now.calls());
        }
        spec = now;
        self = pong;
    }

    /** Whether anything is done for it, or waits to be: also what nobody waits for. */
    synchronized boolean isBusy() {
        return !running.isEmpty() || !waiting.isEmpty();
    }

    void take(Call call) {
        if (!memory.isNew(call, System.nanoTime(), answer -> tools.letters().send(call.name(), answer))) {
            return;
        }
        try {
            requireAllowed(call);
            ProvidedFunction function = spec.provides().get(call.method());
            if (function == null) {
                answerAsAnyNode(call);
            } else {
                begin(new ProvidedCall(call, function, Arguments.of(function, call.params())));
            }
        } catch (CallRefused e) {
            turnAway(call, e);
        }
    }

    private void turnAway(Call call, CallRefused why) {
        boolean isKnown = spec.provides().containsKey(call.method());
        count(call, isKnown ? call.method() : CallCounts.UNKNOWN, 0, true);
        Optional<byte[]> answer = answer(call, why.outcome());
        if (why.isForNow()) {
            CallMemory.Key.of(call).ifPresent(memory::refused);
        } else {
            remember(call, answer);
        }
    }

    private void requireAllowed(Call call) throws CallRefused {
        String objection = tools.leads().getAsBoolean()
                ? ""
                : policy.objection(call.name(), spec.name().text(), call.method());
        if (!objection.isEmpty()) {
            throw new CallRefused(ErrorCode.REFUSED, objection);
        }
    }

    /** What every node answers, unless its manifest has functions of these names. */
    private void answerAsAnyNode(Call call) throws CallRefused {
        long began = System.nanoTime();
        Object value = switch (call.method()) {
            case "info" -> NodeInfo.of(self, ProvidedInfo.functions(spec.provides()));
            case "stats" -> counts.told();
            default ->
                throw new CallRefused(
                        ErrorCode.NO_SUCH_FUNCTION, "'%s' has no function '%s'".formatted(spec.name(), call.method()));
        };
        count(call, call.method(), System.nanoTime() - began, false);
        remember(call, answer(call, new Outcome.Returned(value)));
    }

    private void count(Call call, String function, long nanos, boolean isError) {
        if (!NodeInfo.isLook(call.name(), call.method())) {
            counts.count(function, call.name(), nanos, isError);
        }
    }

    private void begin(ProvidedCall work) throws CallRefused {
        boolean runs = admit(work);
        Duration time = work.call.deadline().orElse(spec.calls().timeout());
        Outcome late = Outcome.failed(ErrorCode.TIMED_OUT, "'" + spec.name() + "' did not end it in time");
        var unused = work.answer().thenAccept(outcome -> ended(work, outcome));
        var unusedToo = work.outcome
                .completeOnTimeout(late, time.toNanos(), TimeUnit.NANOSECONDS)
                .thenRun(() -> withdraw(work));
        if (runs) {
            run(work);
        }
    }

    /** Whether it runs at once; else it waits. */
    private synchronized boolean admit(ProvidedCall work) throws CallRefused {
        CallPolicy limits = spec.calls();
        int most = limits.concurrency() == 0 ? USUAL_CONCURRENCY : Math.min(limits.concurrency(), MOST_CONCURRENCY);
        boolean runs = running.size() < most;
        if (!runs && waiting.size() >= limits.queue()) {
            throw new CallRefused(
                    ErrorCode.OVERLOADED,
                    "'%s' has %d calls already".formatted(spec.name(), running.size() + waiting.size()));
        }
        (runs ? running : waiting).add(work);
        work.key().ifPresent(key -> open.put(key, work));
        return runs;
    }

    /** It has an outcome: if it was not begun, nothing is to be ended. */
    private void withdraw(ProvidedCall work) {
        boolean waited;
        synchronized (this) {
            waited = waiting.remove(work);
        }
        if (waited) {
            work.over.complete(null);
        }
    }

    private void run(ProvidedCall work) {
        tools.threads().execute(() -> {
            var unused = perform(work).whenComplete((nothing, failure) -> {
                next(work);
                work.over.complete(null);
            });
        });
    }

    private CompletableFuture<?> perform(ProvidedCall work) {
        boolean command = work.function.action() instanceof Command;
        try {
            if (!work.outcome.isDone()) {
                return (command ? tools.commands() : tools.requests())
                        .perform(spec, work.function, work.arguments, work.outcome);
            }
        } catch (CallRefused e) {
            work.outcome.complete(e.outcome());
        } catch (RuntimeException | Error e) { // whatever it was: its place is given back
            work.outcome.complete(ProvidedAction.threw("a fault in ara-up itself: " + e));
        }
        return CompletableFuture.completedFuture(null);
    }

    /** The work for a call has ended: one that waits has its place. */
    private void next(ProvidedCall last) {
        ProvidedCall next;
        synchronized (this) {
            running.remove(last);
            next = waiting.poll();
            if (next == null) {
                return;
            }
            running.add(next);
        }
        run(next);
    }

    private void ended(ProvidedCall work, Outcome outcome) {
        Call call = work.call;
        count(call, call.method(), System.nanoTime() - work.nanos, outcome instanceof Outcome.Failed);
        remember(call, answer(call, outcome));
    }

    private synchronized void remember(Call call, Optional<byte[]> answer) {
        CallMemory.Key.of(call).ifPresent(key -> {
            open.remove(key);
            answer.ifPresent(bytes -> memory.ended(key, bytes, System.nanoTime()));
        });
    }

    void cancel(Cancel cancel) {
        ProvidedCall work;
        synchronized (this) {
            work = open.get(CallMemory.Key.of(cancel));
        }
        if (work != null) {
            work.outcome.complete(Outcome.failed(ErrorCode.CANCELLED, "cancelled"));
        }
    }

    /** Ends what runs: whether it was done, nobody knows. What waits is not begun. */
    void abandon() {
        List<ProvidedCall> begun;
        List<ProvidedCall> others;
        synchronized (this) {
            begun = List.copyOf(running);
            others = List.copyOf(waiting);
            waiting.clear();
        }
        others.forEach(work -> work.abandon(Outcome.failed(ErrorCode.CANCELLED, "ara-up ended before it was begun")));
        begun.forEach(
                work -> work.abandon(Outcome.failed(ErrorCode.OUTCOME_UNKNOWN, "ara-up ended while it was done")));
    }

    /** Sends the outcome, or why it can't be sent. Returns what was sent: nothing when nobody waits. */
    private Optional<byte[]> answer(Call call, Outcome outcome) {
        if (!call.wantsAnswer()) {
            return Optional.empty();
        }
        try {
            return Optional.of(send(call, outcome));
        } catch (IllegalArgumentException e) {
            return Optional.of(send(call, ProvidedAction.threw("its result can't be sent: " + e.getMessage())));
        }
    }

    private byte[] send(Call call, Outcome outcome) {
        byte[] message =
                MessageCodec.encode(new Result(spec.name().text(), call.id().orElseThrow(), outcome));
        tools.letters().send(call.name(), message);
        return message;
    }
}
