package network.ara.up.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The manifests and nodes that a command is about: a mixin of picocli's. */
final class ManifestArguments {

    static final String DEFAULT_MANIFEST = "ara.yml";

    @Option(
            names = {"-f", "--file"},
            paramLabel = "MANIFEST",
            description = "A manifest; may be repeated. Default: ./" + DEFAULT_MANIFEST)
    private List<String> files = new ArrayList<>();

    @Parameters(
            arity = "0..*",
            paramLabel = "MANIFEST|NODE",
            description = "Manifests (a file, or what ends in .yml or .yaml), and names of nodes")
    private List<String> words = new ArrayList<>();

    /** Whether a word of the command line is a manifest's path, not a node's name. */
    static boolean isManifest(String word, Path cwd) {
        return word.endsWith(".yml") || word.endsWith(".yaml") || isFile(word, cwd);
    }

    private static boolean isFile(String word, Path cwd) {
        try {
            Path path = cwd.resolve(word);
            return Files.exists(path) && !Files.isDirectory(path);
        } catch (InvalidPathException e) {
            return false; // characters that this locale's file names can't have
        }
    }

    /** Whether there is one to read: named, or the default one. */
    boolean hasManifest(Path cwd) {
        return !files.isEmpty()
                || words.stream().anyMatch(word -> isManifest(word, cwd))
                || Files.exists(cwd.resolve(DEFAULT_MANIFEST));
    }

    /**
     * The manifests to read, never none.
     *
     * <p>Errors: {@link CommandFailure} when none is given and there is no default one.
     */
    List<Path> manifests(Path cwd) {
        List<String> named = new ArrayList<>(files);
        words.stream().filter(word -> isManifest(word, cwd)).forEach(named::add);
        return orDefault(named, nodes(cwd), cwd);
    }

    /**
     * The named manifests, or the one of this folder where none is named. Errors: as {@link #manifests}.
     *
     * @param others words that are no manifests
     */
    static List<Path> orDefault(List<String> named, List<String> others, Path cwd) {
        if (!named.isEmpty()) {
            return named.stream().map(name -> path(name, cwd)).toList();
        }
        Path found = cwd.resolve(DEFAULT_MANIFEST);
        if (!Files.exists(found)) {
            throw others.isEmpty() ? noManifest() : noManifest(others.get(0), cwd);
        }
        return List.of(found);
    }

    private static CommandFailure noManifest() {
        return new CommandFailure(
                ExitCode.USAGE,
                "no manifest is given, and there is no ./" + DEFAULT_MANIFEST,
                "name one, or let 'ara-up init' write it");
    }

    private static CommandFailure noManifest(String word, Path cwd) {
        boolean isFolder = Files.isDirectory(path(word, cwd));
        return new CommandFailure(
                ExitCode.USAGE,
                "'" + word + "' is " + (isFolder ? "a folder" : "no manifest") + ", and there is no ./"
                        + DEFAULT_MANIFEST,
                isFolder ? "name a manifest in it" : "name one, or let 'ara-up init' write it");
    }

    private static Path path(String name, Path cwd) {
        try {
            return cwd.resolve(name);
        } catch (InvalidPathException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "this locale has no file named '" + name + "'", "set LC_ALL to C.UTF-8", e);
        }
    }

    /** The node of a command that is about one; a file of its name does not hide it. Errors: {@link CommandFailure}. */
    String node(Path cwd) {
        List<String> nodes = words.size() == 1 ? words : nodes(cwd);
        if (nodes.size() != 1) {
            throw new CommandFailure(
                    ExitCode.USAGE, "one node is to be named, and " + nodes.size() + " are", "name one");
        }
        return nodes.get(0);
    }

    /** What is left when this word is the node's name. */
    ManifestArguments without(String node) {
        ManifestArguments others = new ManifestArguments();
        others.files = files;
        others.words = words.stream().filter(word -> !word.equals(node)).toList();
        return others;
    }

    List<String> nodes(Path cwd) {
        return words.stream().filter(word -> !isManifest(word, cwd)).toList();
    }
}
