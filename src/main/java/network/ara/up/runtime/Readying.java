package network.ara.up.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.process.LogFollower;
import network.ara.up.process.ProcessIdentity;

/**
 * One process that is to become ready: which of its probes have not passed yet.
 *
 * <p>Thread: any; {@code this} guards {@link #open}, {@link #followings} and {@link #failures}. The callback is called once, by whichever thread brings the last answer.
 */
final class Readying {

    private final NodeSpec spec;
    private final ProcessIdentity process;
    private final Runnable passed;
    private final List<Probe> open;
    private final List<LogFollower.Following> followings = new ArrayList<>();
    private final Tries tries = new Tries();
    /** Why each probe did not pass when it was tried last. */
    private final Map<Probe, String> failures = new HashMap<>();

    Readying(NodeSpec spec, ProcessIdentity process, Runnable passed) {
        this.spec = spec;
        this.process = process;
        this.passed = passed;
        this.open = new ArrayList<>(spec.ready().probes());
    }

    NodeSpec spec() {
        return spec;
    }

    ProcessIdentity process() {
        return process;
    }

    synchronized List<Probe> open() {
        return List.copyOf(open);
    }

    boolean isDone() {
        return tries.areOver();
    }

    synchronized boolean waitsForPong() {
        return !isDone() && open.stream().anyMatch(Probe.Inc.class::isInstance);
    }

    /** Its log is followed as long as it is not done. */
    synchronized void add(LogFollower.Following following) {
        followings.add(following);
        if (isDone()) {
            following.close();
        }
    }

    Tries tries() {
        return tries;
    }

    synchronized void failed(Probe probe, String why) {
        failures.put(probe, why);
    }

    /** What it still lacks, for people; empty where it lacks nothing. */
    synchronized String lacks() {
        return open.stream()
                .map(probe -> failures.getOrDefault(probe, ProbeText.open(probe)))
                .collect(Collectors.joining("; "));
    }

    void pass(Probe probe) {
        boolean last;
        synchronized (this) {
            last = open.remove(probe) && open.isEmpty() && !isDone();
        }
        if (last) {
            end();
            passed.run();
        }
    }

    synchronized void end() {
        tries.end();
        followings.forEach(LogFollower.Following::close);
    }
}
