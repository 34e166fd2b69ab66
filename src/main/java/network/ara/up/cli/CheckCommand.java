package network.ara.up.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ara-up check}: all problems of the manifests, without looking at anything that runs. */
@Command(
        name = "check",
        aliases = "validate",
        description = "Report everything that is wrong with a manifest. Nothing is started.")
final class CheckCommand implements Runnable {

    private final Terminal terminal;

    @Mixin
    private ManifestArguments arguments = new ManifestArguments();

    @Option(names = "--all", description = "Show all problems, not only the first " + ProblemPrinter.SHOWN)
    private boolean all;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text, json. Default: ${DEFAULT-VALUE}")
    private Format output = Format.TEXT;

    /** The values of {@code --output}. */
    enum Format {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        Inspection inspection = Inspection.of(arguments.manifests(terminal.cwd()), terminal.environment());
        if (output == Format.JSON) {
            terminal.out().println(Json.text(json(inspection)));
        } else {
            inspection.print(terminal, all ? Integer.MAX_VALUE : ProblemPrinter.SHOWN);
        }
        Project project = inspection.project();
        var unused = project.nodes(arguments.nodes(terminal.cwd()));
        if (output == Format.TEXT) {
            int nodes = project.manifest().nodes().size();
            terminal.out().println(project.shown() + ": all is well with " + nodes + (nodes == 1 ? " node" : " nodes"));
        }
    }

    private static Map<String, @Nullable Object> json(Inspection inspection) {
        long errors = inspection.problems().stream().filter(Problem::isError).count();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("valid", inspection.isValid());
        json.put("nodes", inspection.reading().manifest().nodes().size());
        json.put("errors", errors);
        json.put("warnings", inspection.problems().size() - errors);
        json.put("unlisted", inspection.reading().unlisted());
        json.put(
                "problems",
                inspection.problems().stream().map(CheckCommand::json).toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(Problem problem) {
        Map<String, @Nullable Object> json = json(problem.position());
        json.put("length", problem.position().length());
        json.put("severity", problem.severity().word());
        json.put("message", problem.message());
        json.put("notes", problem.notes().stream().map(CheckCommand::json).toList());
        json.put("fix", problem.fix().orElse(null));
        return json;
    }

    private static Map<String, @Nullable Object> json(Problem.Note note) {
        Map<String, @Nullable Object> json = json(note.position());
        json.put("length", note.position().length());
        json.put("text", note.text());
        return json;
    }

    private static Map<String, @Nullable Object> json(SourcePosition position) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("file", position.file());
        json.put("line", position.line());
        json.put("column", position.column());
        return json;
    }
}
