package network.ara.up.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import network.ara.up.bus.Bus;
import network.ara.up.bus.Cast;
import network.ara.up.bus.CastListener;
import network.ara.up.bus.Peer;
import network.ara.up.model.FunctionCall;
import network.ara.up.model.NodeName;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.Json;
import network.ara.up.wire.Mailbox;
import network.ara.up.wire.MessageCodec;
import network.ara.up.wire.MessageId;
import network.ara.up.wire.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The launcher as a node of the bus: it asks who is there, and answers when it is asked itself.
 *
 * <p>Thread: any may call; the listener is called on the bus's thread.
 */
final class Asker implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Asker.class.getName());

    /** Who asks is told by name; more different ones than this are not machines' but a flood. */
    private static final int MAX_ANSWERED = 256;

    /** What is heard. */
    interface Listener {
        void pong(NodeName name, IncMessage.Pong pong);

        /** Somebody joined the bus: a node that is booting may answer now. */
        void newcomer();

        /**
         * A node answered a call of the launcher's, be it with an error.
         *
         * @param calledNanos when it was called, by {@link System#nanoTime}
         */
        void answered(NodeName name, long calledNanos);
    }

    private final Bus bus;
    private final Listener listener;
    private final Cast everybody;
    private final Cast mailbox;
    /** The ways to those who asked. Any thread. */
    private final Map<String, Cast> askers = new ConcurrentHashMap<>();

    private volatile Optional<Functions> functions = Optional.empty();
    /** The ways into the mailboxes of the project's own nodes. Any thread. */
    private final Map<NodeName, Cast> callees = new ConcurrentHashMap<>();

    private record OpenCall(NodeName callee, long calledNanos, CompletableFuture<Outcome> answer) {}

    private final Map<MessageId, OpenCall> calls = new ConcurrentHashMap<>();

    Asker(Bus bus, Listener listener) {
        this.bus = bus;
        this.listener = listener;
        mailbox = bus.join(Mailbox.of(Mailbox.LAUNCHER), new MailboxListener());
        everybody = bus.join(Mailbox.EVERYBODY, new EverybodyListener());
    }

    /** What the launcher answers to calls. */
    interface Functions {
        /** Sorted. */
        List<String> names();

        /** Thread: the bus's; it must not block. */
        CompletableFuture<Outcome> call(IncMessage.Call call);
    }

    /** From now on calls are answered. */
    void answer(Functions offered) {
        functions = Optional.of(offered);
    }

    /** Completes when answers can be heard and who is on the bus is known. */
    CompletableFuture<Void> joined() {
        return CompletableFuture.allOf(mailbox.settled(), everybody.settled());
    }

    /** Asks these nodes for a pong; none given asks all. */
    void ping(Collection<NodeName> nodes) {
        List<String> names = nodes.stream().map(NodeName::text).toList();
        emit(everybody, new IncMessage.Ping(Mailbox.LAUNCHER, Optional.empty(), names));
    }

    /** As {@link #isOccupied(NodeName)}; fails where the bus does not tell in {@code time}. */
    CompletableFuture<Boolean> isOccupied(NodeName node, Duration time) {
        return bus.look(Mailbox.of(node.text()))
                .orTimeout(time.toNanos(), TimeUnit.NANOSECONDS)
                .thenApply(Asker::isAnybodyIn);
    }

    /** Whether anybody sits in the node's mailbox who is not only there to have it booted. */
    CompletableFuture<Boolean> isOccupied(NodeName node) {
        return bus.look(Mailbox.of(node.text())).thenApply(Asker::isAnybodyIn);
    }

    /** Who only stands in for a node that a call boots is not that node. */
    private static boolean isAnybodyIn(List<Peer> peers) {
        return peers.stream().anyMatch(peer -> !peer.isStandIn());
    }

    /**
     * Calls a function of a node of the project. An answer that says why it failed is an outcome too; where there is
     * none in {@code time}, the future fails.
     */
    CompletableFuture<Outcome> call(NodeName node, FunctionCall function, Duration time) {
        MessageId id = MessageId.of("up-" + UUID.randomUUID());
        List<@Nullable Object> params = new ArrayList<>();
        function.arguments().forEach(argument -> params.add(Json.argument(argument)));
        IncMessage call = new IncMessage.Call(
                Mailbox.LAUNCHER, Optional.of(id), function.function(), params, Optional.of(time), false);
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        calls.put(id, new OpenCall(node, System.nanoTime(), answer));
        Cast callee = callees.computeIfAbsent(node, name -> bus.visit(Mailbox.of(name.text()), json -> {}));
        var unused = callee.settled().thenAccept(peers -> {
            if (peers.isEmpty()) {
                answer.complete(Outcome.failed(ErrorCode.NOT_RUNNING, "'" + node + "' is not on the bus"));
            } else {
                emit(callee, call);
            }
        });
        var unusedToo = answer.orTimeout(time.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((outcome, failure) -> calls.remove(id));
        return answer;
    }

    @Override
    public void close() {
        mailbox.close();
        everybody.close();
    }

    private final class MailboxListener implements CastListener {

        @Override
        public void message(byte[] json) {
            IncMessage message = MessageCodec.decode(json).orElse(null);
            if (message instanceof IncMessage.Pong pong) {
                // Without a name nobody can tell whose it is.
                pong.name()
                        .filter(name -> NodeName.flaw(name).isEmpty())
                        .ifPresent(name -> listener.pong(new NodeName(name), pong));
            } else if (message instanceof IncMessage.Result result) {
                OpenCall open = calls.get(result.id());
                if (open != null) {
                    open.answer().complete(result.outcome());
                    listener.answered(open.callee(), open.calledNanos());
                }
            } else if (message instanceof IncMessage.Call call && call.wantsAnswer()) {
                answer(call);
            }
        }
    }

    private final class EverybodyListener implements CastListener {

        @Override
        public void message(byte[] json) {
            if (MessageCodec.decode(json).orElse(null) instanceof IncMessage.Ping ping && ping.asks(Mailbox.LAUNCHER)) {
                answer(ping);
            }
        }

        @Override
        public void peer(Peer peer) {
            listener.newcomer();
        }
    }

    private void answer(IncMessage.Ping ping) {
        IncMessage.Pong pong = new IncMessage.Pong(
                Optional.of(Mailbox.LAUNCHER),
                OptionalLong.of(ProcessHandle.current().pid()),
                ping.id(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of("ready"),
                functions.map(Functions::names).orElse(List.of()),
                List.of(),
                Map.of());
        send(ping.name(), pong);
    }

    private void answer(IncMessage.Call call) {
        if (functions.isEmpty()) {
            return; // one of ara-up's commands, which only asks: the supervisor answers
        }
        MessageId id = call.id().orElseThrow();
        var unused = functions
                .get()
                .call(call)
                .thenAccept(outcome -> send(call.name(), new IncMessage.Result(Mailbox.LAUNCHER, id, outcome)));
    }

    /** One connection for each asker is kept: a new one for each answer, as in the RFC's example, is never closed. */
    private void send(String to, IncMessage message) {
        if (to.equals(Mailbox.LAUNCHER)) {
            emit(mailbox, message);
        } else if (askers.containsKey(to) || askers.size() < MAX_ANSWERED) {
            emit(askers.computeIfAbsent(to, name -> bus.visit(Mailbox.of(name), json -> {})), message);
        }
    }

    /** What the bus can't take now is lost, as on any bus: whoever waits for an answer asks again. */
    private static void emit(Cast cast, IncMessage message) {
        try {
            cast.emit(MessageCodec.encode(message));
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=not-sent", e);
        }
    }
}
