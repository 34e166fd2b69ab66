package network.ara.up.manifest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import network.ara.up.model.CallPolicy;
import network.ara.up.model.Dependency;
import network.ara.up.model.Launch;
import network.ara.up.model.Lifecycle;
import network.ara.up.model.NodeName;
import network.ara.up.model.Port;
import network.ara.up.model.Probe;
import network.ara.up.model.Problem;
import network.ara.up.model.ProvidedFunction;
import network.ara.up.model.Readiness;
import network.ara.up.model.RestartPolicy;
import network.ara.up.model.SourcePosition;
import network.ara.up.model.StopPolicy;

/** The keys of a node: the table, and the rules that span several of them. */
final class NodeKeys {

    /** Exactly one of them makes a node. */
    static final List<String> LAUNCH = List.of("run", "shell", "builtin", "ann", "external");

    private static final Shape<Map<NodeName, SourcePosition>> ALIASES = Shape.list(
                    DependencyShapes.name("a node name")
                            .then((name, value) -> Optional.of(Map.entry(name, value.position()))),
                    "a list of names")
            .map(NodeKeys::inOrder);

    private static final Shape<Lifecycle.Type> TYPE = Shapes.word(Lifecycle.Type.class, Lifecycle.Type::word);

    private static final Shape<Lifecycle.Start> START = Shapes.word(Lifecycle.Start.class, Lifecycle.Start::word);

    private static final Shape<Lifecycle.Lifetime> LIFETIME =
            Shapes.word(Lifecycle.Lifetime.class, Lifecycle.Lifetime::word);

    private static final Shape<List<Integer>> EXIT_CODES =
            Shape.list(Shapes.integer(0, 255, "an exit code, a number from 0 to 255"), "a list of exit codes");

    private static final Shape<Integer> REPLICAS =
            Shapes.integer(1, 100, "how many instances there are, a number from 1 to 100");

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
                    "ann",
                    AnnShape.ANN,
                    "an unmodified Ara network node module, by its type, and its flags",
                    (node, it) -> node.launch = it),
            Key.<NodeDraft, Launch>of(
                    "external",
                    LaunchShapes.EXTERNAL,
                    "never started by ara-up, must be found running",
                    (node, it) -> node.launch = it),
            Key.<NodeDraft, Path>of("cwd", PathShapes.FOLDER, "relative to the manifest", (node, it) -> node.cwd = it)
                    .byDefault("."),
            Key.<NodeDraft, Map<String, Optional<String>>>of(
                    "env", Shapes.environment(), "variables; null unsets one", NodeDraft::set),
            Key.<NodeDraft, List<Path>>of(
                    "env_file",
                    PathShapes.ENV_FILES,
                    "files of NAME=value lines, read anew at every start; later ones win, 'env' wins over all",
                    (node, it) -> node.environmentFiles = it),
            Key.<NodeDraft, List<Dependency>>of(
                    "requires",
                    DependencyShapes.conditional(Dependency.Kind.REQUIRES),
                    "booted first, and waited for",
                    (node, it) -> node.depend(Dependency.Kind.REQUIRES, it)),
            Key.<NodeDraft, List<Dependency>>of(
                    "wants",
                    DependencyShapes.conditional(Dependency.Kind.WANTS),
                    "booted first if it can be",
                    (node, it) -> node.depend(Dependency.Kind.WANTS, it)),
            Key.<NodeDraft, List<Dependency>>of(
                    "after",
                    DependencyShapes.plain(Dependency.Kind.AFTER),
                    "order only: pulls nothing in",
                    (node, it) -> node.depend(Dependency.Kind.AFTER, it)),
            Key.<NodeDraft, Lifecycle.Type>of(
                            "type",
                            TYPE,
                            "a service goes on; a task runs once and ends, and is ready when it has ended well",
                            (node, it) -> node.type = it)
                    .byDefault("service"),
            Key.<NodeDraft, Readiness>of(
                            "ready",
                            ReadyShape.READY,
                            "when it counts as ready: all that is given must pass",
                            node -> node.ready,
                            (node, it) -> node.ready = it)
                    .byDefault("inc"),
            Key.<NodeDraft, AliveShape.Said>of(
                    "alive",
                    AliveShape.ALIVE,
                    "how it is seen that it still answers; where it speaks INC, it is asked anyhow, and silence is only shown",
                    node -> node.alive,
                    (node, it) -> node.alive = it),
            Key.<NodeDraft, RestartPolicy>of(
                            "restart",
                            RestartShape.RESTART,
                            "which ends of its process are followed by a restart; by default none of a task's",
                            node -> node.restart,
                            (node, it) -> node.restart = it)
                    .byDefault("on-failure"),
            Key.<NodeDraft, List<Integer>>of(
                    "success_exit_codes",
                    EXIT_CODES,
                    "ends that are no failure, besides 0",
                    (node, it) -> node.successExitCodes = new TreeSet<>(it)),
            Key.<NodeDraft, StopPolicy>of(
                            "stop",
                            StopShape.STOP,
                            "how it is stopped",
                            node -> node.stop,
                            (node, it) -> node.stop = it)
                    .byDefault("SIGTERM"),
            Key.<NodeDraft, Boolean>of(
                            "critical",
                            Shapes.BOOLEAN,
                            "its failure ends the project, with its exit code",
                            (node, it) -> node.critical = it)
                    .byDefault("false"),
            Key.<NodeDraft, Lifecycle.Lifetime>of(
                            "lifetime",
                            LIFETIME,
                            "Ctrl-C and 'down' leave a persistent one running",
                            (node, it) -> node.lifetime = it)
                    .byDefault("session"),
            Key.<NodeDraft, Lifecycle.Start>of(
                            "start",
                            START,
                            "a manual one only when it is named or needed; on-call: as manual, and by the first call to it",
                            (node, it) -> node.start = it)
                    .byDefault("auto"),
            Key.<NodeDraft, Duration>of(
                    "idle",
                    Shapes.PAUSE,
                    "how long an on-call node goes on after its last call; without it, for ever",
                    (node, it) -> node.idle = Optional.of(it)),
            Key.<NodeDraft, CallPolicy>of(
                    "calls",
                    CallsShape.CALLS,
                    "who may call what, and how many at once; enforced while ara-up leads the bus",
                    node -> node.calls,
                    (node, it) -> node.calls = it),
            Key.<NodeDraft, Map<String, ProvidedFunction>>of(
                    "provides",
                    ProvidesShape.PROVIDES,
                    "functions that ara-up answers for in its name, where it speaks no INC: a command or an HTTP request each",
                    (node, it) -> node.provides = it),
            Key.<NodeDraft, Map<NodeName, SourcePosition>>of(
                    "aliases",
                    ALIASES,
                    "names that stand for it in manifests and on the command line",
                    (node, it) -> node.aliases = it),
            Key.<NodeDraft, Map<String, String>>of(
                    "labels", Shapes.labels(), "for people and other tools", NodeDraft::label),
            Key.<NodeDraft, List<Port>>of(
                    "ports",
                    PortsShape.PORTS,
                    "each is given to it as PORT_NAME; with bump: N a taken one is replaced by a free one of the N after it",
                    (node, it) -> node.ports = it),
            Key.<NodeDraft, Integer>of(
                    "replicas",
                    REPLICAS,
                    "so many instances, NAME.1 to NAME.N, all of which are NAME on the bus",
                    (node, it) -> node.replicas = it),
            Key.planned("secrets", "never on argv, never in logs"),
            Key.planned("profiles", "when it takes part"),
            Key.planned("groups", "named sets of nodes"),
            Key.planned("limits", "memory, cpu, files"),
            Key.planned("hooks", "commands around start and stop"),
            Key.planned("watch", "restart on change"),
            Key.planned("on_restart", "what the restart of a node that it requires does to it"),
            Key.planned("host", "where it is to run")));

    private NodeKeys() {}

    /**
     * Reads a node.
     *
     * @param name the place of the node's name
     */
    static void read(Value node, SourcePosition name, NodeDraft draft) {
        check(node, name, SECTION.decode(node, draft), draft);
    }

    /** As {@link #read}, after the keys {@code given} have been read. */
    static void check(Value node, SourcePosition name, Map<String, SourcePosition> given, NodeDraft draft) {
        draft.note(given.keySet());
        checkLaunch(node, name, given, draft);
        checkTask(node, given, draft);
        checkAlive(node, given, draft);
        checkIdle(node, given, draft);
        checkReplicas(node, name, given, draft);
        draft.refer(node.scope().references().take());
        checkProvides(node, given, draft);
    }

    private static void checkLaunch(
            Value node, SourcePosition name, Map<String, SourcePosition> given, NodeDraft draft) {
        List<String> ways = new ArrayList<>(given.keySet());
        ways.retainAll(LAUNCH);
        if (ways.isEmpty() && !draft.isLaunched()) {
            node.report(node.problem(
                    name,
                    "nothing says how it is launched",
                    "give it one of 'run', 'shell', 'builtin', 'ann' or 'external'"));
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

    private static void checkTask(Value node, Map<String, SourcePosition> given, NodeDraft draft) {
        if (draft.type != Lifecycle.Type.TASK) {
            return;
        }
        if (given.containsKey("ready")) {
            node.report(node.problem(
                    given.get("ready"),
                    "a task is ready when it has ended well, and has no other 'ready'",
                    "remove it"));
        }
        if (given.containsKey("alive")) {
            node.report(node.problem(
                    given.get("alive"), "a task ends, and is not asked whether it is 'alive'", "remove it"));
        }
        if (given.containsKey("restart") && draft.restart.mode() == RestartPolicy.Mode.ALWAYS) {
            node.report(node.problem(
                    given.get("restart"),
                    "a task that is always restarted never ends",
                    "write 'on-failure', or make it a service"));
        }
    }

    private static void checkIdle(Value node, Map<String, SourcePosition> given, NodeDraft draft) {
        if (given.containsKey("idle") && draft.start != Lifecycle.Start.ON_CALL) {
            node.report(node.problem(
                    given.get("idle"),
                    "'idle' stops a node that the next call boots, and no call boots this one",
                    "add 'start: on-call', or remove it"));
        }
    }

    private static void checkAlive(Value node, Map<String, SourcePosition> given, NodeDraft draft) {
        if (!given.containsKey("alive") || draft.type == Lifecycle.Type.TASK) {
            return;
        }
        if (draft.alive.lacksProbes(draft.ready)) {
            node.report(node.problem(
                    given.get("alive"),
                    "'alive' asks nothing, and a node that does not speak INC has no heartbeat of itself",
                    "add a probe to it, such as tcp: 8080"));
        }
        boolean udp = draft.alive.probes().orElse(List.of()).stream().anyMatch(Probe.Udp.class::isInstance);
        if (udp && draft.isLaunched() && draft.launch instanceof Launch.External) {
            node.report(node.problem(
                    given.get("alive"),
                    "'alive.udp' looks at the ports of its process, which of an external node is not known",
                    "ask it something else, such as 'exec'"));
        }
    }

    /** Of what can't be said of one of several that bear the same name. */
    private static void checkReplicas(
            Value node, SourcePosition name, Map<String, SourcePosition> given, NodeDraft draft) {
        if (draft.replicas == 0) {
            return;
        }
        SourcePosition place = given.getOrDefault("replicas", name);
        if (draft.type == Lifecycle.Type.TASK) {
            node.report(node.problem(place, "a task runs once, and has no 'replicas'", "remove it"));
        } else if (draft.isLaunched() && draft.launch instanceof Launch.External) {
            node.report(node.problem(
                    place, "'replicas' are started by ara-up, and an external node never is", "remove one of the two"));
        }
        if (callsItself(draft)) {
            node.report(node.problem(
                    place,
                    "a 'call' reaches a name, and 'replicas' are several of one name",
                    "use another probe, or a signal or a command to stop it"));
        }
    }

    private static boolean callsItself(NodeDraft draft) {
        return Stream.concat(draft.ready.probes().stream(), draft.alive.probes().orElse(List.of()).stream())
                        .anyMatch(Probe.Call.class::isInstance)
                || draft.stop
                        .request()
                        .filter(StopPolicy.Call.class::isInstance)
                        .isPresent();
    }

    /** Who answers for a node that answers itself would answer twice. */
    private static void checkProvides(Value node, Map<String, SourcePosition> given, NodeDraft draft) {
        if (!given.containsKey("provides")) {
            return;
        }
        boolean asksInc = draft.alive.probes().orElse(List.of()).stream()
                .anyMatch(probe -> probe instanceof Probe.Inc || probe instanceof Probe.Call);
        if (draft.type == Lifecycle.Type.TASK) {
            node.report(node.problem(given.get("provides"), "a task ends, and can't be called", "remove it"));
        } else if (draft.replicas > 0) {
            node.report(node.problem(
                    given.get("provides"),
                    "'provides' answers for one process, and 'replicas' are several of one name",
                    "remove one of the two"));
        } else if (draft.ready.speaksInc() || asksInc) {
            node.report(node.problem(
                    given.get("provides"),
                    "'provides' is for a node that does not speak INC, and this one is asked by INC whether it is "
                            + (asksInc ? "alive" : "ready"),
                    "say how it is seen otherwise, such as " + (asksInc ? "alive" : "ready") + ": {tcp: 8080}"));
        }
    }

    private static <K, V> Map<K, V> inOrder(List<Map.Entry<K, V>> entries) {
        Map<K, V> map = new LinkedHashMap<>();
        entries.forEach(entry -> map.putIfAbsent(entry.getKey(), entry.getValue()));
        return map;
    }
}
