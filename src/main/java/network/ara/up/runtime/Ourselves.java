package network.ara.up.runtime;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How this program is started once more. */
public final class Ourselves {

    private Ourselves() {}

    /** The start script, which has the fast options; without it the same Java and class path as this process. */
    public static List<String> argv() {
        String script = System.getProperty("ara.up.script");
        if (script != null) {
            return List.of(script);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-cp", classPath(), "network.ara.up.cli.Main");
    }

    /** A file of the JavaScript library: beside the start script, or of the folder that the classes were built in. */
    static Path script(String name) {
        String start = System.getProperty("ara.up.script");
        Path classes = Path.of(classPath().split(File.pathSeparator)[0]);
        Path home = start != null ? Path.of(start) : classes.getParent();
        for (Path folder = home; folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("src/main/js").resolve(name);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return Path.of("src/main/js", name).toAbsolutePath();
    }

    /** Absolute, since what is started may have another working directory. */
    static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
