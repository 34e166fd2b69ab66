package network.ara.up.manifest;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.ara.up.model.About;
import network.ara.up.model.CallPolicy;
import network.ara.up.model.Dependency;
import network.ara.up.model.Environment;
import network.ara.up.model.Launch;
import network.ara.up.model.Lifecycle;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Problem;
import network.ara.up.model.Readiness;
import network.ara.up.model.RestartPolicy;
import network.ara.up.model.SourcePosition;
import network.ara.up.model.StopPolicy;

/** A node while its keys are read. What is broken keeps its default, so that the rest of it can be used. */
final class NodeDraft {

    private static final List<String> LAUNCH_KEYS = List.of("run", "shell", "builtin", "external");

    private static final Shape<Path> FOLDER = Shape.text("a folder").then(NodeDraft::folder);

    /** Every key of a node that the specification knows, with its type, its meaning and its default. */
    static final Section<NodeDraft> SECTION = Section.of(List.of(
            Key.<NodeDraft, String>of(
                    "description", Shapes.STRING, "text for people", (node, it) -> node.description = Optional.of(it)),
            Key.<NodeDraft, Launch>of(
                    "run", LaunchShapes.RUN, "the program, started without a shell", (node, it) -> node.launch = it),
            Key.<NodeDraft, Launch>of(
                    "shell", LaunchShapes.SHELL, "a script for /bin/sh -c", (node, it) -> node.launch = it),
            Key.<NodeDraft, Launch>of(
                    "builtin",
                    LaunchShapes.BUILTIN,
                    "a node that ships with ara-up, and its flags",
                    (node, it) -> node.launch = it),
            Key.<NodeDraft, Launch>of(
                    "external",
                    LaunchShapes.EXTERNAL,
                    "never started by ara-up, must be found running",
                    (node, it) -> node.launch = it),
            Key.<NodeDraft, Path>of("cwd", FOLDER, "relative to the manifest", (node, it) -> node.cwd = it)
                    .byDefault("."),
            Key.<NodeDraft, Map<String, Optional<String>>>of(
                    "env", Shapes.environment(), "null unsets", (node, it) -> node.environment = it),
            Key.<NodeDraft, List<Dependency>>of(
                    "requires",
                    DependencyShapes.conditional(Dependency.Kind.REQUIRES),
                    "booted first, and waited for",
                    NodeDraft::depend),
            Key.<NodeDraft, List<Dependency>>of(
                    "wants",
                    DependencyShapes.conditional(Dependency.Kind.WANTS),
                    "booted first if it can be",
                    NodeDraft::depend),
            Key.<NodeDraft, List<Dependency>>of(
                    "after",
                    DependencyShapes.plain(Dependency.Kind.AFTER),
                    "order only: pulls nothing in",
                    NodeDraft::depend),
            Key.<NodeDraft, Readiness>of(
                            "ready", ReadyShape.READY, "when it counts as ready", (node, it) -> node.ready = it)
                    .byDefault("inc"),
            Key.<NodeDraft, RestartPolicy>of(
                            "restart",
                            RestartShape.RESTART,
                            "what happens when its process ends",
                            (node, it) -> node.restart = it)
                    .byDefault("on-failure"),
            Key.<NodeDraft, StopPolicy>of("stop", StopShape.STOP, "how it is stopped", (node, it) -> node.stop = it)
                    .byDefault("SIGTERM"),
            Key.planned("ann", "an unmodified Ara network node module"),
            Key.planned("env_file", "files with variables"),
            Key.planned("type", "service or task"),
            Key.planned("alive", "the heartbeat"),
            Key.planned("success_exit_codes", "further exit codes that are no failure"),
            Key.planned("critical", "its failure ends the project"),
            Key.planned("lifetime", "session or persistent"),
            Key.planned("start", "auto, manual or on-call"),
            Key.planned("calls", "who may call what"),
            Key.planned("aliases", "names that it also answers to"),
            Key.planned("labels", "text for people"),
            Key.planned("ports", "given to the node as PORT_NAME"),
            Key.planned("provides", "speaks INC for a program that does not"),
            Key.planned("secrets", "never on argv, never in logs"),
            Key.planned("profiles", "when it takes part"),
            Key.planned("groups", "named sets of nodes"),
            Key.planned("limits", "memory, cpu, files"),
            Key.planned("hooks", "commands around start and stop"),
            Key.planned("watch", "restart on change"),
            Key.planned("replicas", "several instances behind one name"),
            Key.planned("on_restart", "what the restart of a node that it requires does to it"),
            Key.planned("host", "where it is to run")));

    private final List<Dependency> dependencies = new ArrayList<>();
    private Optional<String> description = Optional.empty();
    private Launch launch = new Launch.External();
    private Path cwd;
    private Map<String, Optional<String>> environment = Map.of();
    private Readiness ready = Readiness.INC;
    private RestartPolicy restart = RestartPolicy.DEFAULT;
    private StopPolicy stop = StopPolicy.DEFAULT;

    NodeDraft(Path directory) {
        this.cwd = directory;
    }

    private void depend(List<Dependency> more) {
        dependencies.addAll(more);
    }

    NodeSpec spec(NodeName name, SourcePosition position) {
        return new NodeSpec(
                name,
                position,
                new About(description, List.of(), Map.of()),
                launch,
                cwd,
                new Environment(List.of(), environment),
                dependencies,
                Lifecycle.DEFAULT,
                ready,
                restart,
                stop,
                CallPolicy.DEFAULT);
    }

    /** Whether one of the keys that say how to launch a node is {@code given}. */
    static boolean isLaunched(Map<String, SourcePosition> given) {
        return LAUNCH_KEYS.stream().anyMatch(given::containsKey);
    }

    /** Reports where not exactly one way to launch the node is {@code given}. */
    static void checkLaunch(Value node, SourcePosition name, Map<String, SourcePosition> given) {
        List<String> ways =
                given.keySet().stream().filter(LAUNCH_KEYS::contains).toList();
        if (ways.isEmpty()) {
            node.report(node.problem(
                    name, "nothing says how it is launched", "give it one of 'run', 'shell', 'builtin' or 'external'"));
        } else if (ways.size() > 1) {
            String all = Shapes.list(ways, "and");
            Problem several = node.problem(places(given, ways).get(1), all + " are given", "keep one of them");
            List<Problem.Note> others = places(given, ways).stream()
                    .filter(place -> !place.equals(several.position()))
                    .map(place -> new Problem.Note(place, "also given here"))
                    .toList();
            node.report(new Problem(several.position(), several.message(), others, several.fix()));
        }
    }

    private static List<SourcePosition> places(Map<String, SourcePosition> given, List<String> keys) {
        return keys.stream().map(given::get).toList();
    }

    private static Optional<Path> folder(String text, Value value) {
        try {
            Path folder = value.scope().directory().resolve(text).normalize();
            if (Files.isDirectory(folder)) {
                return Optional.of(folder);
            }
        } catch (InvalidPathException e) {
            // a name that this system's encoding can't write is not there either
        }
        return value.fail(
                "the folder '" + text + "' does not exist",
                text.startsWith("~") ? "write ${HOME} for '~'" : "create it, or correct the path");
    }
}
