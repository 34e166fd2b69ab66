package network.ara.up.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.ara.up.manifest.ManifestFile.Definition;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;

/** The second names of nodes; no name stands for two of them. */
final class Aliases {

    private final Problems problems;

    /** Whom each name stands for, and where that is said: names of nodes stand for themselves. */
    private final Map<NodeName, Map.Entry<NodeName, SourcePosition>> owners = new HashMap<>();

    Aliases(Problems problems) {
        this.problems = problems;
    }

    void add(Definition node) {
        claim(node.name(), node.name(), node.position());
        node.draft().aliases.forEach((alias, position) -> claim(alias, node.name(), position));
    }

    private void claim(NodeName name, NodeName node, SourcePosition position) {
        Map.Entry<NodeName, SourcePosition> other = owners.putIfAbsent(name, Map.entry(node, position));
        if (other != null) {
            boolean itself = other.getKey().equals(node);
            problems.add(new Problem(
                    position,
                    "node '" + node + "': "
                            + (itself
                                    ? "'" + name + "' stands for this node already"
                                    : "the name '" + name + "' stands for node '" + other.getKey() + "' already"),
                    List.of(new Problem.Note(other.getValue(), "said here")),
                    Optional.of(itself ? "remove it" : "choose another name")));
        }
    }

    boolean has(NodeName name) {
        return owners.containsKey(name);
    }

    /** The dependency with the name of the node that is meant. */
    Dependency resolve(Dependency dependency) {
        NodeName target = Optional.ofNullable(owners.get(dependency.target()))
                .map(Map.Entry::getKey)
                .orElse(dependency.target());
        return new Dependency(target, dependency.kind(), dependency.condition(), dependency.position());
    }
}
