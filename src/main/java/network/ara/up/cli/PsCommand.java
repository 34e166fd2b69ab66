package network.ara.up.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import network.ara.up.process.RuntimeDirectories;
import network.ara.up.runtime.ControlClient;
import network.ara.up.runtime.Neighbours;
import network.ara.up.runtime.ProjectHome;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ara-up ps}: the nodes of the projects that are up, as their supervisors see them. */
@Command(name = "ps", description = "Show the nodes of the projects that are up: state, origin, process, figures.")
final class PsCommand implements Runnable {

    private final Terminal terminal;

    @Mixin
    private ProjectChoice choice = new ProjectChoice();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private OutputFormat output = OutputFormat.TABLE;

    PsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        try {
            List<Map<String, @Nullable Object>> projects = new ArrayList<>();
            for (Neighbours.Up up : chosen()) {
                try (ControlClient client = up.client()) {
                    projects.add(ask(client));
                }
            }
            print(projects);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.NODE_FAILED, "the supervisor did not answer: " + e.getMessage(), "try again", e);
        }
    }

    private List<Neighbours.Up> chosen() throws IOException {
        if (!choice.isGiven(terminal.cwd())) {
            return Neighbours.up(RuntimeDirectories.of(terminal.environment()));
        }
        ProjectHome home = choice.home(terminal);
        return ControlClient.connect(home.socket()).stream()
                .map(client -> new Neighbours.Up(home.name(), client))
                .toList();
    }

    /** The project's line, with the nodes' lines in it. */
    private static Map<String, @Nullable Object> ask(ControlClient client) throws IOException {
        List<Map<String, @Nullable Object>> lines = SupervisorClient.ps(client);
        Map<String, @Nullable Object> project = new LinkedHashMap<>(lines.get(0));
        project.put("nodes", lines.subList(1, lines.size()));
        return project;
    }

    private void print(List<Map<String, @Nullable Object>> projects) {
        if (output == OutputFormat.JSON) {
            terminal.out().println(Json.text(projects));
        } else if (projects.isEmpty()) {
            terminal.err().println("no project is up");
        } else {
            projects.forEach(project -> terminal.out().print(table(project)));
        }
    }

    private static String table(Map<String, @Nullable Object> project) {
        Table table = new Table("NODE", "STATE", "ORIGIN", "PID", "PORTS", "RESTARTS", "SINCE", "CPU", "MEMORY");
        StringBuilder reasons = new StringBuilder();
        if (project.get("nodes") instanceof List<?> nodes) {
            for (Object line : nodes) {
                if (line instanceof Map<?, ?> node) {
                    row(table, node);
                    reasons.append(reason(node)).append(calls(node));
                }
            }
        }
        return "project " + project.get("project") + ", ara-up pid " + project.get("pid") + ", bus: "
                + project.get("bus") + "\n" + notEnforced(project) + table.text() + reasons;
    }

    /** Rules that hold only while this ara-up leads the bus. */
    private static String notEnforced(Map<String, @Nullable Object> project) {
        if (!(project.get("notEnforced") instanceof List<?> names) || names.isEmpty()) {
            return "";
        }
        return "another process leads the bus: what 'calls' says is not enforced for "
                + String.join(", ", names.stream().map(String::valueOf).toList()) + "\n";
    }

    /** What is not as usual about the calls to it. */
    private static String calls(Map<?, ?> node) {
        List<String> facts = new ArrayList<>();
        if (text(node, "identity").equals("claimed")) {
            facts.add("its name is claimed: the kernel does not tell whose process it is");
        }
        if (node.get("rivals") instanceof List<?> rivals && !rivals.isEmpty()) {
            facts.add("answered for by others too, which are not called: pid " + words(rivals));
        }
        if (!List.of("", "closed").contains(text(node, "circuit"))) {
            facts.add("circuit " + text(node, "circuit"));
        }
        if (node.get("held") instanceof Number held && held.longValue() > 0) {
            facts.add(held + " calls held");
        }
        if (!text(node, "waitCycle").isEmpty()) {
            facts.add("calls wait for each other: " + text(node, "waitCycle"));
        }
        return facts.isEmpty() ? "" : text(node, "node") + ": " + String.join(", ", facts) + "\n";
    }

    private static void row(Table table, Map<?, ?> node) {
        table.row(
                text(node, "node"),
                text(node, "state"),
                text(node, "origin"),
                text(node, "pid"),
                node.get("ports") instanceof List<?> ports ? words(ports) : "",
                text(node, "restarts"),
                duration(node.get("sinceMillis")),
                node.get("cpuMillis") instanceof Number millis
                        ? String.format(Locale.ROOT, "%.1f s", millis.doubleValue() / 1000)
                        : "",
                node.get("memoryBytes") instanceof Number bytes ? (bytes.longValue() >> 20) + " MB" : "");
    }

    private static String reason(Map<?, ?> node) {
        String reason = text(node, "reason");
        return reason.isEmpty() ? "" : text(node, "node") + ": " + reason + "\n";
    }

    private static String words(List<?> values) {
        return String.join(" ", values.stream().map(String::valueOf).toList());
    }

    private static String text(Map<?, ?> node, String key) {
        Object value = node.get(key);
        return value == null ? "" : String.valueOf(value);
    }

    private static String duration(@Nullable Object millis) {
        Duration duration = Duration.ofMillis(millis instanceof Number number ? number.longValue() : 0);
        if (duration.toHours() > 0) {
            return duration.toHours() + "h" + duration.toMinutesPart() + "m";
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + "m" + duration.toSecondsPart() + "s"
                : duration.toSeconds() + "s";
    }
}
