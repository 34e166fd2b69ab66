package network.ara.up.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import network.ara.up.model.NodeName;
import network.ara.up.process.RuntimeDirectories;
import network.ara.up.runtime.Neighbours;
import network.ara.up.runtime.ProjectHome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The project that a command about running nodes is for: by its name, by its manifest, the only one that is up, or that
 * of the manifest in this folder. A mixin of picocli's.
 */
final class ProjectChoice {

    @Option(
            names = {"-p", "--project"},
            paramLabel = "NAME",
            description = "The project, as 'ara-up ps' shows it")
    private @Nullable String name;

    @Parameters(
            arity = "0..*",
            paramLabel = "MANIFEST|NODE",
            description = "The project's manifest (a file, or what ends in .yml or .yaml), and names of nodes")
    private List<String> words = new ArrayList<>();

    /** Whether the user said which. */
    boolean isGiven(Path cwd) {
        return name != null || !manifests(cwd).isEmpty();
    }

    /**
     * For a command about a whole project. Errors: {@link CommandFailure} where a node is named.
     *
     * @param sentence what the command does, as the beginning of one
     * @param fix given the word that is no manifest
     */
    void requireNoNodes(Path cwd, String sentence, UnaryOperator<String> fix) {
        List<String> nodes = nodes(cwd);
        if (!nodes.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    sentence + " a whole project, and '" + nodes.get(0) + "' is no manifest",
                    fix.apply(nodes.get(0)));
        }
    }

    List<String> nodes(Path cwd) {
        return words.stream()
                .filter(word -> !ManifestArguments.isManifest(word, cwd))
                .toList();
    }

    private List<String> manifests(Path cwd) {
        return words.stream()
                .filter(word -> ManifestArguments.isManifest(word, cwd))
                .toList();
    }

    /** Errors: {@link CommandFailure} when it can't be told which is meant. */
    ProjectHome home(Terminal terminal) throws IOException {
        RuntimeDirectories directories = RuntimeDirectories.of(terminal.environment());
        if (name != null) {
            String chosen = name;
            NodeName.flaw(chosen).ifPresent(flaw -> {
                throw new CommandFailure(
                        ExitCode.USAGE, "'" + chosen + "' is not a project's name: " + flaw, "see 'ara-up ps'");
            });
            return new ProjectHome(chosen, directories);
        } else if (!manifests(terminal.cwd()).isEmpty()) {
            return project(terminal).home(terminal);
        }
        List<String> up = namesOfUp(directories);
        if (Files.exists(terminal.cwd().resolve(ManifestArguments.DEFAULT_MANIFEST))) {
            return project(terminal).home(terminal);
        } else if (up.size() == 1) {
            return new ProjectHome(up.get(0), directories);
        } else if (up.isEmpty()) {
            return project(terminal).home(terminal);
        }
        throw new CommandFailure(
                ExitCode.USAGE, up.size() + " projects are up: " + String.join(", ", up), "name one with '--project'");
    }

    /** Whether there is one to read: named, or the default one. */
    boolean hasManifest(Path cwd) {
        return !manifests(cwd).isEmpty() || Files.exists(cwd.resolve(ManifestArguments.DEFAULT_MANIFEST));
    }

    /** The project as its manifest has it. */
    Project project(Terminal terminal) {
        return Project.readOfRunning(
                ManifestArguments.orDefault(manifests(terminal.cwd()), nodes(terminal.cwd()), terminal.cwd()),
                terminal);
    }

    private static List<String> namesOfUp(RuntimeDirectories directories) throws IOException {
        List<String> names = new ArrayList<>();
        for (Neighbours.Up up : Neighbours.up(directories)) {
            names.add(up.name());
            up.client().close();
        }
        return names;
    }
}
