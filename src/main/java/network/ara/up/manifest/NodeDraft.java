package network.ara.up.manifest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import network.ara.up.model.About;
import network.ara.up.model.CallPolicy;
import network.ara.up.model.Dependency;
import network.ara.up.model.Environment;
import network.ara.up.model.Launch;
import network.ara.up.model.Lifecycle;
import network.ara.up.model.Liveness;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Port;
import network.ara.up.model.ProvidedFunction;
import network.ara.up.model.Readiness;
import network.ara.up.model.RestartPolicy;
import network.ara.up.model.SourcePosition;
import network.ara.up.model.StopPolicy;
import network.ara.up.model.Wiring;

/**
 * A node while its keys are read, by {@link NodeKeys}. What is broken keeps its default, so that the rest of it can be
 * used. A draft may begin as a copy of another: of the file's {@code defaults}, or of what an earlier file says.
 */
final class NodeDraft {

    private static final RestartPolicy TASK_RESTART =
            new RestartPolicy(RestartPolicy.Mode.NO, RestartPolicy.DEFAULT.backoff(), RestartPolicy.DEFAULT.limit());

    Optional<String> description = Optional.empty();
    /** With their places. */
    Map<NodeName, SourcePosition> aliases = Map.of();

    Map<String, String> labels = Map.of();
    Launch launch = new Launch.External();
    Path cwd;
    List<Path> environmentFiles = List.of();
    Map<String, Optional<String>> environment = Map.of();
    List<Dependency> dependencies = List.of();
    Lifecycle.Type type = Lifecycle.DEFAULT.type();
    Lifecycle.Start start = Lifecycle.DEFAULT.start();
    Lifecycle.Lifetime lifetime = Lifecycle.DEFAULT.lifetime();
    boolean critical = Lifecycle.DEFAULT.critical();
    SortedSet<Integer> successExitCodes = new TreeSet<>();
    Optional<Duration> idle = Optional.empty();
    Readiness ready = Readiness.INC;
    AliveShape.Said alive = AliveShape.Said.NOTHING;
    RestartPolicy restart = RestartPolicy.DEFAULT;
    StopPolicy stop = StopPolicy.DEFAULT;
    CallPolicy calls = CallPolicy.DEFAULT;
    List<Port> ports = List.of();
    int replicas;
    List<References.Placed> references = List.of();
    Map<String, ProvidedFunction> provides = Map.of();

    /** Whether it is said how it is launched, here or where this draft is a copy of. */
    private boolean launched;

    /** Whether a node itself, and not only its file's defaults, says when it is restarted. */
    private boolean restartSaid;

    NodeDraft(Path directory) {
        this.cwd = directory;
    }

    NodeDraft copy() {
        NodeDraft copy = new NodeDraft(cwd);
        copy.description = description;
        copy.aliases = aliases;
        copy.labels = labels;
        copy.launch = launch;
        copy.environmentFiles = environmentFiles;
        copy.environment = environment;
        copy.dependencies = dependencies;
        copy.type = type;
        copy.start = start;
        copy.lifetime = lifetime;
        copy.critical = critical;
        copy.successExitCodes = successExitCodes;
        copy.idle = idle;
        copy.ready = ready;
        copy.alive = alive;
        copy.restart = restart;
        copy.stop = stop;
        copy.calls = calls;
        copy.ports = ports;
        copy.replicas = replicas;
        copy.references = references;
        copy.provides = provides;
        copy.launched = launched;
        copy.restartSaid = restartSaid;
        return copy;
    }

    /** How many things a copy is made of, beside what every node has. */
    int copied() {
        return dependencies.size() + environment.size() + labels.size() + references.size();
    }

    /** A copy for node {@code name}, which is not made to need itself. */
    NodeDraft copyFor(NodeName name) {
        NodeDraft copy = copy();
        copy.dependencies = dependencies.stream()
                .filter(dependency -> !dependency.target().equals(name))
                .toList();
        return copy;
    }

    /** Those of one kind; they replace what was given of that kind before. */
    void depend(Dependency.Kind kind, List<Dependency> those) {
        List<Dependency> all = new ArrayList<>(dependencies);
        all.removeIf(dependency -> dependency.kind() == kind);
        all.addAll(those);
        dependencies = all;
    }

    void set(Map<String, Optional<String>> variables) {
        environment = merged(environment, variables);
    }

    /** It asks other nodes for these, if they are not written over. */
    void refer(List<References.Placed> more) {
        List<References.Placed> all = new ArrayList<>(references);
        all.addAll(more);
        references = all;
    }

    void label(Map<String, String> more) {
        labels = merged(labels, more);
    }

    private static <V> Map<String, V> merged(Map<String, V> before, Map<String, V> more) {
        Map<String, V> all = new LinkedHashMap<>(before);
        all.putAll(more);
        return all;
    }

    /** Notes which keys a node gives. */
    void note(Set<String> keys) {
        noteDefaults(keys);
        restartSaid |= keys.contains("restart");
    }

    /** Notes which keys are given as defaults. */
    void noteDefaults(Set<String> keys) {
        launched |= !Collections.disjoint(NodeKeys.LAUNCH, keys);
    }

    boolean isLaunched() {
        return launched;
    }

    NodeSpec spec(NodeName name, SourcePosition position) {
        boolean task = type == Lifecycle.Type.TASK;
        return new NodeSpec(
                name,
                position,
                new About(description, List.copyOf(aliases.keySet()), labels),
                launch,
                cwd,
                new Environment(environmentFiles, environment),
                dependencies,
                new Lifecycle(type, start, lifetime, critical, successExitCodes, idle),
                task ? new Readiness(List.of(), ready.interval(), ready.timeout()) : ready,
                task ? Liveness.NONE : alive.liveness(ready),
                task && !restartSaid ? TASK_RESTART : restart,
                stop,
                calls,
                new Wiring(ports, replicas, 0),
                provides);
    }
}
