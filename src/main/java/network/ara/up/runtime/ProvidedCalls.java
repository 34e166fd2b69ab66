package network.ara.up.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import network.ara.up.broker.Policy;
import network.ara.up.model.CallPolicy;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.ProvidedFunction;
import network.ara.up.model.ProvidedFunction.Command;
import network.ara.up.wire.CallMemory;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.IncMessage.Call;
import network.ara.up.wire.IncMessage.Cancel;
import network.ara.up.wire.IncMessage.Result;
import network.ara.up.wire.MessageCodec;
import network.ara.up.wire.MessageId;
import network.ara.up.wire.Outcome;

/**
 * The calls to one node that speaks no INC: each is done once, however often it is sent, and answered once; at its deadline at
 * the latest.
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

    private record Key(String caller, MessageId id) {}

    private record Work(
            Call call, ProvidedFunction function, Arguments arguments, CompletableFuture<Outcome> outcome) {}

    private final Tools tools;
    private final CallMemory memory = new CallMemory(); // guarded by this
    private final Map<Key, CompletableFuture<Outcome>> open = new HashMap<>(); // guarded by this
    private final Queue<Work> waiting = new ArrayDeque<>(); // guarded by this
    private int running; // guarded by this
    private volatile NodeSpec spec;

    /** Asked on the bus's thread alone, where calls are taken. */
    private volatile Policy policy;

    ProvidedCalls(NodeSpec spec, Tools tools) {
        this.spec = spec;
        this.policy = new Policy(spec.calls());
        this.tools = tools;
    }

    /** As its manifest describes it from now on. */
    void describe(NodeSpec now) {
        if (!now.calls().equals(spec.calls())) {
            policy = new Policy(now.calls());
        }
        spec = now;
    }

    void take(Call call) {
        Optional<Key> key = key(call);
        try {
            ProvidedFunction function = admitted(call);
            Arguments arguments = Arguments.of(function, call.params());
            if (isNew(call, key)) {
                begin(new Work(call, function, arguments, new CompletableFuture<>()));
            }
        } catch (CallRefused e) {
            synchronized (this) {
                key.ifPresent(it -> memory.refused(it.caller(), it.id()));
            }
            answer(call, e.outcome());
        }
    }

    private ProvidedFunction admitted(Call call) throws CallRefused {
        ProvidedFunction function = spec.provides().get(call.method());
        String objection = tools.leads().getAsBoolean()
                ? ""
                : policy.objection(call.name(), spec.name().text(), call.method());
        if (!objection.isEmpty()) {
            throw new CallRefused(ErrorCode.REFUSED, objection);
        } else if (function == null) {
            throw new CallRefused(
                    ErrorCode.NO_SUCH_FUNCTION, "'%s' has no function '%s'".formatted(spec.name(), call.method()));
        }
        return function;
    }

    /** Whether it was never seen; one that has ended is answered from memory. */
    private boolean isNew(Call call, Optional<Key> key) {
        if (key.isEmpty()) {
            return true;
        }
        CallMemory.Familiarity familiarity;
        Optional<byte[]> earlier;
        synchronized (this) {
            familiarity = memory.meet(key.get().caller(), key.get().id(), System.nanoTime());
            earlier = memory.answer(key.get().caller(), key.get().id());
        }
        earlier.ifPresent(answer -> tools.letters().send(call.name(), answer));
        return familiarity == CallMemory.Familiarity.NEW;
    }

    private void begin(Work work) throws CallRefused {
        CallPolicy policy = spec.calls();
        int most = policy.concurrency() == 0 ? USUAL_CONCURRENCY : Math.min(policy.concurrency(), MOST_CONCURRENCY);
        boolean runs;
        synchronized (this) {
            runs = running < most;
            if (!runs && waiting.size() >= policy.queue()) {
                throw new CallRefused(
                        ErrorCode.OVERLOADED,
                        "'%s' has %d calls already".formatted(spec.name(), running + waiting.size()));
            } else if (runs) {
                running++;
            } else {
                waiting.add(work);
            }
            key(work.call()).ifPresent(key -> open.put(key, work.outcome()));
        }
        Duration time = work.call().deadline().orElse(policy.timeout());
        Outcome late = Outcome.failed(ErrorCode.TIMED_OUT, "'" + spec.name() + "' did not end it in time");
        var unused = work.outcome()
                .completeOnTimeout(late, time.toNanos(), TimeUnit.NANOSECONDS)
                .thenAccept(outcome -> ended(work, outcome));
        if (runs) {
            run(work);
        }
    }

    private void run(Work work) {
        tools.threads().execute(() -> {
            boolean command = work.function().action() instanceof Command;
            try {
                if (!work.outcome().isDone()) {
                    (command ? tools.commands() : tools.requests())
                            .perform(spec, work.function(), work.arguments(), work.outcome());
                }
            } catch (CallRefused e) {
                work.outcome().complete(e.outcome());
            } catch (RuntimeException e) {
                work.outcome().complete(ProvidedAction.threw("a fault in ara-up itself: " + e));
            }
            var unused = work.outcome().thenRun(this::next);
        });
    }

    /** A call has ended: one that waits has its place. */
    private void next() {
        Work next;
        synchronized (this) {
            do {
                next = waiting.poll();
            } while (next != null && next.outcome().isDone());
            if (next == null) {
                running--;
                return;
            }
        }
        run(next);
    }

    private void ended(Work work, Outcome outcome) {
        Optional<byte[]> answer = answer(work.call(), outcome);
        synchronized (this) {
            waiting.remove(work);
            key(work.call()).ifPresent(key -> {
                open.remove(key);
                answer.ifPresent(bytes -> memory.ended(key.caller(), key.id(), bytes, System.nanoTime()));
            });
        }
    }

    void cancel(Cancel cancel) {
        CompletableFuture<Outcome> outcome;
        synchronized (this) {
            outcome = open.get(new Key(cancel.name(), cancel.id()));
        }
        if (outcome != null) {
            outcome.complete(Outcome.failed(ErrorCode.CANCELLED, "cancelled"));
        }
    }

    /** Ends what runs: whether it was done, nobody knows. */
    void abandon() {
        List<CompletableFuture<Outcome>> all;
        synchronized (this) {
            all = List.copyOf(open.values());
        }
        all.forEach(outcome ->
                outcome.complete(Outcome.failed(ErrorCode.OUTCOME_UNKNOWN, "ara-up ended while it was done")));
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

    private static Optional<Key> key(Call call) {
        return call.wantsAnswer() ? Optional.of(new Key(call.name(), call.id().orElseThrow())) : Optional.empty();
    }
}
