package network.ara.up.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import network.ara.up.graph.DependencyGraph;
import network.ara.up.graph.Selection;
import network.ara.up.manifest.Manifest;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Suggestion;
import network.ara.up.process.RuntimeDirectories;
import network.ara.up.runtime.ProjectHome;

/**
 * Manifests that were read, and their graph. Nothing of the machine but files was looked at.
 *
 * @param files as the user wrote them
 * @param manifest free of problems
 * @param graph of all its nodes, without cycles
 */
record Project(List<Path> files, Manifest manifest, DependencyGraph graph) {

    Project {
        files = List.copyOf(files);
    }

    /** Errors: {@link CommandFailure}, after every problem was printed. */
    static Project read(List<Path> files, Terminal terminal) {
        return of(Inspection.of(files, terminal.environment()), terminal);
    }

    /** As {@link #read}, for nodes that run already: what only their start needs may be gone. */
    static Project readOfRunning(List<Path> files, Terminal terminal) {
        return of(Inspection.ofRunning(files, terminal.environment()), terminal);
    }

    private static Project of(Inspection inspection, Terminal terminal) {
        inspection.print(terminal, ProblemPrinter.SHOWN);
        return inspection.project();
    }

    /**
     * All that are called so: several where it has replicas. Errors: {@link CommandFailure} when no manifest defines it.
     */
    List<NodeName> nodes(String word) {
        List<NodeName> found = manifest.nodes().values().stream()
                .filter(node -> node.isCalled(word))
                .map(NodeSpec::name)
                .toList();
        if (found.isEmpty()) {
            List<String> names =
                    manifest.written().keySet().stream().map(NodeName::text).toList();
            String fix = Suggestion.nearest(word, names)
                    .map(name -> "did you mean '" + name + "'?")
                    .orElse("'ara-up graph' shows which there are");
            throw new CommandFailure(ExitCode.NOT_FOUND, "no node '" + word + "' in " + shown(), fix);
        }
        return found;
    }

    /** As {@link #nodes(String)}, of several words. */
    List<NodeName> nodes(List<String> words) {
        return words.stream().flatMap(word -> nodes(word).stream()).distinct().toList();
    }

    NodeSpec spec(NodeName name) {
        return graph.node(name);
    }

    /** All nodes, in the order of booting. */
    List<NodeSpec> all() {
        return graph.order().stream().map(graph::node).toList();
    }

    /**
     * The specs of these nodes and of all that they need, in the order of booting; none named means all that are booted
     * without being named.
     */
    List<NodeSpec> selection(List<String> words) {
        return Selection.of(nodes(words)).of(graph);
    }

    /** Errors: {@link IOException} where this user's folders can't be had. */
    ProjectHome home(Terminal terminal) throws IOException {
        return new ProjectHome(manifest.project(), RuntimeDirectories.of(terminal.environment()));
    }

    /** The files, for people. */
    String shown() {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
