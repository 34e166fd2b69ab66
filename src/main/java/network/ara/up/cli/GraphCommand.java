package network.ara.up.cli;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.ara.up.graph.CriticalPath;
import network.ara.up.graph.DependencyGraph;
import network.ara.up.graph.DependencyGraph.Direction;
import network.ara.up.graph.DotDrawing;
import network.ara.up.graph.Drawing;
import network.ara.up.graph.JsonDrawing;
import network.ara.up.graph.MermaidDrawing;
import network.ara.up.graph.Observed;
import network.ara.up.graph.Palette;
import network.ara.up.graph.Scene;
import network.ara.up.graph.SvgDrawing;
import network.ara.up.graph.TextDrawing;
import network.ara.up.graph.TooBigException;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
        SVG,
        DOT,
        MERMAID,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Terminal terminal;

    @Mixin
    private ManifestArguments arguments = new ManifestArguments();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Format format = Format.TEXT;

    @Option(names = "--reverse", description = "With NODEs: these, and those that need them")
    private boolean reverse;

    @Option(
            names = "--live",
            description = "Show each node's state, of the project that is up, or as the machine is now")
    private boolean live;

    @Option(
            names = "--observed",
            description =
                    "Show who really calls whom, as the ara-up has counted it that leads the bus: also calls that nothing "
                            + "declares, and what is declared and not used")
    private boolean observed;

    @Option(
            names = "--critical-path",
            description =
                    "Mark the chain of nodes that determines how long the boot takes: by the times to ready of the "
                            + "project that is up, else by the number of nodes")
    private boolean criticalPath;

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
        List<NodeName> names = project.nodes(words);
        draw(scene(project, part(project.graph(), names)), project.manifest().project());
    }

    private Scene scene(Project project, DependencyGraph part) {
        boolean whole = part.nodes().size() == project.graph().nodes().size();
        Optional<LiveNodes> nodes = live || criticalPath ? LiveNodes.ofSupervisor(project, terminal) : Optional.empty();
        if (live && nodes.isEmpty()) {
            nodes = Optional.of(LiveNodes.ofMachine(
                    project, project.manifest().nodes().values().stream().toList(), terminal));
        }
        Map<NodeName, Duration> times = nodes.map(LiveNodes::readyAfter).orElse(Map.of());
        Optional<Observed> seen = observed ? Optional.of(ObservedCalls.of(part, whole, terminal)) : Optional.empty();
        DependencyGraph shown = seen.map(calls -> calls.over(part)).orElse(part);
        return new Scene(
                shown,
                live ? nodes.map(LiveNodes::states).orElse(Map.of()) : Map.of(),
                criticalPath ? Optional.of(criticalPath(part, times)) : Optional.empty(),
                seen);
    }

    private static CriticalPath criticalPath(DependencyGraph part, Map<NodeName, Duration> times) {
        return times.isEmpty() ? CriticalPath.byNodes(part) : CriticalPath.byTime(part, times);
    }

    private void draw(Scene scene, String project) {
        try {
            drawing(project).draw(scene, terminal.out()::print);
        } catch (TooBigException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    String.valueOf(e.getMessage()),
                    "name NODEs, to draw only these and what they need, or take '--format dot'",
                    e);
        }
    }

    private DependencyGraph part(DependencyGraph graph, List<NodeName> names) {
        if (names.isEmpty()) {
            return graph;
        }
        Direction direction = reverse ? Direction.DEPENDENTS : Direction.DEPENDENCIES;
        Set<NodeName> reached = graph.closure(names, direction, EnumSet.allOf(Kind.class));
        return graph.restrictedTo(reached);
    }

    private Drawing drawing(String project) {
        return switch (format) {
            case SVG -> new SvgDrawing(project + ": who needs whom");
            case DOT -> new DotDrawing();
            case MERMAID -> new MermaidDrawing();
            case JSON -> new JsonDrawing();
            case TEXT -> text();
        };
    }

    private Drawing text() {
        Screen screen = terminal.screen();
        Palette palette = terminal.coloursOut() ? new Ansi() : Palette.PLAIN;
        return new TextDrawing(screen.width().getAsInt(), screen.unicode(), palette);
    }
}
