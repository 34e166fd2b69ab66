package network.ara.up.nodes;

import io.netty.buffer.Unpooled;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import network.ara.up.nodes.Bencode.Malformed;
import network.ara.up.nodes.DhtLookup.Answer;
import network.ara.up.nodes.DhtLookup.Found;
import network.ara.up.nodes.KrpcClient.Unanswered;
import network.ara.up.nodes.KrpcMessage.Query;
import network.ara.up.nodes.KrpcMessage.Response;

/**
 * A DHT node behind an open socket: answers, asks, and keeps its table and store in order.
 *
 * <p>Spec: BEP 5. Thread: the channel's event loop.
 */
final class DhtEngine implements DhtLookup.Network {

    /** Strangers are pinged only while fewer of our queries than this are open, so that a flood starts no other. */
    private static final int MAX_PENDING_FOR_STRANGERS = 64;

    private static final Duration MAINTENANCE = Duration.ofMinutes(1);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);
    private static final Duration FIRST_BOOTSTRAP_PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_BOOTSTRAP_PAUSE = Duration.ofMinutes(1);

    private final DatagramChannel channel;
    private final List<InetSocketAddress> bootstrap;
    private final SecureRandom random = new SecureRandom();
    private final DhtId own = DhtId.random(random);
    private final RoutingTable table = new RoutingTable(own, System.nanoTime());
    private final PeerStore store = new PeerStore(random);
    private final DhtResponder responder = new DhtResponder(own, table, store, random);
    private final KrpcClient client;
    private final List<Future<?>> timers = new ArrayList<>();

    /** Who is being pinged because it asked us something. */
    private final Set<InetSocketAddress> greeting = new HashSet<>();

    private boolean closed;
    private long received;
    private long queries;
    private long malformed;
    private long unexpected;
    private long unsent;

    DhtEngine(DatagramChannel channel, List<InetSocketAddress> bootstrap) {
        this.channel = channel;
        this.bootstrap = bootstrap;
        this.client = new KrpcClient(own, channel.eventLoop(), random, this::send);
    }

    void start() {
        repeat(MAINTENANCE, this::maintain);
        repeat(TOKEN_LIFE, responder::rotateTokens);
        bootstrap(FIRST_BOOTSTRAP_PAUSE);
    }

    void close() {
        closed = true;
        timers.forEach(timer -> timer.cancel(false));
        client.close();
    }

    void datagram(byte[] bytes, InetSocketAddress from) {
        received++;
        try {
            KrpcMessage message = KrpcCodec.decode(bytes);
            if (message instanceof Query query) {
                queries++;
                send(responder.answer(query, from, System.nanoTime()), from);
                greet(query, from);
            } else if (!client.received(message, from)) {
                unexpected++;
            }
        } catch (Malformed e) {
            malformed++;
        }
    }

    CompletionStage<List<InetSocketAddress>> lookup(DhtId infohash) {
        Set<InetSocketAddress> peers =
                new LinkedHashSet<>(store.get(infohash, PeerStore.MAX_PEERS_OF_ONE, System.nanoTime()));
        return search(DhtLookup.forPeers(infohash, this), infohash).thenApply(found -> {
            peers.addAll(found.peers());
            return List.copyOf(peers);
        });
    }

    /** Completes with the number of other nodes that took it. */
    CompletionStage<Integer> announce(DhtId infohash, int port) {
        InetAddress host = channel.localAddress().getAddress();
        InetAddress reachable = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
        store.put(infohash, new InetSocketAddress(reachable, port), System.nanoTime());
        return search(DhtLookup.forPeers(infohash, this), infohash)
                .thenCompose(found -> announce(infohash, port, found.nearest()));
    }

    /** The nearest first. */
    List<DhtNeighbour> nodes() {
        long now = System.nanoTime();
        return table.closest(own, Integer.MAX_VALUE).stream()
                .map(contact -> new DhtNeighbour(contact, table.isGood(contact, now)))
                .toList();
    }

    DhtStats stats() {
        return new DhtStats(
                table.size(),
                store.infohashes(),
                store.size(),
                received,
                queries,
                malformed,
                unexpected,
                unsent,
                client.timedOut());
    }

    @Override
    public DhtId own() {
        return own;
    }

    @Override
    public CompletionStage<Response> ask(
            InetSocketAddress to, Optional<DhtId> expected, String method, Map<String, Object> arguments) {
        return client.ask(to, method, arguments).whenComplete((response, error) -> {
            long now = System.nanoTime();
            Optional<DhtId> actual = Optional.ofNullable(response).map(Response::sender);
            boolean failed = error instanceof Unanswered unanswered ? unanswered.isSilent() : !actual.equals(expected);
            if (failed) {
                expected.ifPresent(id -> table.failed(new DhtContact(id, to), now));
            }
            actual.ifPresent(id -> entered(new DhtContact(id, to), now));
        });
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nobody takes back a task that finds nothing to do
    public void after(Duration delay, Runnable task) {
        channel.eventLoop().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletionStage<Found> search(DhtLookup lookup, DhtId target) {
        List<DhtContact> known = table.closest(target, KBucket.K);
        return lookup.run(known, known.isEmpty() ? bootstrap : List.of());
    }

    private CompletionStage<Integer> announce(DhtId infohash, int port, List<Answer> nodes) {
        List<CompletableFuture<Integer>> taken = new ArrayList<>();
        for (Answer node : nodes) {
            node.token().ifPresent(token -> {
                Map<String, Object> arguments =
                        Map.of("info_hash", infohash.bytes(), "port", (long) port, "token", token);
                taken.add(ask(node.contact(), "announce_peer", arguments)
                        .handle((ok, error) -> error == null ? 1 : 0)
                        .toCompletableFuture());
            });
        }
        return CompletableFuture.allOf(taken.toArray(new CompletableFuture<?>[0]))
                .thenApply(
                        all -> taken.stream().mapToInt(CompletableFuture::join).sum());
    }

    private CompletionStage<Response> ask(DhtContact contact, String method, Map<String, Object> arguments) {
        return ask(contact.address(), Optional.of(contact.id()), method, arguments);
    }

    /** Who asks may be of use to us too: if so it is pinged, as only an answer proves the address. */
    private void greet(Query query, InetSocketAddress from) {
        if (query.readOnly() || from.getPort() == 0) {
            return;
        }
        query.fields().id("id").map(id -> new DhtContact(id, from)).ifPresent(contact -> {
            boolean wanted = table.queried(contact, System.nanoTime());
            if (wanted && client.pending() < MAX_PENDING_FOR_STRANGERS && greeting.add(from)) {
                ask(from, Optional.empty(), "ping", Map.of()).whenComplete((pong, error) -> greeting.remove(from));
            }
        });
    }

    /** A node that answered enters the table; one that stands in its way has to prove that it is alive. */
    private void entered(DhtContact contact, long now) {
        table.answered(contact, now)
                .filter(doubtful -> client.pending() < MAX_PENDING_FOR_STRANGERS)
                .ifPresent(doubtful -> ask(doubtful, "ping", Map.of()));
    }

    /** Looks for our own place until somebody is known. */
    private void bootstrap(Duration pause) {
        if (bootstrap.isEmpty() || closed) {
            return;
        }
        search(DhtLookup.forNodes(own, this), own).thenAccept(found -> {
            if (table.size() == 0) {
                Duration next = pause.multipliedBy(2);
                after(pause, () -> bootstrap(next.compareTo(LAST_BOOTSTRAP_PAUSE) < 0 ? next : LAST_BOOTSTRAP_PAUSE));
            }
        });
    }

    private void maintain() {
        long now = System.nanoTime();
        store.expire(now);
        table.questionable(now).forEach(contact -> ask(contact, "ping", Map.of()));
        table.refreshTargets(now, random).forEach(target -> search(DhtLookup.forNodes(target, this), target));
        if (table.size() == 0) {
            bootstrap(LAST_BOOTSTRAP_PAUSE);
        }
    }

    private void repeat(Duration period, Runnable task) {
        long millis = period.toMillis();
        timers.add(channel.eventLoop().scheduleAtFixedRate(task, millis, millis, TimeUnit.MILLISECONDS));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a datagram that could not be sent is a lost one, as any
    private void send(KrpcMessage message, InetSocketAddress to) {
        if (!channel.isWritable()) {
            // Datagrams may be lost anywhere: better here than in a queue without an end.
            unsent++;
            return;
        }
        channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(KrpcCodec.encode(message)), to));
    }
}
