package network.ara.up.inc;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.bus.Cast;
import network.ara.up.bus.CastListener;
import network.ara.up.bus.Peer;
import network.ara.up.wire.Address;
import network.ara.up.wire.Census;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.IncMessage.Bye;
import network.ara.up.wire.IncMessage.Call;
import network.ara.up.wire.IncMessage.Cancel;
import network.ara.up.wire.IncMessage.Ping;
import network.ara.up.wire.IncMessage.Pong;
import network.ara.up.wire.IncMessage.Result;
import network.ara.up.wire.Mailbox;
import network.ara.up.wire.MessageCodec;
import network.ara.up.wire.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * A node on the bus: answers ping, offers functions, calls others.
 *
 * <pre>{@code
 * Node node = Node.named("resolver")
 *         .requires("dht")
 *         .function("resolve", (parameters, caller) ->
 *                 caller.call("dht", "lookup", List.of(parameters.text(0, "did"))))
 *         .start();
 * Object answer = node.call("dns", "resolve", List.of("dht.ara.local")).get();
 * }</pre>
 *
 * <p>Thread: any.
 */
public final class Node implements AutoCloseable {

    private static final long BYE_MILLIS = 1000;

    private final NodeSettings settings;
    private final long startedMillis = System.currentTimeMillis();
    private final ThreadPoolExecutor executor;
    private final Sweeper sweeper;
    private final OutgoingCalls outgoing;
    private final IncomingCalls incoming;
    private final Pings pings;
    private final Optional<Watch> watch;
    private final Bus bus;
    private final Lines lines;
    private final Cast everybody;
    private final Cast mailbox;
    private volatile String state = "starting"; // set by the author's threads

    Node(NodeSettings settings, BusOptions options) {
        this.settings = settings;
        String name = settings.name();
        String prefix = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
        executor = executor(name, settings.threads());
        sweeper = new Sweeper(name, this::sweep);
        outgoing = new OutgoingCalls(name, prefix);
        incoming = new IncomingCalls(this, settings, executor);
        pings = new Pings(name, prefix, this::emitToEverybody);
        watch = settings.listener().map(listener -> new Watch(name, listener, pings::pokeEverybody));
        bus = Bus.open(options);
        lines = new Lines(bus, this::changed);
        everybody = join(Mailbox.EVERYBODY, new EverybodyListener());
        mailbox = join(Mailbox.of(name), new MailboxListener());
    }

    /** Begins to describe a node; {@link NodeBuilder#start} puts it on the bus. */
    public static NodeBuilder named(String name) {
        return new NodeBuilder(name);
    }

    public String name() {
        return settings.name();
    }

    /** As {@link #call(String, String, Object, CallOptions)}, within 5 s. */
    public CompletableFuture<@Nullable Object> call(String target, String method, Object params) {
        return call(target, method, params, CallOptions.DEFAULTS);
    }

    /** As {@link #call(String, String, Object, CallOptions)}, within this time. */
    public CompletableFuture<@Nullable Object> call(String target, String method, Object params, Duration timeout) {
        return call(target, method, params, CallOptions.DEFAULTS.withTimeout(timeout));
    }

    /**
     * Calls another node's function. The future ends in any case, with the function's value or an {@link IncException}; {@link
     * CompletableFuture#cancel} tells the callee.
     *
     * <p>Thread: what is chained to the future runs on the bus's own thread and must be short; else chain it with an {@code
     * Async} method.
     *
     * @param target a node's name, or {@code NAME@PID} for the instance that is this process
     * @param params a List or a Map of JSON values as {@link network.ara.up.wire.Json} has them
     */
    public CompletableFuture<@Nullable Object> call(String target, String method, Object params, CallOptions options) {
        if (!(params instanceof List || params instanceof Map)) {
            throw new IllegalArgumentException(
                    "parameters are a List or a Map, not a " + params.getClass().getSimpleName());
        }
        CompletableFuture<@Nullable Object> end = outgoing.call(lines.to(target), method, params, options);
        sweeper.arm();
        return end;
    }

    /**
     * Asks who is there.
     *
     * @param nodes whom to ask, everybody if empty; ends as soon as all of them, or every process on the bus, have answered
     * @param timeout when it ends at the latest; the RFC counts answers within 5 s
     */
    public CompletableFuture<List<Census.Answer>> ping(List<String> nodes, Duration timeout) {
        Pings.OpenPing asked = pings.prepare(nodes, timeout);
        var unused = mailbox.settled()
                .thenCombine(everybody.settled(), (others, peers) -> peers)
                .thenAccept(peers -> {
                    if (peers.stream().allMatch(peer -> peer.pid().isPresent())) {
                        asked.present(peers.stream()
                                .map(peer -> peer.pid().getAsLong())
                                .toList());
                    }
                    pings.send(asked);
                });
        for (String node : nodes) {
            lines.to(node).whenLooked(occupant -> {
                if (occupant != Line.Occupant.TARGET) {
                    asked.absent(node);
                }
            });
        }
        sweeper.arm();
        return asked.answers();
    }

    /**
     * Has ara-up boot what does not run of these nodes, with all that they require; completes with their pongs when they are
     * ready.
     */
    public CompletableFuture<List<Pong>> require(List<String> nodes, Duration timeout) {
        return call(Mailbox.LAUNCHER, "require", List.of(nodes), new CallOptions(timeout, true))
                .thenApply(Pongs::of);
    }

    /** Completes when it is on the bus: from then on it is found by whoever asks. */
    public CompletableFuture<Void> joined() {
        return CompletableFuture.allOf(everybody.settled(), mailbox.settled());
    }

    /** Calls that came in the meantime run now. */
    public void ready() {
        state = "ready";
        incoming.ready();
    }

    /** Says bye and leaves the bus. Calls that wait end as cancelled. */
    @Override
    public void close() {
        state = "stopping";
        if (!settings.silent()) {
            sayBye();
        }
        watch.ifPresent(Watch::close);
        mailbox.close();
        everybody.close();
        outgoing.close();
        sweeper.close();
        executor.shutdown();
        bus.close();
    }

    /** Not into the air: in the middle of an election it waits for its end, but not for long. */
    private void sayBye() {
        emitToEverybody(MessageCodec.encode(new Bye(name(), OptionalLong.of(pid()))));
        try {
            everybody.settled().get(BYE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            return; // others find out by themselves
        }
    }

    /** Sends a message to another node's mailbox. Errors: {@link IllegalArgumentException} when it can't be sent. */
    void emitTo(String target, byte[] message) {
        try {
            lines.to(target).emit(message);
        } catch (IllegalStateException e) {
            return; // too much waits for a peer that does not read, or we have left: who waits has a deadline
        }
    }

    private void emitToEverybody(byte[] message) {
        try {
            everybody.emit(message);
        } catch (IllegalStateException e) {
            return; // likewise
        }
    }

    /** One that is silent listens like a passer-by, for else it would be taken for the node of that name. */
    private Cast join(String namespace, CastListener listener) {
        return settings.silent() ? bus.visit(namespace, listener) : bus.join(namespace, listener);
    }

    private void changed(Line line) {
        line.checkSoon();
        sweeper.arm();
    }

    private boolean sweep() {
        long now = System.nanoTime();
        for (Line line : lines.all()) {
            if (line.isCheckDue(now)) {
                check(line);
            }
        }
        boolean calls = outgoing.sweep(now);
        return pings.sweep(now) || calls;
    }

    private void check(Line line) {
        line.whenLooked(occupant -> {
            if (occupant == Line.Occupant.TARGET) {
                pings.poke(line.target());
            } else if (occupant == Line.Occupant.NOBODY) { // a stand-in has our calls booted, or its leader ends them
                outgoing.lost(line);
            }
        });
    }

    /** What this node is, as nobody in particular asks. */
    Pong pong() {
        return pong(Optional.empty());
    }

    private Pong pong(Optional<MessageId> asked) {
        return new Pong(
                Optional.of(name()),
                OptionalLong.of(pid()),
                asked,
                settings.version(),
                OptionalLong.of(startedMillis),
                Optional.of(state),
                settings.offers().keySet().stream().sorted().toList(),
                settings.requires(),
                settings.ports());
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    private static ThreadPoolExecutor executor(String name, int threads) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "function of " + name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Where everybody is asked. */
    private final class EverybodyListener implements CastListener {

        @Override
        public void message(byte[] json) {
            @Nullable IncMessage message = MessageCodec.decode(json).orElse(null);
            if (message instanceof Ping ping && ping.asks(name()) && !settings.silent()) {
                emitTo(ping.name(), MessageCodec.encode(pong(ping.id())));
            } else if (message instanceof Bye bye) {
                bye.pid().ifPresent(pid -> lines.to(bye.name(), bye.pid()).forEach(line -> line.left(pid)));
                watch.ifPresent(it -> it.left(bye));
            }
        }

        @Override
        public void connected() {
            pings.again();
            watch.ifPresent(Watch::newcomer);
        }

        @Override
        public void peer(Peer peer) {
            pings.again();
            watch.ifPresent(Watch::newcomer);
        }
    }

    /** Our own mailbox. */
    private final class MailboxListener implements CastListener {

        @Override
        public void message(byte[] json) {
            @Nullable IncMessage message = MessageCodec.decode(json).orElse(null);
            if (message instanceof Result result) {
                outgoing.ended(result);
            } else if (message instanceof Pong pong) {
                pings.heard(pong);
                pong.name().ifPresent(from -> lines.to(from, pong.pid()).forEach(line -> outgoing.alive(line, pong)));
                watch.ifPresent(it -> it.heard(pong));
            } else if (message instanceof Call call && !settings.silent() && isForUs(call)) {
                incoming.take(call);
            } else if (message instanceof Cancel cancel) {
                incoming.cancel(cancel);
            }
        }

        /** A JavaScript leader sends what it emits itself to those as well who have just connected, whatever their namespace. */
        private boolean isForUs(Call call) {
            return call.target().isEmpty() || Address.of(call.target().get()).means(name(), pid());
        }

        /** Who came back may have a result for us that was lost. */
        @Override
        public void peer(Peer peer) {
            lines.all().forEach(Node.this::changed);
        }

        @Override
        public void connected() {
            lines.all().forEach(Node.this::changed);
        }

        @Override
        public void disconnected() {
            outgoing.busLost();
        }
    }
}
