package network.ara.up.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.process.DaemonThreads;
import network.ara.up.process.LogFollower;
import network.ara.up.process.ProcessGroup;
import network.ara.up.process.ProcessIdentity;
import network.ara.up.wire.IncMessage;

/**
 * Tries the probes of nodes that are starting until they pass. The first tries come quickly, so that a fast node is not
 * held up by its interval; pings for all nodes are one message, also sent whenever somebody joins the bus.
 *
 * <p>Thread: any.
 */
final class Prober implements AutoCloseable {

    private static final long FIRST_PAUSE_MILLIS = 5;

    private final Consumer<List<NodeName>> ping;
    private final Wires wires;
    private final LogFollower follower;
    private final Map<NodeName, Readying> readying = new ConcurrentHashMap<>();
    /** What nodes lacked when their last starts ended; empty texts for those that lacked nothing. */
    private final Map<NodeName, String> lacking = new ConcurrentHashMap<>();

    private final AtomicBoolean pinging = new AtomicBoolean();
    private final Attempts attempts;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("probe-clock"));

    /** @param ping asks the nodes on the bus; its answers come back through {@link #pongHeard} */
    Prober(Consumer<List<NodeName>> ping, Wires wires, Attempts attempts, LogFollower follower) {
        this.ping = ping;
        this.wires = wires;
        this.attempts = attempts;
        this.follower = follower;
    }

    /** Tries until all probes have passed, or {@link #end}. */
    void await(Readying node, Records.Remembered start, Path log) {
        NodeName name = node.spec().name();
        wires.found(name, Map.of());
        lacking.remove(name);
        readying.put(name, node);
        for (Probe probe : node.open()) {
            if (probe instanceof Probe.Log wanted) {
                node.add(follower.follow(log, start.logOffset(), line -> {
                    LogMatch.of(wanted.pattern(), line).ifPresent(groups -> {
                        if (!node.isDone()) {
                            wires.found(node.spec().name(), groups);
                            node.pass(wanted);
                        }
                    });
                }));
            } else if (!(probe instanceof Probe.Inc)) {
                attempt(node, probe, FIRST_PAUSE_MILLIS);
            }
        }
        pingUnlessNobodyWaits();
    }

    private void pingUnlessNobodyWaits() {
        if (readying.values().stream().anyMatch(Readying::waitsForPong) && pinging.compareAndSet(false, true)) {
            pingAfter(FIRST_PAUSE_MILLIS);
        }
    }

    void end(NodeName name) {
        Readying node = readying.remove(name);
        if (node != null) {
            node.end();
            lacking.put(name, node.lacks());
        }
    }

    /**
     * Why the node is not ready, or was not when its start ended: what each probe that has not passed said last. Empty
     * where all have passed.
     */
    String openProbes(NodeName name) {
        Readying node = readying.get(name);
        return node != null ? node.lacks() : lacking.getOrDefault(name, "");
    }

    /** One try of each probe that says something of a process that we did not start. */
    CompletableFuture<Boolean> once(NodeSpec spec) {
        List<CompletableFuture<Optional<String>>> tries = spec.ready().probes().stream()
                .filter(probe -> !(probe instanceof Probe.Log || probe instanceof Probe.Udp))
                .map(probe -> attempts.of(spec, probe, Optional.empty(), Attempts.usualTime(spec, probe)))
                .toList();
        return CompletableFuture.allOf(tries.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        tries.stream().allMatch(attempt -> attempt.join().isEmpty()));
    }

    /** A pong counts for the process that was started, and for those that it started; one without a pid for any. */
    void pongHeard(NodeName name, IncMessage.Pong pong) {
        Readying node = readying.get(name);
        if (node == null) {
            return;
        } else if (pong.pid().isPresent() && !isOf(node.process(), pong.pid().getAsLong())) {
            String stranger = "a pong of pid " + pong.pid().getAsLong() + ", which is none of its processes";
            node.failed(new Probe.Inc(), stranger);
        } else if (pong.state().filter("starting"::equals).isPresent()) {
            node.failed(new Probe.Inc(), "its pong says that it is starting");
        } else {
            node.pass(new Probe.Inc());
        }
    }

    /** Whether the pid is that of the process, or of one that it started. */
    static boolean isOf(ProcessIdentity process, long pid) {
        return process.pid() == pid
                || ProcessGroup.ledBy(process).members().stream().anyMatch(member -> member.pid() == pid);
    }

    /** Whoever joined may be one of those that are waited for. */
    void newcomer() {
        pingWhoWaits();
    }

    private void attempt(Readying node, Probe probe, long pauseMillis) {
        if (node.isDone()) {
            return;
        }
        Duration limit = Attempts.usualTime(node.spec(), probe);
        CompletableFuture<Optional<String>> attempt =
                attempts.of(node.spec(), probe, Optional.of(node.process()), limit);
        node.tries().add(probe, attempt);
        var unused = attempt.thenAccept(failure -> {
            if (failure.isEmpty()) {
                node.pass(probe);
            } else {
                node.failed(probe, failure.get());
                long next =
                        Math.min(pauseMillis * 2, node.spec().ready().interval().toMillis());
                schedule(() -> attempt(node, probe, next), pauseMillis);
            }
        });
    }

    private void pingAfter(long pauseMillis) {
        schedule(
                () -> {
                    long interval = pingWhoWaits();
                    if (interval == 0) {
                        pinging.set(false);
                        pingUnlessNobodyWaits(); // one may have come between the two lines above
                    } else {
                        pingAfter(Math.min(pauseMillis * 2, interval));
                    }
                },
                pauseMillis);
    }

    /** Returns the shortest interval of those that wait, in milliseconds, or 0 when none does. */
    private long pingWhoWaits() {
        List<NodeName> waiting = new ArrayList<>();
        long interval = Long.MAX_VALUE;
        for (Readying node : readying.values()) {
            if (node.waitsForPong()) {
                waiting.add(node.spec().busName());
                interval = Math.min(interval, node.spec().ready().interval().toMillis());
            }
        }
        if (waiting.isEmpty()) {
            return 0;
        }
        ping.accept(waiting.stream().distinct().toList());
        return interval;
    }

    private void schedule(Runnable task, long millis) {
        var unused = clock.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        readying.values().forEach(Readying::end);
        attempts.close();
    }
}
