package network.ara.up.graph;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import network.ara.up.model.Dependency;
import network.ara.up.model.Lifecycle;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;

/**
 * Which nodes of a project are looked after. Without names, those that a call boots are among them, and not what only they
 * need.
 *
 * @param named by the user; none means all that are booted without being named
 * @param later by the user, after the first boot
 * @param withNeeds whether what these need is booted too
 */
public record Selection(List<NodeName> named, Set<NodeName> later, boolean withNeeds) {

    public Selection {
        named = List.copyOf(named);
        later = Set.copyOf(later);
    }

    /** These and what they need; none means all that are booted without being named. */
    public static Selection of(List<NodeName> named) {
        return new Selection(named, Set.of(), true);
    }

    /** The same, and another one. */
    public Selection and(NodeName name) {
        Set<NodeName> more = new LinkedHashSet<>(later);
        more.add(name);
        return new Selection(named, more, withNeeds);
    }

    /** The nodes, in the order of booting; names that the graph does not have are ignored. */
    public List<NodeSpec> of(DependencyGraph graph) {
        List<NodeName> roots = new ArrayList<>(later);
        if (named.isEmpty()) {
            graph.nodes().stream().filter(Selection::isBootedUnnamed).forEach(spec -> roots.add(spec.name()));
        } else {
            roots.addAll(named);
        }
        roots.removeIf(name -> !graph.contains(name));
        Set<NodeName> chosen = new LinkedHashSet<>(roots);
        if (withNeeds) {
            chosen.addAll(graph.closure(
                    roots,
                    DependencyGraph.Direction.DEPENDENCIES,
                    EnumSet.of(Dependency.Kind.REQUIRES, Dependency.Kind.WANTS)));
        }
        if (named.isEmpty()) {
            graph.nodes().stream().filter(NodeSpec::isOnCall).forEach(spec -> chosen.add(spec.name()));
        }
        return graph.order().stream().filter(chosen::contains).map(graph::node).toList();
    }

    private static boolean isBootedUnnamed(NodeSpec spec) {
        return spec.lifecycle().start() == Lifecycle.Start.AUTO;
    }
}
