package network.ara.up.runtime;

import java.io.File;
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

    /** Absolute, since what is started may have another working directory. */
    static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
