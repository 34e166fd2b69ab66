package network.ara.up.model;

import java.time.Duration;
import java.util.List;

/**
 * How it is seen that a node, once ready, still answers: all probes are tried again and again. Without a probe nobody asks.
 *
 * @param interval from the beginning of a try to that of the next
 * @param timeout of one try
 * @param threshold as many misses of a probe in a row, and the node is unready
 * @param isExplicit whether the manifest says so. Only then is an unready node restarted, as its policy has it: of the
 *     heartbeat that nobody asked for, silence is shown, and ends nobody
 */
public record Liveness(List<Probe> probes, Duration interval, Duration timeout, int threshold, boolean isExplicit) {

    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);
    public static final int DEFAULT_THRESHOLD = 3;

    /** As long as a pong may take (INC, section 2). */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    /** What a node has that says nothing, and does not speak INC. */
    public static final Liveness NONE =
            new Liveness(List.of(), DEFAULT_INTERVAL, DEFAULT_TIMEOUT, DEFAULT_THRESHOLD, false);

    /** What a node has that says nothing, and speaks INC. */
    public static final Liveness INC =
            new Liveness(List.of(new Probe.Inc()), DEFAULT_INTERVAL, DEFAULT_TIMEOUT, DEFAULT_THRESHOLD, false);

    public Liveness {
        probes = List.copyOf(probes);
        if (threshold < 1 || interval.isZero() || timeout.isZero()) {
            throw new IllegalArgumentException(threshold + " misses, " + interval + ", " + timeout);
        }
    }

    /** What holds for a node that says nothing of it. */
    public static Liveness byDefault(Readiness ready) {
        return ready.speaksInc() ? INC : NONE;
    }

    /** Where it is not given: tries that come often are short, so that they do not hold up each other. */
    public static Duration usualTimeout(Duration interval) {
        return interval.compareTo(DEFAULT_TIMEOUT) < 0 ? interval : DEFAULT_TIMEOUT;
    }
}
