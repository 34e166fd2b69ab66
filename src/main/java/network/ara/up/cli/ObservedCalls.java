package network.ara.up.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import network.ara.up.graph.DependencyGraph;
import network.ara.up.graph.Observed;
import network.ara.up.graph.Observed.Arc;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;

/** The figures of the bus's leader as arcs between the nodes of a graph. Refused calls are none. */
final class ObservedCalls {

    private ObservedCalls() {}

    /**
     * Asks the supervisors.
     *
     * @param withStrangers whether those count that are not in the graph
     * <p>Errors: {@link CommandFailure} where no ara-up leads the bus, and so nobody has seen a call.
     */
    static Observed of(DependencyGraph graph, boolean withStrangers, Terminal terminal) {
        BrokerFigures figures = BrokerFigures.ask(terminal);
        if (!figures.silence().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, figures.silence(), "boot the nodes by 'ara-up up', before others lead the bus");
        }
        Map<Arc, Long> calls = new HashMap<>();
        for (CallRow row : figures.calls()) {
            Optional<NodeName> from = name(row.caller(), graph, withStrangers);
            Optional<NodeName> to = name(row.node(), graph, withStrangers);
            long passed = row.calls() - row.refused();
            if (from.isPresent() && to.isPresent() && !from.equals(to) && passed > 0) {
                calls.merge(new Arc(from.get(), to.get()), passed, Long::sum);
            }
        }
        return new Observed(calls);
    }

    /** The node that is called so; an instance is addressed as NODE@PID. */
    private static Optional<NodeName> name(String word, DependencyGraph graph, boolean withStrangers) {
        String node = word.replaceFirst("@[0-9]+$", "");
        Optional<NodeName> known = graph.nodes().stream()
                .filter(spec -> spec.isCalled(node))
                .map(NodeSpec::name)
                .findFirst();
        return known.or(() ->
                withStrangers && NodeName.flaw(node).isEmpty() ? Optional.of(new NodeName(node)) : Optional.empty());
    }
}
