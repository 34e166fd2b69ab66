package network.ara.up.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.ara.up.model.About;
import network.ara.up.model.CallPolicy;
import network.ara.up.model.Environment;
import network.ara.up.model.Launch;
import network.ara.up.model.Lifecycle;
import network.ara.up.model.Liveness;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.model.ProvidedFunction;
import network.ara.up.model.Readiness;
import network.ara.up.model.RestartPolicy;
import network.ara.up.model.SourcePosition;
import network.ara.up.model.StopPolicy;
import network.ara.up.model.Wiring;

/** For tests: nodes with probes that are tried every few milliseconds. */
final class Probed {

    static final Duration INTERVAL = Duration.ofMillis(20);

    private Probed() {}

    static NodeSpec ready(String name, Probe... probes) {
        return node(name, new Readiness(List.of(probes), INTERVAL, Duration.ofMinutes(1)), Liveness.NONE);
    }

    static NodeSpec alive(String name, Duration timeout, int threshold, Probe... probes) {
        return node(name, Readiness.INC, new Liveness(List.of(probes), INTERVAL, timeout, threshold, true));
    }

    /** One that speaks no INC. */
    static NodeSpec provided(String name, CallPolicy calls, Map<String, ProvidedFunction> provides) {
        return node(name, new Readiness(List.of(), INTERVAL, Duration.ofMinutes(1)), Liveness.NONE, calls, provides);
    }

    private static NodeSpec node(String name, Readiness ready, Liveness alive) {
        return node(name, ready, alive, CallPolicy.DEFAULT, Map.of());
    }

    private static NodeSpec node(
            String name, Readiness ready, Liveness alive, CallPolicy calls, Map<String, ProvidedFunction> provides) {
        return new NodeSpec(
                new NodeName(name),
                new SourcePosition("test.yml", 1, 1, 1),
                About.NOTHING,
                new Launch.External(),
                Path.of("/"),
                Environment.INHERITED,
                List.of(),
                Lifecycle.DEFAULT,
                ready,
                alive,
                RestartPolicy.DEFAULT,
                StopPolicy.DEFAULT,
                calls,
                Wiring.NONE,
                provides);
    }
}
