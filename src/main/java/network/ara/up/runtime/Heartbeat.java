package network.ara.up.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import network.ara.up.model.Liveness;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.process.ProcessIdentity;

/**
 * One process that answered once: which of its probes were missed since, and how often in a row. Another incarnation has
 * another of these, so that nothing of an earlier one counts for it (traps.md 4).
 *
 * <p>Thread: any; {@code this} guards all fields that change.
 */
final class Heartbeat {

    /** Is told when a node stops to answer, and when it answers again. It must not block. */
    interface Listener {
        /**
         * Once for each change.
         *
         * @param reason names the probe and what happened; empty for one that is alive
         */
        void changed(boolean alive, String reason);
    }

    private final NodeSpec spec;
    private final Optional<ProcessIdentity> process;
    private final List<Probe> probes;
    private final long beganNanos;
    private final Listener listener;
    private final Executor teller;
    private final Map<Probe, Long> signs = new HashMap<>();
    private final Map<Probe, Integer> misses = new HashMap<>();
    private final Tries tries = new Tries();
    /** One of the process's own that answered pings in its place, as a program behind a shell does. */
    private Optional<ProcessIdentity> member = Optional.empty();

    private boolean alive = true;

    /**
     * @param process empty where it is not known, as of an external node that does not speak INC
     * @param probes those of the node's that can be tried
     * @param teller calls the listener later, and in order
     */
    Heartbeat(
            NodeSpec spec,
            Optional<ProcessIdentity> process,
            List<Probe> probes,
            long nowNanos,
            Listener listener,
            Executor teller) {
        this.spec = spec;
        this.process = process;
        this.probes = List.copyOf(probes);
        this.beganNanos = nowNanos;
        this.listener = listener;
        this.teller = teller;
    }

    NodeSpec spec() {
        return spec;
    }

    Liveness liveness() {
        return spec.alive();
    }

    Optional<ProcessIdentity> process() {
        return process;
    }

    List<Probe> probes() {
        return probes;
    }

    boolean isPinged() {
        return probes.stream().anyMatch(Probe.Inc.class::isInstance);
    }

    boolean isOver() {
        return tries.areOver();
    }

    /** A pong that tells no pid may be anybody's: it counts. */
    boolean isOwn(OptionalLong pid) {
        return pid.isEmpty() || process.isEmpty() || isOwn(process.get(), pid.getAsLong());
    }

    private boolean isOwn(ProcessIdentity leader, long pid) {
        Optional<ProcessIdentity> known = member();
        if (leader.pid() == pid
                || known.isPresent() && known.get().pid() == pid && known.get().isAlive()) {
            return true; // without a look at all processes of the machine
        }
        boolean own = Prober.isOf(leader, pid);
        if (own) {
            remember(ProcessIdentity.of(pid));
        }
        return own;
    }

    private synchronized Optional<ProcessIdentity> member() {
        return member;
    }

    private synchronized void remember(Optional<ProcessIdentity> one) {
        member = one;
    }

    /** Whether what was asked at {@code askedNanos} was asked of this process. */
    boolean hasBegun(long askedNanos) {
        return askedNanos - beganNanos >= 0;
    }

    /** How long this probe has had no answer. */
    synchronized Duration silence(Probe probe, long nowNanos) {
        return Duration.ofNanos(nowNanos - signs.getOrDefault(probe, beganNanos));
    }

    synchronized boolean isHeardSince(Probe probe, long nanos) {
        return signs.containsKey(probe) && signs.get(probe) - nanos >= 0;
    }

    synchronized void sign(Probe probe, long nowNanos) {
        signs.put(probe, nowNanos);
        misses.remove(probe);
        update("");
    }

    /** A try that began at {@code begunNanos} was given its time and had no answer, nor has anything been heard since. */
    synchronized void missed(Probe probe, long begunNanos, String why) {
        if (!isHeardSince(probe, begunNanos)) {
            misses.merge(probe, 1, Integer::sum);
            update(why);
        }
    }

    private void update(String why) {
        boolean now =
                misses.values().stream().allMatch(count -> count < liveness().threshold());
        if (now != alive && !isOver()) {
            alive = now;
            teller.execute(() -> {
                if (!isOver()) {
                    listener.changed(now, why);
                }
            });
        }
    }

    Tries tries() {
        return tries;
    }

    void end() {
        tries.end();
    }
}
