package network.ara.up.manifest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.ara.up.model.Liveness;
import network.ara.up.model.Probe;
import network.ara.up.model.Readiness;

/** {@code alive}: a word, or a map of probes, with {@code interval}, {@code timeout} and {@code threshold}. */
final class AliveShape {

    /**
     * What a manifest says of it.
     *
     * @param probes empty where it names none: then those that its {@code ready} suggests hold
     * @param timeout empty where it depends on the interval
     */
    record Said(
            Optional<List<Probe>> probes,
            Duration interval,
            Optional<Duration> timeout,
            int threshold,
            boolean isExplicit) {

        static final Said NOTHING = new Said(
                Optional.empty(), Liveness.DEFAULT_INTERVAL, Optional.empty(), Liveness.DEFAULT_THRESHOLD, false);

        /** Of a node that is ready by {@code ready}; without probes, times and threshold mean nothing. */
        Liveness liveness(Readiness ready) {
            List<Probe> all = probes.orElseGet(() -> Liveness.byDefault(ready).probes());
            Liveness none = Liveness.NONE;
            return all.isEmpty()
                    ? new Liveness(all, none.interval(), none.timeout(), none.threshold(), isExplicit)
                    : new Liveness(
                            all,
                            interval,
                            timeout.orElseGet(() -> Liveness.usualTimeout(interval)),
                            threshold,
                            isExplicit);
        }

        /** Whether it is given and asks nothing, though it does not say 'none'. */
        boolean lacksProbes(Readiness ready) {
            return isExplicit && probes.isEmpty() && !ready.speaksInc();
        }
    }

    /** What is collected of the map. */
    private static final class Draft {
        private final List<Probe> probes = new ArrayList<>();
        private final Optional<List<Probe>> before;
        private Duration interval;
        private Optional<Duration> timeout;
        private int threshold;

        Draft(Said said) {
            before = said.probes();
            interval = said.interval();
            timeout = said.timeout();
            threshold = said.threshold();
        }

        void probe(Probe probe) {
            probes.add(probe);
        }

        Said said() {
            return new Said(probes.isEmpty() ? before : Optional.of(probes), interval, timeout, threshold, true);
        }
    }

    private static final String NOT_LOG = "would say that it was alive once, not that it is";
    private static final String NOT_LOG_FIX = "ask it something: 'inc', 'tcp', 'http', 'exec', 'udp' or 'call'";
    private static final int MAX_THRESHOLD = 1_000;

    private static final List<Key<Draft>> PROBES = ProbeShapes.keys(Draft::probe);

    static final Section<Draft> SECTION = Section.of(keys());

    static final Patch<Said> ALIVE = Patch.section(SECTION, Draft::new, Draft::said)
            .then(AliveShape::withBrokenProbes)
            .or(ProbeShapes.EXPECTED, Schema.words(ProbeShapes.WORDS), AliveShape::alive);

    private AliveShape() {}

    private static List<Key<Draft>> keys() {
        List<Key<Draft>> keys = new ArrayList<>(PROBES);
        keys.add(Key.refused("log", "a line of its output", NOT_LOG, NOT_LOG_FIX));
        keys.add(Key.<Draft, Duration>of(
                        "interval",
                        Shapes.PAUSE,
                        "from the beginning of a try to that of the next",
                        (draft, it) -> draft.interval = it)
                .byDefault("10s"));
        keys.add(Key.<Draft, Duration>of(
                        "timeout",
                        Shapes.PAUSE,
                        "of one try; by default not longer than 'interval'",
                        (draft, it) -> draft.timeout = Optional.of(it))
                .byDefault("5s"));
        keys.add(Key.<Draft, Integer>of(
                        "threshold",
                        Shapes.integer(1, MAX_THRESHOLD, "a number from 1 to " + MAX_THRESHOLD),
                        "as many misses in a row, and it is unready",
                        (draft, it) -> draft.threshold = it)
                .byDefault("3"));
        return keys;
    }

    private static Optional<Said> alive(Said before, Value value) {
        if (value.raw(ProbeShapes.EXPECTED).equals(Optional.of("log"))) {
            return value.fail("'alive: log' " + NOT_LOG, NOT_LOG_FIX);
        }
        return ProbeShapes.word("alive", value)
                .map(probes ->
                        new Said(Optional.of(probes), before.interval(), before.timeout(), before.threshold(), true));
    }

    /** A probe that is wrong, and reported, is not missed besides. */
    private static Optional<Said> withBrokenProbes(Said said, Value value) {
        boolean named = value.entries().stream()
                .anyMatch(entry -> PROBES.stream()
                        .anyMatch(key -> key.name().equals(entry.key().text())));
        return Optional.of(
                said.probes().isEmpty() && named
                        ? new Said(
                                Optional.of(List.of()),
                                said.interval(),
                                said.timeout(),
                                said.threshold(),
                                said.isExplicit())
                        : said);
    }
}
