package network.ara.up.cli;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import network.ara.up.core.Snapshot.NodeView;
import network.ara.up.model.NodeSpec;
import network.ara.up.runtime.LaunchCheck;
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
final class PlanCommand implements Callable<Integer> {

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
    public Integer call() throws IOException {
        Project project = Project.read(arguments.manifests(terminal.cwd()), terminal);
        List<String> words = arguments.nodes(terminal.cwd());
        List<NodeSpec> specs = project.selection(words);
        PlanRows rows = new PlanRows(new LaunchCheck(project.home(terminal), terminal.environment()));
        for (NodeView node : MachineLook.at(project, specs, project.nodes(words), terminal)) {
            rows.add(project.graph().node(node.name()), node);
        }
        if (words.isEmpty()) {
            Set<NodeSpec> booted = new HashSet<>(specs);
            project.all().stream().filter(spec -> !booted.contains(spec)).forEach(rows::addLeft);
        }
        print(rows.rows());
        return ExitCode.OK.number();
    }

    private void print(List<Map<String, @Nullable Object>> rows) {
        if (output == OutputFormat.JSON) {
            terminal.out().println(Json.text(rows));
            return;
        }
        Table table = new Table("NODE", "ACTION", "ORIGIN", "PID", "FROM", "REASON");
        for (Map<String, @Nullable Object> row : rows) {
            table.row(row.values().stream()
                    .map(value -> value == null ? "" : value.toString())
                    .toArray(String[]::new));
        }
        terminal.out().print(table.text());
    }
}
