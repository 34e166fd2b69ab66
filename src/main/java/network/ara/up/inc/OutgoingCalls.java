package network.ara.up.inc;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.IncMessage.Call;
import network.ara.up.wire.IncMessage.Cancel;
import network.ara.up.wire.IncMessage.Pong;
import network.ara.up.wire.IncMessage.Result;
import network.ara.up.wire.MessageCodec;
import network.ara.up.wire.MessageId;
import network.ara.up.wire.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one node to others. Each ends exactly once: whoever takes it out of the table completes it.
 *
 * <p>A message may be lost when the bus changes its leader, so a callee that keeps calls waiting is pinged; if it answers as one
 * that remembers ids, and was not started anew in between, what waits is sent to it again.
 */
final class OutgoingCalls {

    private final String name;
    private final String prefix;
    private final AtomicLong count = new AtomicLong();
    private final Map<MessageId, OutgoingCall> waiting = new ConcurrentHashMap<>();

    /** @param prefix makes ids unlike those of other processes */
    OutgoingCalls(String name, String prefix) {
        this.name = name;
        this.prefix = prefix;
    }

    CompletableFuture<@Nullable Object> call(Line line, String method, Object params, CallOptions options) {
        MessageId id = MessageId.of(prefix + '-' + count.incrementAndGet());
        Optional<String> target = Optional.of(line.target());
        Call message =
                new Call(name, Optional.of(id), method, params, Optional.empty(), options.idempotent(), target, false);
        OutgoingCall call = new OutgoingCall(message, line, options.timeout(), this::cancelled);
        waiting.put(id, call);
        line.begin();
        line.whenOccupied(occupied -> {
            if (occupied) {
                send(call);
            } else {
                fail(call, ErrorCode.NOT_RUNNING, "is not running");
            }
        });
        return call;
    }

    private void send(OutgoingCall call) {
        if (!call.claimSending()) {
            return;
        }
        if (call.line().standsIn()) {
            call.heldSince(call.line().losses());
        }
        try {
            call.line().emit(MessageCodec.encode(call.message(false)));
        } catch (IllegalArgumentException e) {
            fail(call, ErrorCode.BAD_PARAMETERS, "was not called: " + e.getMessage());
        } catch (IllegalStateException e) { // too much waits: perhaps it goes out later
            call.unsend();
            call.line().checkSoon();
        }
    }

    private static void sendAgain(OutgoingCall call) {
        try {
            call.line().emit(MessageCodec.encode(call.message(!call.call().idempotent())));
        } catch (IllegalStateException e) {
            call.line().checkSoon();
        }
    }

    /** A result from our mailbox; a repeated one, or one that nobody waits for any more, is nobody's. Loop thread. */
    void ended(Result result) {
        OutgoingCall call = take(result.id());
        if (call == null) {
            return;
        }
        call.line().answered();
        if (result.outcome() instanceof Outcome.Failed failed) {
            call.completeExceptionally(new IncException(failed, call.line().target()));
        } else if (result.outcome() instanceof Outcome.Returned returned) {
            call.complete(returned.value());
        }
    }

    /** Its callee answered a ping of ours. Loop thread. */
    void alive(Line line, Pong pong) {
        if (pong.pid().isPresent() && pong.startedMillis().isPresent()) {
            line.started(pong.pid().getAsLong(), pong.startedMillis().getAsLong());
        }
        each(call -> call.line() == line, call -> {
            if (!call.wasSent()) {
                send(call);
            } else if (call.call().idempotent()) {
                sendAgain(call);
            } else if (pong.startedMillis().isPresent()) {
                if (call.isHeld()) {
                    call.arrives(); // booted after it was sent, and the first that was: nobody can have run it
                }
                sendAgainTo(pong.startedMillis().getAsLong(), call);
            }
        });
    }

    /**
     * Who tells when it started remembers ids; but one that started later than the call does not know this one. Of several
     * instances an older one may have it: then that one's pong, or its end, tells more.
     */
    private void sendAgainTo(long startedMillis, OutgoingCall call) {
        if (call.wasSentSince(startedMillis)) {
            sendAgain(call);
        } else if (call.line().hasElder(call.sentMillis(), call.isLongDoubted())) {
            return;
        } else if (call.line().keepsStandIn() && !call.hasLostBus()) {
            call.orphan(); // its leader, who knows the call, answers, or the deadline ends it
        } else {
            fail(call, ErrorCode.OUTCOME_UNKNOWN, "was started anew while it was called");
        }
    }

    /** The callee is gone. */
    void lost(Line line) {
        each(
                call -> call.line() == line && call.wasSent(),
                call -> fail(call, ErrorCode.OUTCOME_UNKNOWN, "ended while it was called"));
    }

    /** The leader of the bus is gone, and perhaps messages with it. Loop thread. */
    void busLost() {
        waiting.values().forEach(OutgoingCall::loseBus);
    }

    /** Ends what is overdue. Returns whether calls still wait. */
    boolean sweep(long nowNanos) {
        each(call -> call.isDone() || call.isOverdue(nowNanos), this::expire);
        return !waiting.isEmpty();
    }

    private void expire(OutgoingCall call) {
        if (!call.wasSent() && call.wasRefused()) {
            fail(call, ErrorCode.OVERLOADED, "was not called in time: too much waits to be sent");
        } else if (!call.wasSent()) {
            fail(call, ErrorCode.TIMED_OUT, "was not called in time: the bus was not reached");
        } else if (call.hasLostBus()) {
            fail(call, ErrorCode.OUTCOME_UNKNOWN, "did not answer in time, and the bus was lost meanwhile");
        } else if (call.isOrphaned()) {
            fail(call, ErrorCode.OUTCOME_UNKNOWN, "did not answer in time, and was started anew meanwhile");
        } else {
            fail(call, ErrorCode.TIMED_OUT, "did not answer in time");
        }
    }

    private void cancelled(OutgoingCall call) {
        if (take(id(call)) != null && call.wasSent()) {
            try {
                call.line().emit(MessageCodec.encode(new Cancel(name, id(call))));
            } catch (IllegalStateException e) {
                return; // the callee runs on in vain: it was only a favour
            }
        }
    }

    void close() {
        each(call -> true, call -> fail(call, ErrorCode.CANCELLED, "was not waited for: this node left"));
    }

    private void fail(OutgoingCall call, ErrorCode code, String what) {
        if (take(id(call)) != null) {
            String target = call.line().target();
            Outcome.Failed failed = new Outcome.Failed(code.code(), "'" + target + "' " + what, null);
            call.completeExceptionally(new IncException(failed, target));
        }
    }

    private @Nullable OutgoingCall take(MessageId id) {
        OutgoingCall call = waiting.remove(id);
        if (call != null) {
            call.line().end();
        }
        return call;
    }

    private void each(Predicate<OutgoingCall> which, Consumer<OutgoingCall> action) {
        waiting.values().stream().filter(which).toList().forEach(action);
    }

    private static MessageId id(OutgoingCall call) {
        return call.call().id().orElseThrow();
    }
}
