package network.ara.up.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.ara.up.bus.Bus;
import network.ara.up.bus.Cast;
import network.ara.up.bus.Peer;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.Mailbox;
import network.ara.up.wire.MessageCodec;
import network.ara.up.wire.MessageId;

/**
 * Who is on this machine now: one ping, and all that answer it. It ends as soon as every process on the bus has
 * answered, so it takes the RFC's five seconds only where one of them does not.
 *
 * <p>Thread: {@link #take} blocks its caller; answers come on the bus's thread.
 */
public final class RollCall {

    /** A process may be several nodes: after the last process has answered, this long is listened for more. */
    private static final Duration GRACE = Duration.ofMillis(50);

    /** One node that answered. */
    public record Answer(IncMessage.Pong pong, Duration roundTrip) {}

    private final Bus bus;
    private final Collection<String> names;
    private final MessageId id = MessageId.of(Long.toHexString(System.nanoTime()));
    /** What came so far. {@code this} guards it. */
    private final List<Answer> answers = new ArrayList<>();

    /** The pids, or the names where names were given, that have not answered yet. {@code this} guards it. */
    private final Set<Object> silent = new HashSet<>();

    private final CompletableFuture<Void> complete = new CompletableFuture<>();
    private volatile long sentNanos;

    /** @param names who is asked; none means everybody */
    public RollCall(Bus bus, Collection<String> names) {
        this.bus = bus;
        this.names = List.copyOf(names);
    }

    /**
     * The answers that came in time, as they came.
     *
     * <p>Errors: {@link TimeoutException} when the bus itself was not joined in that time.
     */
    public List<Answer> take(Duration timeout) throws InterruptedException, TimeoutException {
        try (Cast mailbox = bus.join(Mailbox.of(Asker.NAME), this::heard);
                Cast everybody = bus.join(Mailbox.EVERYBODY, json -> {})) {
            await(CompletableFuture.allOf(mailbox.settled(), everybody.settled()), timeout);
            expect(everybody.peers());
            sentNanos = System.nanoTime();
            everybody.emit(MessageCodec.encode(new IncMessage.Ping(Asker.NAME, Optional.of(id), List.copyOf(names))));
            checkComplete();
            listen(timeout);
            synchronized (this) {
                return List.copyOf(answers);
            }
        }
    }

    private void listen(Duration timeout) throws InterruptedException {
        try {
            await(complete, timeout);
            if (names.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(GRACE.toMillis());
            }
        } catch (TimeoutException e) {
            // Who is silent for so long is not counted (INC §2).
        }
    }

    private static void await(CompletableFuture<Void> future, Duration timeout)
            throws InterruptedException, TimeoutException {
        try {
            future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** An empty mailbox is an answer too. */
    private void expect(List<Peer> peers) {
        synchronized (this) {
            if (names.isEmpty()) {
                peers.stream()
                        .map(Peer::pid)
                        .filter(OptionalLong::isPresent)
                        .forEach(pid -> silent.add(pid.getAsLong()));
                silent.remove(ProcessHandle.current().pid());
            } else {
                silent.addAll(names);
            }
        }
        for (String name : names) {
            var unused = bus.look(Mailbox.of(name)).thenAccept(there -> {
                if (there.isEmpty()) {
                    answered(name);
                }
            });
        }
    }

    private void heard(byte[] json) {
        if (MessageCodec.decode(json).orElse(null) instanceof IncMessage.Pong pong
                && pong.id().filter(other -> !other.equals(id)).isEmpty()) {
            synchronized (this) {
                answers.add(new Answer(pong, Duration.ofNanos(System.nanoTime() - sentNanos)));
            }
            pong.name().ifPresent(this::answered);
            pong.pid().ifPresent(this::answered);
        }
    }

    private void answered(Object nameOrPid) {
        synchronized (this) {
            silent.remove(nameOrPid);
        }
        checkComplete();
    }

    private synchronized void checkComplete() {
        if (silent.isEmpty()) {
            complete.complete(null);
        }
    }
}
