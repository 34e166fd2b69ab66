package network.ara.up.core;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import network.ara.up.model.About;
import network.ara.up.model.CallPolicy;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency;
import network.ara.up.model.Environment;
import network.ara.up.model.FunctionCall;
import network.ara.up.model.Launch;
import network.ara.up.model.Lifecycle;
import network.ara.up.model.Liveness;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.model.Readiness;
import network.ara.up.model.RestartPolicy;
import network.ara.up.model.SourcePosition;
import network.ara.up.model.StopPolicy;
import network.ara.up.model.Wiring;

/**
 * Nodes from one line each: {@code dns requires:dht,db=completed wants:x after:y restart:always ready:tcp external}, and
 * {@code task critical persistent success:3,4 stop:command instance:2}, {@code on-call idle:SECONDS}, {@code alive} for probes of liveness that the manifest asks for.
 */
final class Specs {

    private static final StopPolicy.Request REQUEST = new StopPolicy.Command(List.of("program", "stop"));

    private Specs() {}

    static NodeSpec parse(String line) {
        String[] words = line.trim().split("\\s+");
        List<Dependency> dependencies = new ArrayList<>();
        Launch launch = new Launch.Program(List.of("program"));
        Readiness ready = Readiness.INC;
        boolean task = List.of(words).contains("task");
        RestartPolicy restart = restart(task ? "no" : "on-failure");
        StopPolicy stop = StopPolicy.DEFAULT;
        SortedSet<Integer> successes = new TreeSet<>();
        Optional<Duration> idle = Optional.empty();
        Wiring wiring = Wiring.NONE;
        for (String word : words) {
            String key = word.split(":")[0];
            String value = word.substring(Math.min(word.length(), key.length() + 1));
            switch (key) {
                case "requires", "wants", "after" -> dependencies.addAll(dependencies(key, value));
                case "restart" -> restart = restart(value);
                case "success" -> List.of(value.split(",")).forEach(code -> successes.add(Integer.valueOf(code)));
                case "stop" -> stop = new StopPolicy("TERM", stop.timeout(), Optional.of(REQUEST));
                case "ready" -> ready = new Readiness(probes(value), ready.interval(), ready.timeout());
                case "idle" -> idle = Optional.of(Duration.ofSeconds(Long.parseLong(value)));
                case "instance" -> wiring = new Wiring(List.of(), 2, Integer.parseInt(value));
                case "external" -> launch = new Launch.External();
                default -> {}
            }
        }
        return new NodeSpec(
                new NodeName(words[0]),
                new SourcePosition("test.yml", 1, 1, 1),
                About.NOTHING,
                launch,
                Path.of("/"),
                Environment.INHERITED,
                dependencies,
                new Lifecycle(
                        task ? Lifecycle.Type.TASK : Lifecycle.Type.SERVICE,
                        List.of(words).contains("on-call") ? Lifecycle.Start.ON_CALL : Lifecycle.Start.AUTO,
                        List.of(words).contains("persistent")
                                ? Lifecycle.Lifetime.PERSISTENT
                                : Lifecycle.Lifetime.SESSION,
                        List.of(words).contains("critical"),
                        successes,
                        idle),
                ready,
                alive(task, ready, List.of(words)),
                restart,
                stop,
                CallPolicy.DEFAULT,
                wiring,
                Map.of());
    }

    private static Liveness alive(boolean task, Readiness ready, List<String> words) {
        Liveness usual = task ? Liveness.NONE : Liveness.byDefault(ready);
        return words.contains("alive")
                ? new Liveness(usual.probes(), usual.interval(), usual.timeout(), usual.threshold(), true)
                : usual;
    }

    private static RestartPolicy restart(String mode) {
        return new RestartPolicy(
                RestartPolicy.Mode.valueOf(mode.toUpperCase(Locale.ROOT).replace('-', '_')),
                RestartPolicy.DEFAULT.backoff(),
                RestartPolicy.DEFAULT.limit());
    }

    private static List<Probe> probes(String value) {
        return switch (value) {
            case "none" -> List.of();
            case "tcp" -> List.of(new Probe.Tcp("127.0.0.1", 80));
            case "exec" -> List.of(new Probe.Exec(List.of("check")));
            case "udp" -> List.of(new Probe.Udp(53));
            case "call" -> List.of(new Probe.Call(new FunctionCall("isReady", List.of())));
            case "http" -> List.of(new Probe.Http(URI.create("http://127.0.0.1/")));
            default -> List.of(new Probe.Inc());
        };
    }

    private static List<Dependency> dependencies(String key, String value) {
        return Arrays.stream(value.split(","))
                .map(target -> target.split("="))
                .map(target -> new Dependency(
                        new NodeName(target[0]),
                        Dependency.Kind.valueOf(key.toUpperCase(Locale.ROOT)),
                        target.length > 1 ? Condition.valueOf(target[1].toUpperCase(Locale.ROOT)) : Condition.READY,
                        new SourcePosition("test.yml", 1, 1, 1)))
                .toList();
    }
}
