package network.ara.up.core;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import network.ara.up.model.About;
import network.ara.up.model.CallPolicy;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency;
import network.ara.up.model.Environment;
import network.ara.up.model.Launch;
import network.ara.up.model.Lifecycle;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.model.Readiness;
import network.ara.up.model.RestartPolicy;
import network.ara.up.model.SourcePosition;
import network.ara.up.model.StopPolicy;

/** Nodes from one line each: {@code dns requires:dht,db=completed wants:x after:y restart:always ready:tcp external}. */
final class Specs {

    private Specs() {}

    static NodeSpec parse(String line) {
        String[] words = line.trim().split("\\s+");
        List<Dependency> dependencies = new ArrayList<>();
        Launch launch = new Launch.Program(List.of("program"));
        Readiness ready = Readiness.INC;
        RestartPolicy restart = RestartPolicy.DEFAULT;
        for (String word : words) {
            String key = word.split(":")[0];
            String value = word.substring(Math.min(word.length(), key.length() + 1));
            switch (key) {
                case "requires", "wants", "after" -> dependencies.addAll(dependencies(key, value));
                case "restart" ->
                    restart = new RestartPolicy(
                            RestartPolicy.Mode.valueOf(
                                    value.toUpperCase(Locale.ROOT).replace('-', '_')),
                            restart.backoff(),
                            restart.limit());
                case "ready" -> ready = new Readiness(probes(value), ready.interval(), ready.timeout());
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
                Lifecycle.DEFAULT,
                ready,
                restart,
                StopPolicy.DEFAULT,
                CallPolicy.DEFAULT);
    }

    private static List<Probe> probes(String value) {
        return switch (value) {
            case "none" -> List.of();
            case "tcp" -> List.of(new Probe.Tcp("127.0.0.1", 80));
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
