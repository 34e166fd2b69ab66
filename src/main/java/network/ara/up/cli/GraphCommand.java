package network.ara.up.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import network.ara.up.graph.DependencyGraph;
import network.ara.up.graph.DependencyGraph.Direction;
import network.ara.up.graph.DotDrawing;
import network.ara.up.graph.Drawing;
import network.ara.up.graph.JsonDrawing;
import network.ara.up.graph.MermaidDrawing;
import network.ara.up.graph.Palette;
import network.ara.up.graph.TextDrawing;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ara-up graph}: who needs whom, drawn. */
@Command(
        name = "graph",
        description = {
            "Draw who needs whom. On top is what is booted first; arrows lead down to the nodes that wait for it.",
            "With NODEs: only these, and what they need."
        })
final class GraphCommand implements Runnable {

    /** The values of {@code --format}. */
    enum Format {
        TEXT,
        DOT,
        MERMAID,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Terminal terminal;

    @ParentCommand
    private AraUp araUp;

    @Mixin
    private ManifestArguments arguments = new ManifestArguments();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Format format = Format.TEXT;

    @Option(names = "--reverse", description = "With NODEs: these, and those that need them")
    private boolean reverse;

    GraphCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        List<String> words = arguments.nodes(terminal.cwd());
        if (reverse && words.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "'--reverse' shows who needs a node, and no node is named", "name one");
        }
        Project project = Project.read(arguments.manifests(terminal.cwd()), terminal);
        List<NodeName> names = words.stream().map(project::node).toList();
        terminal.out().print(drawing().draw(part(project.graph(), names)));
    }

    private DependencyGraph part(DependencyGraph graph, List<NodeName> names) {
        if (names.isEmpty()) {
            return graph;
        }
        Direction direction = reverse ? Direction.DEPENDENTS : Direction.DEPENDENCIES;
        Set<NodeName> reached = graph.closure(names, direction, EnumSet.allOf(Kind.class));
        return graph.restrictedTo(reached);
    }

    private Drawing drawing() {
        return switch (format) {
            case DOT -> new DotDrawing();
            case MERMAID -> new MermaidDrawing();
            case JSON -> new JsonDrawing();
            case TEXT -> text();
        };
    }

    private Drawing text() {
        Screen screen = terminal.screen();
        Map<String, String> environment = terminal.environment();
        boolean colour = araUp.color().colours(screen.outIsTerminal(), environment);
        return new TextDrawing(screen.width().getAsInt(), screen.unicode(), colour ? new Ansi() : Palette.PLAIN);
    }
}
