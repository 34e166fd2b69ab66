package network.ara.up.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node as its manifest describes it, with every default filled in.
 *
 * @param position of the node's name in its manifest
 * @param cwd absolute
 * @param environment what is set (a value) or unset (empty) in the node's environment, in manifest order
 * @param dependencies in manifest order; at most one of each kind for a target
 */
public record NodeSpec(
        NodeName name,
        SourcePosition position,
        Optional<String> description,
        Launch launch,
        Path cwd,
        Map<String, Optional<String>> environment,
        List<Dependency> dependencies,
        Readiness ready,
        RestartPolicy restart,
        StopPolicy stop) {

    public NodeSpec {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        dependencies = List.copyOf(dependencies);
    }

    /** The same node with other dependencies. */
    public NodeSpec withDependencies(List<Dependency> others) {
        return new NodeSpec(name, position, description, launch, cwd, environment, others, ready, restart, stop);
    }

    public boolean isExternal() {
        return launch instanceof Launch.External;
    }
}
