package network.ara.up.model;

import java.time.Duration;
import java.util.List;

/**
 * When a node counts as ready: all probes have passed. With no probe ({@code ready: none}) it is ready once started.
 *
 * @param interval between two tries of a probe
 * @param timeout from the start of the process; a node that is not ready by then has failed to start
 */
public record Readiness(List<Probe> probes, Duration interval, Duration timeout) {

    public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(250);
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** {@code ready: inc}: what a node has that says nothing else. */
    public static final Readiness INC = new Readiness(List.of(new Probe.Inc()), DEFAULT_INTERVAL, DEFAULT_TIMEOUT);

    public Readiness {
        probes = List.copyOf(probes);
    }

    /** Whether the node is expected to speak INC, and so is found by asking it. */
    public boolean speaksInc() {
        return probes.stream().anyMatch(probe -> probe instanceof Probe.Inc || probe instanceof Probe.Call);
    }
}
