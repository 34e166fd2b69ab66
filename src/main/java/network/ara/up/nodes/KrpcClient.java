package network.ara.up.nodes;

import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import network.ara.up.nodes.KrpcMessage.Failure;
import network.ara.up.nodes.KrpcMessage.Fields;
import network.ara.up.nodes.KrpcMessage.Query;
import network.ara.up.nodes.KrpcMessage.Response;

/**
 * The queries of ours that wait for an answer. Each is sent up to twice, and ends in exactly one way.
 *
 * <p>Thread: the event loop given, on which the futures complete too.
 */
final class KrpcClient {

    /** A query is sent again after the first of these, and given up after the second. */
    private static final List<Duration> PATIENCE = List.of(Duration.ofMillis(700), Duration.ofMillis(1300));

    private static final int MAX_PENDING = 1024;

    private final DhtId own;
    private final EventExecutor loop;
    private final Random random;
    private final BiConsumer<KrpcMessage, InetSocketAddress> out;
    private final Map<ByteString, Pending> pending = new HashMap<>();
    private boolean closed;
    private long timedOut;

    KrpcClient(DhtId own, EventExecutor loop, Random random, BiConsumer<KrpcMessage, InetSocketAddress> out) {
        this.own = own;
        this.loop = loop;
        this.random = random;
        this.out = out;
    }

    /** A query that got no answer, or an error for one. Has no stack trace: nothing went wrong on our side. */
    static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean silent;

        private Unanswered(String message, boolean silent) {
            super(message, null, false, false);
            this.silent = silent;
        }

        /** Whether nothing came, which counts against the node. */
        boolean isSilent() {
            return silent;
        }
    }

    private record Pending(
            Query query, InetSocketAddress to, CompletableFuture<Response> answer, Future<?> timer, int attempt) {}

    /** Errors: {@link Unanswered}. */
    CompletionStage<Response> ask(InetSocketAddress to, String method, Map<String, Object> arguments) {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        if (closed || pending.size() >= MAX_PENDING) {
            String reason = closed ? "the node is closed" : "too many queries wait for an answer";
            answer.completeExceptionally(new Unanswered(reason, false));
            return answer;
        }
        Map<String, Object> fields = new HashMap<>(arguments);
        fields.put("id", own.bytes());
        send(new Query(newTransaction(), method, false, new Fields(fields)), to, answer, 0);
        return answer;
    }

    /** A message that answers. Returns whether a query of ours to that address waited for it. */
    boolean received(KrpcMessage message, InetSocketAddress from) {
        Pending query = pending.get(message.transaction());
        if (query == null || !query.to.equals(from)) {
            return false;
        }
        pending.remove(message.transaction());
        query.timer.cancel(false);
        if (message instanceof Response response) {
            query.answer.complete(response);
        } else if (message instanceof Failure failure) {
            String text = "error " + failure.code().number() + ": " + failure.message();
            query.answer.completeExceptionally(new Unanswered(text, false));
        }
        return true;
    }

    /** Ends all queries. */
    void close() {
        closed = true;
        List<Pending> open = List.copyOf(pending.values());
        pending.clear();
        for (Pending query : open) {
            query.timer.cancel(false);
            query.answer.completeExceptionally(new Unanswered("the node is closed", false));
        }
    }

    int pending() {
        return pending.size();
    }

    long timedOut() {
        return timedOut;
    }

    private void send(Query query, InetSocketAddress to, CompletableFuture<Response> answer, int attempt) {
        long patience = PATIENCE.get(attempt).toMillis();
        Future<?> timer = loop.schedule(() -> expired(query.transaction()), patience, TimeUnit.MILLISECONDS);
        pending.put(query.transaction(), new Pending(query, to, answer, timer, attempt));
        out.accept(query, to);
    }

    private void expired(ByteString transaction) {
        Pending query = pending.remove(transaction);
        if (query == null) {
            return;
        }
        if (query.attempt + 1 < PATIENCE.size()) {
            send(query.query, query.to, query.answer, query.attempt + 1);
        } else {
            timedOut++;
            query.answer.completeExceptionally(new Unanswered(query.to + " is silent", true));
        }
    }

    private ByteString newTransaction() {
        byte[] bytes = new byte[4];
        ByteString transaction;
        do {
            random.nextBytes(bytes);
            transaction = ByteString.of(bytes);
        } while (pending.containsKey(transaction));
        return transaction;
    }
}
