package network.ara.up.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.ara.up.process.RuntimeDirectories;
import network.ara.up.runtime.ControlClient;
import network.ara.up.runtime.Neighbours;
import org.jspecify.annotations.Nullable;

/**
 * What the supervisors that are up know of calls. The bus is one for the machine, so only the one that leads it counts,
 * and it counts the calls of all.
 *
 * @param projects those that are up
 * @param leads whether one of them leads the bus
 * @param calls the most frequent first
 * @param nodes the broker's line of each, by name
 */
record BrokerFigures(
        List<String> projects, boolean leads, List<CallRow> calls, Map<String, Map<String, @Nullable Object>> nodes) {

    private static final Duration ANSWER_TIME = Duration.ofSeconds(15);

    /** Asks all. Errors: {@link CommandFailure} where one does not answer. */
    static BrokerFigures ask(Terminal terminal) {
        BrokerFigures figures = new BrokerFigures(new ArrayList<>(), false, new ArrayList<>(), new LinkedHashMap<>());
        boolean leads = false;
        try {
            for (Neighbours.Up up : Neighbours.up(RuntimeDirectories.of(terminal.environment()))) {
                try (ControlClient client = up.client()) {
                    figures.projects.add(up.name());
                    leads |= figures.add(client);
                }
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.NODE_FAILED, "the supervisor did not answer: " + e.getMessage(), "try again", e);
        }
        figures.calls.sort(Comparator.comparing(CallRow::calls).reversed());
        return new BrokerFigures(figures.projects, leads, figures.calls, figures.nodes);
    }

    /** Returns whether it leads. */
    private boolean add(ControlClient client) throws IOException {
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        int unused = client.request(Map.of("command", "stats"), ANSWER_TIME, lines::add);
        boolean leads = false;
        for (Map<String, @Nullable Object> line : lines) {
            Projects.requireAnswer(line);
            if (line.containsKey("leads")) {
                leads = Boolean.TRUE.equals(line.get("leads"));
            } else if (line.containsKey("caller")) {
                calls.add(CallRow.of(line));
            } else {
                nodes.put(String.valueOf(line.get("node")), line);
            }
        }
        return leads;
    }

    /** Why nothing is counted, if nothing is. */
    String silence() {
        if (projects.isEmpty()) {
            return "no project is up: calls are counted by the ara-up that leads the bus";
        }
        return leads ? "" : "no ara-up leads the bus, so none counts its calls; 'ara-up ps' shows who does";
    }
}
