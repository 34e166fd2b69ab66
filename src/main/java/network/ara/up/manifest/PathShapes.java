package network.ara.up.manifest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import network.ara.up.model.SourcePosition;
import network.ara.up.model.Suggestion;

/** Folders and files, relative to the manifest that names them. */
final class PathShapes {

    static final Shape<Path> FOLDER = Shape.text("a folder").then(PathShapes::folder);

    /**
     * A manifest that another one includes.
     *
     * @param text as it is written there
     * @param position where
     */
    record Include(String text, SourcePosition position) {}

    /** Whether they are there is found when they are read. */
    static final Shape<List<Include>> INCLUDES =
            Shape.list(Shape.text("a path").then((text, item) -> include(text, item)), "a list of paths");

    static final Shape<List<Path>> ENV_FILES =
            Shape.oneOrMore(Shape.text("a path").then(PathShapes::envFile), "a path or a list of paths");

    private PathShapes() {}

    private static Optional<Path> folder(String text, Value value) {
        Optional<Path> folder = resolve(text, value);
        return folder.filter(path -> !value.scope().forStart() || Files.isDirectory(path))
                        .isPresent()
                ? folder
                : value.fail("the folder '" + text + "' does not exist", () -> missing(text, folder));
    }

    private static Optional<Include> include(String text, Value item) {
        return resolve(text, item).isPresent()
                ? Optional.of(new Include(text, item.position()))
                : item.fail("'" + text + "' can't be a path", "write the path of a manifest");
    }

    private static Optional<Path> envFile(String text, Value value) {
        Optional<Path> file = resolve(text, value);
        if (file.isPresent() && !value.scope().forStart()) {
            return file;
        } else if (file.filter(Files::isRegularFile).isEmpty()) {
            return file.filter(Files::isDirectory).isPresent()
                    ? value.fail("'" + text + "' is a folder", "name a file in it")
                    : value.fail("the file '" + text + "' does not exist", () -> missing(text, file));
        }
        Optional<String> flaw = value.scope().environmentFiles().flaw(file.get());
        return flaw.isEmpty() ? file : value.fail("'" + text + "' can't be used: " + flaw.get(), "correct that file");
    }

    /** Empty for a name that this system's encoding can't write, which is not there either. */
    private static Optional<Path> resolve(String text, Value value) {
        try {
            return Optional.of(value.scope().directory().resolve(text).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** What to do about a path that is not there. */
    static String missing(String text, Optional<Path> path) {
        if (text.startsWith("~")) {
            return "write ${HOME} for '~'";
        }
        return path.flatMap(PathShapes::neighbour)
                .map(name -> "did you mean '" + name + "'?")
                .orElse("create it, or correct the path; it is relative to this manifest");
    }

    /** Of what is in the same folder, the name that is nearest. */
    private static Optional<String> neighbour(Path missing) {
        Path folder = missing.getParent();
        Path name = missing.getFileName();
        if (folder == null || name == null) {
            return Optional.empty();
        }
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (names.size() == Lookup.MAX_LISTED) {
                    break;
                }
                names.add(String.valueOf(file.getFileName()));
            }
        } catch (IOException e) {
            return Optional.empty(); // a folder that can't be listed offers no names
        }
        return Suggestion.nearest(name.toString(), names);
    }
}
