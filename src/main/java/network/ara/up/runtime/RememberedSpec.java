package network.ara.up.runtime;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.ara.up.graph.DependencyGraph;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;
import network.ara.up.model.StopPolicy;
import network.ara.up.model.Wiring;

/**
 * What of a node is remembered with its process, so that it can be stopped without its manifest: whether it is
 * persistent, one of several instances, what it requires, its signal and its time.
 */
final class RememberedSpec {

    private static final SourcePosition NO_MANIFEST = new SourcePosition("(no manifest)", 1, 1, 1);

    private RememberedSpec() {}

    static Map<String, Object> write(NodeSpec spec) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("persistent", spec.isPersistent());
        record.put("instance", spec.wiring().instance());
        record.put(
                "requires",
                spec.dependencies().stream()
                        .filter(dependency -> dependency.kind() == Dependency.Kind.REQUIRES)
                        .map(dependency -> dependency.target().text())
                        .toList());
        record.put("stopSignal", spec.stop().signal());
        record.put("stopMillis", spec.stop().timeout().toMillis());
        return record;
    }

    /** Nodes that nobody starts, without a cycle. */
    static List<NodeSpec> read(Map<NodeName, Map<?, ?>> records) {
        List<NodeSpec> specs = records.entrySet().stream()
                .map(entry -> read(entry.getKey(), entry.getValue(), records.keySet()))
                .toList();
        // Records of several runs, with another manifest each, can add up to a cycle.
        return DependencyGraph.of(specs).problems().stream().noneMatch(Problem::isError)
                ? specs
                : specs.stream().map(spec -> spec.withDependencies(List.of())).toList();
    }

    private static NodeSpec read(NodeName name, Map<?, ?> record, Set<NodeName> known) {
        List<?> requires = record.get("requires") instanceof List<?> list ? list : List.of();
        NodeSpec spec = NodeSpec.of(name, NO_MANIFEST, new Launch.External())
                .withDependencies(known.stream()
                        .filter(target -> requires.contains(target.text()))
                        .map(target -> new Dependency(target, Dependency.Kind.REQUIRES, Condition.STARTED, NO_MANIFEST))
                        .toList())
                .withStop(stop(record));
        NodeSpec wired = record.get("instance") instanceof Number instance && instance.intValue() > 0
                ? spec.with(name, new Wiring(List.of(), 0, instance.intValue()))
                : spec;
        return Boolean.TRUE.equals(record.get("persistent")) ? wired.persistent() : wired;
    }

    private static StopPolicy stop(Map<?, ?> record) {
        return record.get("stopSignal") instanceof String signal && record.get("stopMillis") instanceof Number millis
                ? new StopPolicy(signal, Duration.ofMillis(millis.longValue()), Optional.empty())
                : StopPolicy.DEFAULT;
    }
}
