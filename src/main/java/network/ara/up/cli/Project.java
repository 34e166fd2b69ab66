package network.ara.up.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import network.ara.up.graph.DependencyGraph;
import network.ara.up.manifest.Manifest;
import network.ara.up.model.Dependency;
import network.ara.up.model.Lifecycle;
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

    /** Errors: {@link CommandFailure} when no manifest defines it. */
    NodeName node(String word) {
        Optional<NodeName> found = manifest.nodes().values().stream()
                .filter(node -> isCalled(node, word))
                .map(NodeSpec::name)
                .findFirst();
        return found.orElseThrow(() -> {
            List<String> names =
                    manifest.nodes().keySet().stream().map(NodeName::text).toList();
            String fix = Suggestion.nearest(word, names)
                    .map(name -> "did you mean '" + name + "'?")
                    .orElse("'ara-up graph' shows which there are");
            return new CommandFailure(ExitCode.NOT_FOUND, "no node '" + word + "' in " + shown(), fix);
        });
    }

    private static boolean isCalled(NodeSpec node, String word) {
        return node.name().text().equals(word)
                || node.about().aliases().stream()
                        .anyMatch(alias -> alias.text().equals(word));
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
        List<NodeName> named = words.isEmpty()
                ? all().stream()
                        .filter(Project::isBootedUnnamed)
                        .map(NodeSpec::name)
                        .toList()
                : words.stream().map(this::node).toList();
        Set<NodeName> chosen = graph.closure(
                named,
                DependencyGraph.Direction.DEPENDENCIES,
                EnumSet.of(Dependency.Kind.REQUIRES, Dependency.Kind.WANTS));
        return all().stream().filter(spec -> chosen.contains(spec.name())).toList();
    }

    private static boolean isBootedUnnamed(NodeSpec spec) {
        return spec.lifecycle().start() == Lifecycle.Start.AUTO;
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
