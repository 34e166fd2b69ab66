package network.ara.up.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;

/** Scenes for tests, with all kinds of node and of line, and here and there a name as long as a name may be. */
final class RandomScenes {

    private static final List<String> KINDS = List.of("service", "service", "task", "builtin", "external");

    private RandomScenes() {}

    static Scene of(Random random, int nodes) {
        Map<NodeName, NodeName> names = new HashMap<>();
        List<NodeSpec> plain = Graphs.randomDag(random, nodes, random.nextInt(3));
        plain.forEach(node -> names.put(node.name(), name(random, names.size())));
        List<NodeSpec> specs = new ArrayList<>();
        for (NodeSpec node : plain) {
            List<Dependency> dependencies = node.dependencies().stream()
                    .map(dependency -> new Dependency(
                            names.getOrDefault(dependency.target(), dependency.target()),
                            dependency.kind(),
                            dependency.condition(),
                            dependency.position()))
                    .toList();
            NodeName name = names.getOrDefault(node.name(), node.name());
            specs.add(Graphs.node(name.text(), node.position().line(), dependencies));
        }
        DependencyGraph graph = DependencyGraph.of(specs);
        Map<NodeName, NodeState> states = new HashMap<>();
        if (random.nextBoolean()) {
            NodeState[] all = NodeState.values();
            graph.nodes().forEach(node -> states.put(node.name(), all[random.nextInt(all.length)]));
        }
        return new Scene(
                graph,
                states,
                Optional.of(graph).filter(any -> random.nextBoolean()).map(CriticalPath::byNodes));
    }

    private static NodeName name(Random random, int number) {
        String name = KINDS.get(random.nextInt(KINDS.size())) + number;
        int length = random.nextInt(12) == 0 ? 128 : name.length() + random.nextInt(8);
        return new NodeName(name + "x".repeat(length - name.length()));
    }
}
