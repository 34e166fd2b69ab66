package network.ara.up.it;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a test needs of the machine: missing, it fails the test where {@code CI=true} and skips it, with the reason, elsewhere. */
public final class Tools {

    private static final Path SCRIPTS = Path.of("src/test/js").toAbsolutePath();

    private Tools() {}

    /** Needs these programs on the PATH. */
    public static void require(String... programs) {
        for (String program : programs) {
            if (!isOnPath(program)) {
                missing("'" + program + "' is not on the PATH");
            }
        }
    }

    /** Needs node and these packages of src/test/js/package.json. */
    public static void requireNpm(String... packages) {
        require("node");
        for (String name : packages) {
            if (!Files.isDirectory(SCRIPTS.resolve("node_modules").resolve(name))) {
                missing("npm package '" + name + "' is not installed: run src/test/sh/npm-ci");
            }
        }
    }

    /** Needs something else, or says what is missing. */
    static void requireThat(boolean holds, String otherwise) {
        if (!holds) {
            missing(otherwise);
        }
    }

    /** A file of src/test/js. */
    static Path script(String name) {
        return SCRIPTS.resolve(name);
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void missing(String what) {
        if ("true".equals(System.getenv("CI"))) {
            fail(what);
        }
        abort(what);
    }
}
