package network.ara.up.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import network.ara.up.core.Snapshot.NodeView;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;
import network.ara.up.runtime.ControlClient;

/**
 * What is known of a project's nodes at this moment.
 *
 * @param readyAfter from the order to start until ready, of those that the project's ara-up has started
 */
record LiveNodes(Map<NodeName, NodeState> states, Map<NodeName, Duration> readyAfter) {

    /** As the ara-up has them that keeps the project up; empty where it is not up. */
    static Optional<LiveNodes> ofSupervisor(Project project, Terminal terminal) {
        try {
            Optional<ControlClient> client =
                    ControlClient.connect(project.home(terminal).socket());
            if (client.isEmpty()) {
                return Optional.empty();
            }
            try (ControlClient supervisor = client.get()) {
                LiveNodes nodes = new LiveNodes(new HashMap<>(), new HashMap<>());
                SupervisorClient.ps(supervisor).forEach(nodes::add);
                nodes.addAbsent(project.graph().nodes());
                return Optional.of(nodes);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.NODE_FAILED, "the supervisor did not answer: " + e.getMessage(), "try again", e);
        }
    }

    /** As they answer for themselves, whoever started them. */
    static LiveNodes ofMachine(Project project, List<NodeSpec> specs, Terminal terminal) {
        LiveNodes nodes = new LiveNodes(new HashMap<>(), new HashMap<>());
        for (NodeView node : MachineLook.at(project, specs, List.of(), terminal)) {
            // The look ends with what 'up' would do next: of those that it found not running, nothing is done.
            boolean runs = switch (node.state()) {
                case EXTERNAL, STARTED, READY, UNREADY -> true;
                default -> false;
            };
            nodes.states.put(node.name(), runs ? node.state() : NodeState.ABSENT);
        }
        return nodes;
    }

    private void add(Map<String, ?> line) {
        if (line.get("node") instanceof String node && line.get("state") instanceof String state) {
            NodeName name = new NodeName(node);
            states.put(name, NodeState.valueOf(state.toUpperCase(Locale.ROOT).replace('-', '_')));
            if (line.get("readyAfterMillis") instanceof Number millis) {
                readyAfter.put(name, Duration.ofMillis(millis.longValue()));
            }
        }
    }

    /** Those that the project was started without. */
    private void addAbsent(List<NodeSpec> specs) {
        specs.forEach(spec -> states.putIfAbsent(spec.name(), NodeState.ABSENT));
    }
}
