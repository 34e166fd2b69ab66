package network.ara.up.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.ara.up.model.NodeName;

/**
 * What is to be started for a node.
 *
 * @param argv the program, looked up in the PATH of {@code environment} where it has no slash, and its arguments
 * @param cwd absolute
 * @param environment all of it: nothing is inherited
 * @param logFile to which the output is appended; created where it is missing
 */
public record LaunchOrder(NodeName name, List<String> argv, Path cwd, Map<String, String> environment, Path logFile) {

    /** Errors: {@link IllegalArgumentException} for an empty argv or a relative cwd. */
    public LaunchOrder {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        if (argv.isEmpty() || !cwd.isAbsolute()) {
            throw new IllegalArgumentException("node '" + name + "': argv " + argv + ", cwd " + cwd);
        }
    }
}
