package network.ara.up.runtime;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import network.ara.up.graph.DependencyGraph;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;

/**
 * What stands against stopping nodes.
 *
 * <p>Errors: {@link OrderRefused}.
 */
record StopRules(DependencyGraph graph, Look look) {

    private static final String OR_FORCE = "'--force' does it all the same";

    /** What is not ours is not signalled unless the user insists. */
    void requireOurs(Collection<NodeName> names, String verb) {
        for (NodeName name : names) {
            if (look.isForeign(name)) {
                String fix = verb.equals("stop") ? OR_FORCE : "whoever started it can do that";
                throw refused("'" + name + "' was not started by this project", fix);
            }
        }
    }

    void requireKnownProcesses(Collection<NodeName> names) {
        for (NodeName name : names) {
            if (look.isForeign(name) && look.node(name).orElseThrow().pid().isEmpty()) {
                throw refused(
                        "'" + name + "' was not started by this project, and its process is not known",
                        "whoever started it can stop it");
            }
        }
    }

    /** @param elsewhere who else needs which node */
    void requireNobodyNeeds(Collection<NodeName> names, Map<NodeName, String> elsewhere) {
        for (NodeName name : names) {
            Set<NodeName> needy = withThoseThatNeed(List.of(name));
            needy.removeAll(names);
            String who = needy.stream().map(other -> "'" + other + "'").collect(Collectors.joining(", "));
            if (!who.isEmpty()) {
                throw refused(
                        "'" + name + "' is needed by " + who,
                        "stop " + (needy.size() == 1 ? "that one" : "these") + " too, or let '--force' do it");
            } else if (elsewhere.containsKey(name)) {
                throw refused("'" + name + "' is needed by " + elsewhere.get(name), OR_FORCE);
            }
        }
    }

    /** These, and what runs of this project that requires them, however indirectly. */
    Set<NodeName> withThoseThatNeed(Collection<NodeName> names) {
        Set<NodeName> all = new LinkedHashSet<>(names);
        graph.closure(names, DependencyGraph.Direction.DEPENDENTS, Set.of(Dependency.Kind.REQUIRES)).stream()
                .filter(look::isUp)
                .forEach(all::add);
        return all;
    }

    private static OrderRefused refused(String reason, String fix) {
        return new OrderRefused(OrderRefused.BY_POLICY, reason, fix);
    }
}
