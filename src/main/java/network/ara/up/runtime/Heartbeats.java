package network.ara.up.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import network.ara.up.model.Liveness;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.process.DaemonThreads;
import network.ara.up.process.ProcessIdentity;
import network.ara.up.wire.IncMessage;
import org.jspecify.annotations.Nullable;

/**
 * Asks nodes that are ready, again and again, whether they still answer; nobody but the launcher does. All that are due
 * are asked by one ping: those of the same interval always are at the same time. Other probes are spread.
 *
 * <p>A miss is a try that was really made and given its time: one whose end comes late, since the machine was suspended or
 * overloaded, says nothing, nor does a ping on a bus that does not work. Whatever is heard of a node meanwhile breaks the
 * row (traps.md 22).
 *
 * <p>Thread: any. Listeners are called on a thread of its own, the changes of a node in their order.
 */
final class Heartbeats implements AutoCloseable {

    private static final Probe PING = new Probe.Inc();

    /** As much later than planned may the end of any try come, and it counts. */
    private static final long LATENESS_NANOS = 100_000_000;

    private final Optional<Asker> asker;
    private final Attempts attempts;
    private final LongSupplier nanoTime;
    private final long originNanos;
    private final Map<NodeName, Heartbeat> beats = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor clock;

    /** When each is pinged next. Of the clock's thread. */
    private final Map<Heartbeat, Long> pingDue = new HashMap<>();
    /** Of the clock's thread. */
    private @Nullable ScheduledFuture<?> nextRound;

    /** @param asker empty without a bus: then nobody is pinged or called */
    Heartbeats(Optional<Asker> asker, Attempts attempts) {
        this(asker, attempts, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    Heartbeats(Optional<Asker> asker, Attempts attempts, LongSupplier nanoTime) {
        this.asker = asker;
        this.attempts = attempts;
        this.nanoTime = nanoTime;
        this.originNanos = nanoTime.getAsLong();
        clock = new ScheduledThreadPoolExecutor(
                1,
                DaemonThreads.named("heartbeat"),
                new ThreadPoolExecutor.DiscardPolicy()); // what comes after the end
        clock.setRemoveOnCancelPolicy(true);
    }

    /**
     * The node is ready: asks it until {@link #end}. It counts as alive at first.
     *
     * @param process empty where it is not known; then any that answers in the node's name counts
     */
    void begin(NodeSpec spec, Optional<ProcessIdentity> process, Heartbeat.Listener listener) {
        end(spec.name());
        List<Probe> probes = spec.alive().probes().stream()
                .filter(probe -> canBeTried(probe, process))
                .toList();
        if (!probes.isEmpty()) {
            Heartbeat beat = new Heartbeat(spec, process, probes, nanoTime.getAsLong(), listener, clock);
            beats.put(spec.name(), beat);
            clock.execute(() -> first(beat));
        }
    }

    private boolean canBeTried(Probe probe, Optional<ProcessIdentity> process) {
        if (probe instanceof Probe.Inc || probe instanceof Probe.Call) {
            return asker.isPresent();
        }
        return process.isPresent() || !(probe instanceof Probe.Udp);
    }

    /** Nothing of the node counts any more, and no try of it is left. */
    void end(NodeName name) {
        Heartbeat beat = beats.remove(name);
        if (beat != null) {
            beat.end();
        }
    }

    /** Any pong of the process, and of those that it started, is a sign of life, whatever it says. */
    void pongHeard(NodeName name, IncMessage.Pong pong) {
        Heartbeat beat = beats.get(name);
        if (beat != null && beat.isOwn(pong.pid())) {
            beat.sign(PING, nanoTime.getAsLong());
        }
    }

    /** It answered a call that was made at {@code calledNanos}: a sign of life, be it with an error. */
    void answered(NodeName name, long calledNanos) {
        Heartbeat beat = beats.get(name);
        if (beat != null && beat.hasBegun(calledNanos)) {
            beat.sign(PING, nanoTime.getAsLong());
        }
    }

    private void first(Heartbeat beat) {
        for (Probe probe : beat.probes()) {
            if (!(probe instanceof Probe.Inc)) {
                long interval = beat.liveness().interval().toNanos();
                after(ThreadLocalRandom.current().nextLong(interval), () -> attempt(beat, probe));
            }
        }
        if (beat.isPinged()) {
            pingDue.put(beat, nextBeat(beat.liveness(), nanoTime.getAsLong()));
            planRound();
        }
    }

    /** When all of its interval are pinged next. */
    private long nextBeat(Liveness liveness, long nanos) {
        long interval = liveness.interval().toNanos();
        return originNanos + (Math.floorDiv(nanos - originNanos, interval) + 1) * interval;
    }

    private void planRound() {
        pingDue.keySet().removeIf(Heartbeat::isOver);
        if (nextRound != null) {
            nextRound.cancel(false);
        }
        long now = nanoTime.getAsLong();
        pingDue.values().stream()
                .mapToLong(due -> due - now)
                .min()
                .ifPresent(pause -> nextRound = after(pause, this::round));
    }

    private void round() {
        long now = nanoTime.getAsLong();
        List<Heartbeat> due = pingDue.entrySet().stream()
                .filter(entry -> !entry.getKey().isOver() && entry.getValue() - now <= 0)
                .map(Map.Entry::getKey)
                .toList();
        if (!due.isEmpty()) {
            asker.ifPresent(launcher -> launcher.ping(
                    due.stream().map(beat -> beat.spec().busName()).distinct().toList()));
        }
        for (Heartbeat beat : due) {
            Liveness liveness = beat.liveness();
            Duration more = liveness.timeout().minus(liveness.interval());
            // A ping that may take longer than the interval has its time before the next.
            pingDue.put(beat, nextBeat(liveness, now + Math.max(0, more.toNanos())));
            after(liveness.timeout().toNanos(), () -> judgePing(beat, now));
        }
        planRound();
    }

    private void judgePing(Heartbeat beat, long pingedNanos) {
        if (beat.isOver()
                || beat.isHeardSince(PING, pingedNanos)
                || isLate(pingedNanos, beat.liveness().timeout())) {
            return;
        }
        // Whether the node or the bus is silent: the bus tells who is in the node's mailbox, if it works.
        asker.ifPresent(launcher -> launcher.isOccupied(
                        beat.spec().busName(), beat.liveness().timeout())
                .thenAccept(occupied -> {
                    Duration silence = beat.silence(PING, nanoTime.getAsLong());
                    String where = occupied ? "" : ", and it is not on the bus";
                    beat.missed(PING, pingedNanos, "no pong for " + ProbeText.of(silence) + where);
                }));
    }

    private void attempt(Heartbeat beat, Probe probe) {
        if (beat.isOver()) {
            return;
        }
        Liveness liveness = beat.liveness();
        long begun = nanoTime.getAsLong();
        CompletableFuture<Optional<String>> attempt =
                attempts.of(beat.spec(), probe, beat.process(), liveness.timeout());
        beat.tries().add(probe, attempt);
        // Cancelled ones are of a heartbeat that is over.
        var unused = attempt.thenAccept(failure -> {
            if (failure.isEmpty()) {
                beat.sign(probe, nanoTime.getAsLong());
            } else if (!isLate(begun, liveness.timeout())) {
                beat.missed(probe, begun, failure.get());
            }
            after(begun + liveness.interval().toNanos() - nanoTime.getAsLong(), () -> attempt(beat, probe));
        });
    }

    /** Whether the end of a try that began then comes so late that nobody can say why. */
    private boolean isLate(long begunNanos, Duration timeout) {
        long late = nanoTime.getAsLong() - begunNanos - timeout.toNanos();
        return late > Math.max(LATENESS_NANOS, timeout.toNanos() / 2);
    }

    private ScheduledFuture<?> after(long nanos, Runnable task) {
        return clock.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        beats.keySet().forEach(this::end);
    }
}
