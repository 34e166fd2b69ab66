package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Problem;

/**
 * Makes {@code NAME.1} to {@code NAME.N} of each node with {@code replicas: N}. Who depends on NAME depends on all of them.
 *
 * @param written the nodes as they are written
 */
record Replication(SortedMap<NodeName, NodeSpec> written, Problems problems) {

    /** The nodes that are supervised: those with replicas stand for themselves no more. */
    SortedMap<NodeName, NodeSpec> expanded() {
        if (written.values().stream().noneMatch(node -> node.wiring().replicas() > 0)) {
            return written;
        }
        SortedMap<NodeName, NodeSpec> all = new TreeMap<>();
        for (NodeSpec node : written.values()) {
            if (node.wiring().replicas() == 0) {
                all.put(node.name(), node.withDependencies(dependencies(node, node.name())));
            } else if (hasFreeNames(node)) {
                numbers(node).mapToObj(node::instance).forEach(instance -> {
                    List<Dependency> dependencies = dependencies(node, instance.name());
                    all.put(instance.name(), instance.withDependencies(dependencies));
                });
            }
        }
        return all;
    }

    /** The names under which {@code node} is supervised. */
    Stream<NodeName> namesOf(NodeName node) {
        NodeSpec spec = written.get(node);
        return spec == null || spec.wiring().replicas() == 0
                ? Stream.of(node)
                : numbers(spec).mapToObj(number -> NodeSpec.instanceName(node, number));
    }

    private static IntStream numbers(NodeSpec node) {
        return IntStream.rangeClosed(1, node.wiring().replicas());
    }

    /** One that requires itself goes on doing so, as one of many at least: that is an error, which the graph finds. */
    private List<Dependency> dependencies(NodeSpec node, NodeName self) {
        Map<Map.Entry<Dependency.Kind, NodeName>, Dependency> all = new LinkedHashMap<>();
        for (Dependency dependency : node.dependencies()) {
            boolean itself = dependency.target().equals(node.name());
            Stream<NodeName> targets = itself ? Stream.of(self) : namesOf(dependency.target());
            targets.forEach(target -> all.putIfAbsent(
                    Map.entry(dependency.kind(), target),
                    new Dependency(target, dependency.kind(), dependency.condition(), dependency.position())));
        }
        return new ArrayList<>(all.values());
    }

    private boolean hasFreeNames(NodeSpec node) {
        List<NodeSpec> taken = namesOf(node.name())
                .flatMap(name -> Optional.ofNullable(written.get(name)).stream())
                .toList();
        for (NodeSpec other : taken) {
            problems.add(new Problem(
                    other.position(),
                    "node '" + other.name() + "' is called as an instance of '" + node.name() + "', of which there are "
                            + node.wiring().replicas(),
                    List.of(new Problem.Note(node.position(), "it has 'replicas'")),
                    Optional.of("choose another name")));
        }
        return taken.isEmpty();
    }
}
