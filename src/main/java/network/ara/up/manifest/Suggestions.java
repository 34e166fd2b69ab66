package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Problem;
import network.ara.up.model.Suggestion;

/** Says of a name that no manifest defines which one may have been meant. */
final class Suggestions {

    /** Comparing a name with all others is slow where there are many of both; who has as many errors reads few. */
    private static final long MAX_COMPARED = 5_000_000;

    private final Map<NodeName, NodeSpec> nodes;
    private final Map<String, String> elsewhere;
    private final List<String> candidates = new ArrayList<>();
    private long compared;

    /** @param elsewhere names that could be looked up, with where */
    Suggestions(Map<NodeName, NodeSpec> nodes, Map<String, String> elsewhere) {
        this.nodes = nodes;
        this.elsewhere = elsewhere;
        nodes.keySet().stream().sorted().forEach(name -> candidates.add(name.text()));
        elsewhere.keySet().forEach(candidates::add);
    }

    Problem unknown(NodeSpec node, Dependency dependency) {
        String verb = switch (dependency.kind()) {
            case REQUIRES -> "requires";
            case WANTS -> "wants";
            case AFTER -> "comes after";
            case CALLS -> "calls";
        };
        String target = dependency.target().text();
        return Problem.at(
                dependency.position(),
                "node '" + node.name() + "' " + verb + " '" + target + "', which no manifest defines",
                fix(node, target));
    }

    private String fix(NodeSpec node, String target) {
        if (target.startsWith("x-")) {
            return "rename it: keys that begin with 'x-' are ignored in a manifest";
        }
        List<String> others = compared > MAX_COMPARED
                ? List.of()
                : candidates.stream()
                        .filter(name -> !name.equals(node.name().text()))
                        .toList();
        compared += others.size();
        return Suggestion.nearest(target, others)
                .map(name -> "did you mean '" + name + "' (" + place(name) + ")?")
                .orElse("define it under 'nodes', or in " + target + ".yml beside this file");
    }

    private String place(String name) {
        return Optional.ofNullable(nodes.get(new NodeName(name)))
                .map(known -> known.position().toString())
                .or(() -> Optional.ofNullable(elsewhere.get(name)))
                .orElse("");
    }
}
