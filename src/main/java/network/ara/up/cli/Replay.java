package network.ara.up.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.bus.Cast;
import network.ara.up.inc.CallOptions;
import network.ara.up.inc.IncException;
import network.ara.up.inc.Node;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.Mailbox;
import network.ara.up.wire.MessageCodec;
import network.ara.up.wire.MessageId;
import network.ara.up.wire.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Makes recorded calls again, under ids of its own, as a caller named {@value #NAME}.
 *
 * <p>Thread: one; the calls end on the bus's.
 */
final class Replay implements AutoCloseable {

    /** Its name on the bus. */
    static final String NAME = "replay";

    private static final int AT_A_TIME = 1000;
    private static final int AT_A_TIME_AT_MOST_SPEED = 64;

    private record CallKey(String caller, MessageId id) {}

    private final Node node;
    private final Bus bus;
    private final double speed;
    private final List<String> only;
    private final Semaphore room;
    private final Map<String, Cast> casts = new HashMap<>();
    private final Map<CallKey, CompletableFuture<@Nullable Object>> calls = new HashMap<>();

    /**
     * @param speed as a factor; infinite for no pauses at all
     * @param only what is for these is said; for all, where none is named
     */
    Replay(BusOptions options, double speed, List<String> only) {
        node = Node.named(NAME).silent().start(options);
        bus = Bus.open(options);
        this.speed = speed;
        this.only = List.copyOf(only);
        room = new Semaphore(Double.isInfinite(speed) ? AT_A_TIME_AT_MOST_SPEED : AT_A_TIME);
    }

    /** Errors: {@link CommandFailure} where nobody leads the bus. */
    void awaitJoined() throws InterruptedException {
        try {
            node.joined().get(Projects.JOIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "nobody leads the bus, so nobody can be called",
                    "boot the nodes that were called",
                    e);
        }
    }

    /** Returns when all calls have ended. */
    ReplaySummary run(List<Recorded> messages) throws InterruptedException {
        Map<CallKey, Outcome> ends = ends(messages);
        List<ReplaySummary.Call> made = new ArrayList<>();
        long startNanos = System.nanoTime();
        for (Recorded message : messages) {
            if (!only.isEmpty() && !only.contains(message.to())) {
                continue;
            }
            awaitTime(message.at(), startNanos);
            if (!(message.message().orElse(null) instanceof IncMessage.Call call)) {
                say(message);
            } else if (call.id()
                    .filter(id -> calls.containsKey(new CallKey(call.name(), id)))
                    .isEmpty()) {
                made.add(new ReplaySummary.Call(message, call, end(call, ends), call(message.to(), call)));
            }
        }
        return ReplaySummary.of(made);
    }

    private static Optional<Outcome> end(IncMessage.Call call, Map<CallKey, Outcome> ends) {
        return call.id().flatMap(id -> Optional.ofNullable(ends.get(new CallKey(call.name(), id))));
    }

    private static Map<CallKey, Outcome> ends(List<Recorded> messages) {
        Map<CallKey, Outcome> ends = new HashMap<>();
        for (Recorded message : messages) {
            if (message.message().orElse(null) instanceof IncMessage.Result result) {
                ends.putIfAbsent(new CallKey(message.to(), result.id()), result.outcome());
            }
        }
        return ends;
    }

    private void awaitTime(Duration at, long startNanos) throws InterruptedException {
        long dueNanos = startNanos + (long) (at.toNanos() / speed);
        TimeUnit.NANOSECONDS.sleep(dueNanos - System.nanoTime());
    }

    private CompletableFuture<Outcome> call(String target, IncMessage.Call call) throws InterruptedException {
        room.acquire();
        CallOptions options = CallOptions.DEFAULTS.withIdempotent(call.idempotent());
        CompletableFuture<@Nullable Object> made = node.call(
                target,
                call.method(),
                call.params(),
                options.withTimeout(call.deadline().orElse(options.timeout())));
        call.id().ifPresent(id -> calls.put(new CallKey(call.name(), id), made));
        return made.handle((value, failure) -> {
            room.release();
            return failure == null ? new Outcome.Returned(value) : failed(failure);
        });
    }

    private static Outcome failed(Throwable failure) {
        return failure instanceof IncException e
                ? new Outcome.Failed(e.code(), String.valueOf(e.getMessage()), e.data())
                : Outcome.failed(ErrorCode.CANCELLED, "cancelled, as it was");
    }

    /** What is no call: a ping is our own, so that we are answered; results, pongs and goodbyes are for others to say. */
    private void say(Recorded message) {
        IncMessage said = message.message().orElse(null);
        if (said == null) {
            emit(message.to(), message.text().getBytes(UTF_8));
        } else if (said instanceof IncMessage.Ping ping) {
            emit(message.to(), MessageCodec.encode(new IncMessage.Ping(NAME, ping.id(), ping.nodes())));
        } else if (said instanceof IncMessage.Cancel cancel) {
            Optional.ofNullable(calls.get(new CallKey(cancel.name(), cancel.id())))
                    .ifPresent(call -> call.cancel(false));
        }
    }

    private void emit(String to, byte[] text) {
        String namespace = to.isEmpty() ? Mailbox.EVERYBODY : Mailbox.of(to);
        casts.computeIfAbsent(to, any -> bus.visit(namespace, json -> {})).emit(text);
    }

    @Override
    public void close() {
        node.close();
        bus.close();
    }
}
