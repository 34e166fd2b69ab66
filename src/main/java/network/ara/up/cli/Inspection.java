package network.ara.up.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.ara.up.graph.DependencyGraph;
import network.ara.up.manifest.ManifestReader;
import network.ara.up.manifest.Reading;
import network.ara.up.model.Problem;

/**
 * Manifests as they were read, with all that is wrong with them and with their graph.
 *
 * @param files as the user named them
 * @param problems in the order of the files, then by position
 */
record Inspection(List<Path> files, Reading reading, DependencyGraph graph, List<Problem> problems) {

    /** Reads files, and looks at nothing that runs. */
    static Inspection of(List<Path> files, Map<String, String> environment) {
        return of(files, new ManifestReader().read(files, environment));
    }

    /** As {@link #of}, for nodes that run already: what only their start needs may be gone. */
    static Inspection ofRunning(List<Path> files, Map<String, String> environment) {
        return of(files, new ManifestReader().readOfRunning(files, environment));
    }

    private static Inspection of(List<Path> files, Reading reading) {
        DependencyGraph graph = DependencyGraph.of(reading.manifest().nodes().values());
        List<Problem> problems = new ArrayList<>(reading.problems());
        problems.addAll(graph.problems());
        problems.sort(reading.sources().byPlace());
        return new Inspection(List.copyOf(files), reading, graph, List.copyOf(problems));
    }

    boolean isValid() {
        return problems.stream().noneMatch(Problem::isError);
    }

    /** Prints the first problems, if any. */
    void print(Terminal terminal, int shown) {
        terminal.err().print(text(terminal.coloursErr(), shown));
    }

    /** The first problems, for people; empty where there is none. */
    String text(boolean colour, int shown) {
        return new ProblemPrinter(reading.sources()::line, colour).print(problems, reading.unlisted(), shown);
    }

    /** Errors: {@link CommandFailure} where it is not valid. */
    Project project() {
        if (!isValid()) {
            throw new CommandFailure(ExitCode.INVALID_MANIFEST);
        }
        return new Project(files, reading.manifest(), graph);
    }
}
