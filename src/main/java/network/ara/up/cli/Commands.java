package network.ara.up.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import network.ara.up.manifest.ManifestText;

/** Commands and folders as people would write them into a manifest. */
final class Commands {

    /** No character that a shell, a variable or a quote would make something else of. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    private Commands() {}

    /** As one line where that is read back as the same words, else as a list. */
    static void write(ManifestText text, String key, List<String> argv) {
        if (argv.stream().allMatch(word -> PLAIN.matcher(word).matches())) {
            text.key(key, String.join(" ", argv));
        } else {
            text.key(key, argv);
        }
    }

    /** Below the manifest's folder a relative path: the project can be moved as a whole. */
    static String path(Path folder, Path path) {
        return path.startsWith(folder) && !path.equals(folder)
                ? folder.relativize(path).toString()
                : path.toString();
    }
}
