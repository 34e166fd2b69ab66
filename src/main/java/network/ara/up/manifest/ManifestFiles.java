package network.ara.up.manifest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.ara.up.manifest.Manifest.Origin;
import network.ara.up.manifest.ManifestFile.Definition;
import network.ara.up.manifest.PathShapes.Include;
import network.ara.up.model.NodeName;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;

/** Reads files, each once, and what they include. */
final class ManifestFiles {

    /** Nobody's includes go as deep; each takes a few frames of the stack. */
    private static final int MAX_DEPTH = 100;

    /**
     * A file with all that it includes, directly or not.
     *
     * @param included in the order of the files
     */
    record Tree(ManifestFile file, List<Definition> included) {}

    /** A file on the way from one that was named to the one that is read, and where it was included. */
    private record Step(ManifestLocation location, SourcePosition position) {}

    private final Map<String, String> environment;
    private final boolean forStart;
    private final Names names = new Names();
    private final EnvironmentFiles environmentFiles = new EnvironmentFiles();
    private final Problems problems;
    private final Sources sources;
    private final SourceLoader loader;

    /** Of each file: where its names are looked up, as the user wrote it. */
    private final Map<String, Path> folders = new HashMap<>();

    /** The files that were read, and whether nothing was wrong with them. */
    private final Map<Path, Boolean> read = new HashMap<>();

    /** @param forStart as in {@link Scope} */
    ManifestFiles(Map<String, String> environment, boolean forStart, Problems problems, Sources sources) {
        this.environment = environment;
        this.forStart = forStart;
        this.problems = problems;
        this.sources = sources;
        this.loader = new SourceLoader(problems, sources::add);
    }

    boolean isRead(ManifestLocation location) {
        return read.containsKey(location.identity());
    }

    /** Whether it was read, and nothing was wrong with it. */
    boolean isSound(ManifestLocation location) {
        return read.getOrDefault(location.identity(), false);
    }

    /** The folder where the names that {@code file} needs are looked up. */
    Path folderOf(String file) {
        return folders.getOrDefault(file, Path.of(""));
    }

    /**
     * Reads a file that was not read before.
     *
     * @param directory of its relative paths
     * @param beside where its names are looked up, shown so
     * @param earlier what an earlier file says of a node
     */
    Tree read(ManifestLocation location, Path directory, Path beside, Function<NodeName, Optional<NodeDraft>> earlier) {
        ManifestFile file = readOne(location, directory, beside, earlier);
        List<Definition> included = new ArrayList<>();
        if (!location.isBuiltIn()) {
            include(file, List.of(new Step(location, new SourcePosition(location.display(), 1, 1, 1))), included);
        }
        return new Tree(file, included);
    }

    private ManifestFile readOne(
            ManifestLocation location, Path directory, Path beside, Function<NodeName, Optional<NodeDraft>> earlier) {
        int before = problems.errors();
        sources.announce(location.display());
        folders.put(location.display(), beside);
        ManifestFile file = location.load(loader)
                .flatMap(source -> decode(source, directory, earlier))
                .orElseGet(() -> new ManifestFile(directory, Optional.empty(), List.of(), List.of()));
        read.put(location.identity(), problems.errors() == before);
        return file;
    }

    private Optional<ManifestFile> decode(
            SourceText source, Path directory, Function<NodeName, Optional<NodeDraft>> earlier) {
        Scope scope = new Scope(
                source,
                directory,
                new Variables(environment),
                forStart,
                names,
                environmentFiles,
                new References(),
                problems);
        return YamlTreeReader.read(source, problems).map(tree -> FileDraft.read(tree, scope, earlier));
    }

    private void include(ManifestFile file, List<Step> way, List<Definition> found) {
        for (Include include : file.includes()) {
            Path path = way.get(way.size() - 1)
                    .location()
                    .folder()
                    .resolve(include.text())
                    .normalize();
            ManifestLocation location = new ManifestLocation(path, Origin.INCLUDED);
            Step step = new Step(location, include.position());
            if (isOn(way, location)) {
                problems.add(loop(way, step));
            } else if (!Files.exists(path)) {
                problems.add(() -> missing(include, path));
            } else if (way.size() > MAX_DEPTH) {
                problems.add(Problem.at(
                        include.position(),
                        "includes go deeper than " + MAX_DEPTH + " files",
                        "include the files from fewer places"));
            } else if (!isRead(location)) {
                ManifestFile included =
                        readOne(location, location.absoluteFolder(), location.folder(), name -> Optional.empty());
                found.addAll(included.nodes());
                List<Step> further = new ArrayList<>(way);
                further.add(step);
                include(included, further, found);
            }
        }
    }

    private static boolean isOn(List<Step> way, ManifestLocation location) {
        return way.stream().anyMatch(step -> step.location().identity().equals(location.identity()));
    }

    private static Problem loop(List<Step> way, Step last) {
        int start = 0;
        while (!way.get(start).location().identity().equals(last.location().identity())) {
            start++;
        }
        List<Step> round = new ArrayList<>(way.subList(start, way.size()));
        round.add(last);
        String path = round.stream().map(step -> step.location().display()).collect(Collectors.joining(" -> "));
        List<Problem.Note> notes = round.subList(1, round.size() - 1).stream()
                .map(step ->
                        new Problem.Note(step.position(), "'" + step.location().display() + "' is included here"))
                .toList();
        return new Problem(last.position(), "include loop: " + path, notes, Optional.of("drop one of these includes"));
    }

    private static Problem missing(Include include, Path path) {
        return Problem.at(
                include.position(),
                "the file '" + include.text() + "' does not exist",
                PathShapes.missing(include.text(), Optional.of(path)));
    }
}
