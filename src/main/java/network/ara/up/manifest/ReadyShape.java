package network.ara.up.manifest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.ara.up.model.Probe;
import network.ara.up.model.Readiness;

/** {@code ready}: a word, or a map of probes that must all pass, with {@code interval} and {@code timeout}. */
final class ReadyShape {

    /** What is collected of the map. */
    private static final class Draft {
        private final List<Probe> before;
        private final List<Probe> probes = new ArrayList<>();
        private Duration interval;
        private Duration timeout;

        Draft(Readiness readiness) {
            before = readiness.probes();
            interval = readiness.interval();
            timeout = readiness.timeout();
        }

        void probe(Probe probe) {
            probes.add(probe);
        }

        Readiness readiness() {
            return new Readiness(probes.isEmpty() ? before : probes, interval, timeout);
        }
    }

    static final Section<Draft> SECTION = Section.of(keys());

    static final Patch<Readiness> READY = Patch.section(SECTION, Draft::new, Draft::readiness)
            .or(ProbeShapes.EXPECTED, Schema.words(ProbeShapes.WORDS), ReadyShape::ready);

    private ReadyShape() {}

    private static List<Key<Draft>> keys() {
        List<Key<Draft>> keys = new ArrayList<>(ProbeShapes.keys(Draft::probe));
        keys.add(ProbeShapes.log(Draft::probe));
        keys.add(Key.<Draft, Duration>of(
                        "interval", Shapes.PAUSE, "between two tries", (draft, it) -> draft.interval = it)
                .byDefault("250ms"));
        keys.add(Key.<Draft, Duration>of(
                        "timeout", Shapes.PAUSE, "from its start until it must be", (draft, it) -> draft.timeout = it)
                .byDefault("30s"));
        return keys;
    }

    private static Optional<Readiness> ready(Readiness before, Value value) {
        return ProbeShapes.word("ready", value)
                .map(probes -> new Readiness(probes, before.interval(), before.timeout()));
    }
}
