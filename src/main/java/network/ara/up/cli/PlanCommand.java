package network.ara.up.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.ara.up.core.Origin;
import network.ara.up.core.Snapshot.NodeView;
import network.ara.up.model.NodeSpec;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ara-up plan}: the manifest against the machine as it is now. */
@Command(
        name = "plan",
        description = {
            "Show what 'up' would do: which nodes run already, and which it would boot, in order. Nothing is started.",
            "With NODEs: only these, and what they need."
        })
final class PlanCommand implements Runnable {

    private final Terminal terminal;

    @Mixin
    private ManifestArguments arguments = new ManifestArguments();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private OutputFormat output = OutputFormat.TABLE;

    PlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        Project project = Project.read(arguments.manifests(terminal.cwd()), terminal);
        List<String> words = arguments.nodes(terminal.cwd());
        List<NodeSpec> specs = project.selection(words);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (NodeView node : MachineLook.at(project, specs, terminal)) {
            rows.add(row(node, project));
        }
        if (words.isEmpty()) {
            Set<NodeSpec> booted = new HashSet<>(specs);
            project.all().stream()
                    .filter(spec -> !booted.contains(spec))
                    .map(PlanCommand::left)
                    .forEach(rows::add);
        }
        print(rows);
    }

    private static Map<String, @Nullable Object> row(NodeView node, Project project) {
        Map<String, @Nullable Object> row = row(project.graph().node(node.name()), action(node));
        row.put("origin", node.origin() == Origin.OWNED ? "" : node.origin().word());
        row.put("pid", node.pid().isPresent() ? node.pid().getAsLong() : null);
        row.put("reason", node.reason());
        return row;
    }

    /** One that is only booted when somebody names it, or needs it. */
    private static Map<String, @Nullable Object> left(NodeSpec spec) {
        Map<String, @Nullable Object> row = row(spec, "leave");
        row.put("reason", spec.lifecycle().start().word() + ": not booted");
        return row;
    }

    private static Map<String, @Nullable Object> row(NodeSpec spec, String action) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("node", spec.name().text());
        row.put("action", action);
        row.put("origin", "");
        row.put("pid", null);
        row.put("reason", "");
        row.put("from", spec.position().toString());
        return row;
    }

    private static String action(NodeView node) {
        return switch (node.state()) {
            case EXTERNAL, STARTED, READY -> "keep";
            case FAILED, SKIPPED -> "cannot boot";
            case ABSENT -> "unknown";
            default -> "boot";
        };
    }

    private void print(List<Map<String, @Nullable Object>> rows) {
        if (output == OutputFormat.JSON) {
            terminal.out().println(Json.text(rows));
            return;
        }
        Table table = new Table("NODE", "ACTION", "ORIGIN", "PID", "REASON", "FROM");
        for (Map<String, @Nullable Object> row : rows) {
            table.row(row.values().stream()
                    .map(value -> value == null ? "" : value.toString())
                    .toArray(String[]::new));
        }
        terminal.out().print(table.text());
    }
}
