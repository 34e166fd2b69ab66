package network.ara.up.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node as its manifest describes it, with every default filled in.
 *
 * @param position of the node's name in its manifest
 * @param cwd absolute
 * @param dependencies in manifest order; at most one of each kind for a target
 * @param wiring its ports, and whether it is one of several instances
 * @param provides the functions that ara-up answers for in its name, in manifest order; empty for a node that speaks INC
 */
public record NodeSpec(
        NodeName name,
        SourcePosition position,
        About about,
        Launch launch,
        Path cwd,
        Environment environment,
        List<Dependency> dependencies,
        Lifecycle lifecycle,
        Readiness ready,
        Liveness alive,
        RestartPolicy restart,
        StopPolicy stop,
        CallPolicy calls,
        Wiring wiring,
        Map<String, ProvidedFunction> provides) {

    public NodeSpec {
        dependencies = List.copyOf(dependencies);
        provides = Collections.unmodifiableMap(new LinkedHashMap<>(provides));
    }

    /** A node of which nothing else is said. */
    public static NodeSpec of(NodeName name, SourcePosition position, Launch launch) {
        return new NodeSpec(
                name,
                position,
                About.NOTHING,
                launch,
                Path.of("/"),
                Environment.INHERITED,
                List.of(),
                Lifecycle.DEFAULT,
                Readiness.INC,
                Liveness.INC,
                RestartPolicy.DEFAULT,
                StopPolicy.DEFAULT,
                CallPolicy.DEFAULT,
                Wiring.NONE,
                Map.of());
    }

    /** The same node with other dependencies. */
    public NodeSpec withDependencies(List<Dependency> others) {
        return with(others, lifecycle, stop);
    }

    /** The same node, stopped in another way. */
    public NodeSpec withStop(StopPolicy other) {
        return with(dependencies, lifecycle, other);
    }

    /** The same node, whose failure ends nothing. */
    public NodeSpec uncritical() {
        return with(lifecycle.uncritical());
    }

    /** The same node, which the end of the project leaves running. */
    public NodeSpec persistent() {
        return living(Lifecycle.Lifetime.PERSISTENT);
    }

    /** The same node, which ends with the project. */
    public NodeSpec ofSession() {
        return living(Lifecycle.Lifetime.SESSION);
    }

    private NodeSpec living(Lifecycle.Lifetime lifetime) {
        return with(lifecycle.living(lifetime));
    }

    private NodeSpec with(Lifecycle other) {
        return with(dependencies, other, stop);
    }

    private NodeSpec with(List<Dependency> others, Lifecycle otherLifecycle, StopPolicy otherStop) {
        return new NodeSpec(
                name,
                position,
                about,
                launch,
                cwd,
                environment,
                others,
                otherLifecycle,
                ready,
                alive,
                restart,
                otherStop,
                calls,
                wiring,
                provides);
    }

    /** The same node under another name, wired in another way. */
    public NodeSpec with(NodeName otherName, Wiring other) {
        return new NodeSpec(
                otherName,
                position,
                about,
                launch,
                cwd,
                environment,
                dependencies,
                lifecycle,
                ready,
                alive,
                restart,
                stop,
                calls,
                other,
                provides);
    }

    /** One of the instances that its {@code replicas} stand for. */
    public NodeSpec instance(int number) {
        return with(instanceName(name, number), new Wiring(wiring.ports(), wiring.replicas(), number));
    }

    /** {@code dht.2}: errors as of {@link NodeName}, where that is too long. */
    public static NodeName instanceName(NodeName name, int number) {
        return new NodeName(name + "." + number);
    }

    /** What it is called on the bus: an instance bears the name of the node that it is one of. */
    public NodeName busName() {
        return isInstance() ? new NodeName(name.text().substring(0, name.text().lastIndexOf('.'))) : name;
    }

    /** Whether others answer to its name on the bus as rightly as it does. */
    public boolean isInstance() {
        return wiring.instance() > 0;
    }

    /** Whether the word is its name, on the bus or among the instances, or one of its aliases. */
    public boolean isCalled(String word) {
        return name.text().equals(word)
                || (isInstance() && busName().text().equals(word))
                || about.aliases().stream().anyMatch(alias -> alias.text().equals(word));
    }

    public boolean isExternal() {
        return launch instanceof Launch.External;
    }

    public boolean isPersistent() {
        return lifecycle.lifetime() == Lifecycle.Lifetime.PERSISTENT;
    }

    /** Whether a call to it boots it. */
    public boolean isOnCall() {
        return lifecycle.start() == Lifecycle.Start.ON_CALL;
    }

    public boolean isTask() {
        return lifecycle.type() == Lifecycle.Type.TASK;
    }
}
