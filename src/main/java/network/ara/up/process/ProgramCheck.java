package network.ara.up.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds out before a launch why the kernel would refuse it. Afterwards it can't be told: a missing program, a missing
 * interpreter and a missing folder are one and the same "error=2".
 */
final class ProgramCheck {

    /** What execvp(3) searches where PATH is not set. */
    private static final String DEFAULT_PATH = "/bin:/usr/bin";

    /** The kernel reads no more of a script's first line. */
    private static final int SHEBANG_BYTES = 256;

    private final LaunchOrder order;

    private ProgramCheck(LaunchOrder order) {
        this.order = order;
    }

    /** Errors: {@link LaunchException} for what is certain to fail. */
    static void verify(LaunchOrder order) throws LaunchException {
        ProgramCheck check = new ProgramCheck(order);
        check.verifyDirectory();
        check.verifyInterpreter(check.program(order.argv().get(0)));
    }

    private void verifyDirectory() throws LaunchException {
        Path cwd = order.cwd();
        if (!Files.exists(cwd)) {
            throw failure("its folder '" + cwd + "' does not exist", "create it, or correct 'cwd' in the manifest");
        }
        if (!Files.isDirectory(cwd)) {
            throw failure("its folder '" + cwd + "' is not a folder", "correct 'cwd' in the manifest");
        }
        if (!Files.isExecutable(cwd)) {
            throw failure("its folder '" + cwd + "' may not be entered by this user", "chmod u+x '" + cwd + "'");
        }
    }

    private Path program(String name) throws LaunchException {
        if (name.isEmpty()) {
            throw failure("its program is an empty string", "give the program's name in 'run'");
        }
        Optional<Path> found =
                name.contains("/") ? Optional.of(file(name)).filter(Files::exists) : onPath(name, path());
        if (found.isEmpty()) {
            throw name.contains("/") ? noSuchFile(name) : notOnPath(name);
        }
        Path program = found.get();
        if (Files.isDirectory(program)) {
            throw failure("its program '" + program + "' is a folder", "give a program's name in 'run'");
        }
        if (!Files.isExecutable(program)) {
            throw failure("its program '" + program + "' is not executable", "chmod +x '" + program + "'");
        }
        return program;
    }

    /** Without the dots of "./name"; two dots are left to the kernel, which knows of symbolic links. */
    private Path file(String name) {
        Path file = order.cwd().resolve(name);
        return name.contains("..") ? file : file.normalize();
    }

    private LaunchException noSuchFile(String name) {
        return failure(
                "its program '" + file(name) + "' does not exist",
                "correct 'run' in the manifest; a program with a slash is looked up in the node's folder");
    }

    private LaunchException notOnPath(String name) {
        return failure(
                "its program '" + name + "' is not on the PATH, which is " + path(),
                "install '" + name + "', or give its path in 'run'");
    }

    private String path() {
        return order.environment().getOrDefault("PATH", DEFAULT_PATH);
    }

    /** As execvp(3): the first that can be executed, and else the first that is there. An empty entry is the folder. */
    private Optional<Path> onPath(String name, String path) {
        Optional<Path> present = Optional.empty();
        for (String folder : path.split(":", -1)) {
            Path candidate = order.cwd().resolve(folder).resolve(name);
            if (Files.isRegularFile(candidate)) {
                if (Files.isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
                present = present.or(() -> Optional.of(candidate));
            }
        }
        return present;
    }

    private void verifyInterpreter(Path program) throws LaunchException {
        String line = firstLine(program);
        if (!line.startsWith("#!")) {
            return;
        }
        if (line.endsWith("\r")) {
            throw failure(
                    "its program '" + program + "' has the line ends of Windows, so that no interpreter is found",
                    "sed -i 's/\\r$//' '" + program + "'");
        }
        String[] words = line.substring(2).strip().split("[ \t]+", -1);
        Path interpreter = order.cwd().resolve(words[0]);
        if (!Files.isExecutable(interpreter) || Files.isDirectory(interpreter)) {
            throw noInterpreter(program, words[0]);
        }
        boolean searches = words.length == 2 && interpreter.endsWith("env") && !words[1].startsWith("-");
        if (searches && onPath(words[1], path()).isEmpty()) {
            throw noInterpreter(program, words[1]);
        }
    }

    private LaunchException noInterpreter(Path program, String interpreter) {
        return failure(
                "its program '" + program + "' is a script for '" + interpreter + "', which is not there",
                "install '" + interpreter + "', or correct the script's first line");
    }

    /** Empty where the file may not be read: an executable need not be readable. */
    private static String firstLine(Path program) {
        try (InputStream in = Files.newInputStream(program)) {
            String text = new String(in.readNBytes(SHEBANG_BYTES), StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            return end < 0 ? text : text.substring(0, end);
        } catch (IOException e) {
            return "";
        }
    }

    private LaunchException failure(String reason, String fix) {
        return new LaunchException(order.name(), reason, fix);
    }
}
