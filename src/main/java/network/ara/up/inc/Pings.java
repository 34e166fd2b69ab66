package network.ara.up.inc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import network.ara.up.wire.Address;
import network.ara.up.wire.Census;
import network.ara.up.wire.IncMessage.Ping;
import network.ara.up.wire.IncMessage.Pong;
import network.ara.up.wire.MessageCodec;
import network.ara.up.wire.MessageId;

/** The pings of one node, and the pongs that come back. */
final class Pings {

    private final String name;
    private final String prefix;
    private final Consumer<byte[]> toEverybody;
    private final AtomicLong count = new AtomicLong();
    private final List<OpenPing> open = new CopyOnWriteArrayList<>();

    /** @param prefix makes ids unlike those of other processes */
    Pings(String name, String prefix, Consumer<byte[]> toEverybody) {
        this.name = name;
        this.prefix = prefix;
        this.toEverybody = toEverybody;
    }

    /** Asks a node for a sign of life; whoever hears its pong acts on it. */
    void poke(String node) {
        emit(ping(List.of(Address.of(node).name())));
    }

    /** Asks everybody; whoever hears the pongs acts on them. */
    void pokeEverybody() {
        emit(ping(List.of()));
    }

    /** Its time runs from now; it goes out with {@link #send}. */
    OpenPing prepare(List<String> nodes, Duration timeout) {
        OpenPing asked = new OpenPing(new Census(ping(nodes)), timeout);
        open.add(asked);
        return asked;
    }

    /** Only now, since a pong that comes before the mailbox is joined is lost. */
    void send(OpenPing asked) {
        emit(asked.send());
    }

    /** Somebody came, or came back after an election: asked again, whoever has answered is not counted twice. */
    void again() {
        open.stream().filter(OpenPing::isSent).forEach(asked -> emit(asked.ping()));
    }

    /** Loop thread. */
    void heard(Pong pong) {
        open.forEach(asked -> asked.heard(pong));
    }

    /** Ends what is complete or overdue. Returns whether some still wait. */
    boolean sweep(long nowNanos) {
        open.removeIf(asked -> asked.endIfOver(nowNanos));
        return !open.isEmpty();
    }

    private Ping ping(List<String> nodes) {
        return new Ping(name, Optional.of(MessageId.of(prefix + "-p" + count.incrementAndGet())), nodes);
    }

    private void emit(Ping ping) {
        toEverybody.accept(MessageCodec.encode(ping));
    }

    /** One that waits for its pongs. */
    static final class OpenPing {

        private final Census census; // guarded by this
        private boolean sent; // guarded by this
        private final long deadlineNanos;
        private final CompletableFuture<List<Census.Answer>> answers = new CompletableFuture<>();

        private OpenPing(Census census, Duration timeout) {
            this.census = census;
            this.deadlineNanos = System.nanoTime() + timeout.toNanos();
        }

        CompletableFuture<List<Census.Answer>> answers() {
            return answers;
        }

        /** These processes are where everybody is asked: when all have answered, nobody is missing. */
        synchronized void present(List<Long> pids) {
            census.present(pids);
        }

        /** Nobody is in this node's mailbox. */
        synchronized void absent(String node) {
            census.absent(node);
        }

        private synchronized Ping send() {
            sent = true;
            census.sent(System.nanoTime());
            return census.ping();
        }

        private synchronized boolean isSent() {
            return sent;
        }

        private synchronized Ping ping() {
            return census.ping();
        }

        /** Nodes that were asked by name are all that matters; of everybody, a process may hold several. */
        private void heard(Pong pong) {
            synchronized (this) {
                census.heard(pong, System.nanoTime());
                if (census.ping().nodes().isEmpty() || !census.isComplete()) {
                    return;
                }
            }
            end();
        }

        private boolean endIfOver(long nowNanos) {
            synchronized (this) {
                if (!census.isComplete() && deadlineNanos - nowNanos > 0) {
                    return false;
                }
            }
            end();
            return true;
        }

        private void end() {
            List<Census.Answer> all;
            synchronized (this) {
                all = census.answers();
            }
            answers.complete(all);
        }
    }
}
