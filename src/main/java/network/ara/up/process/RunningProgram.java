package network.ara.up.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a process was started as, as the kernel remembers it. A process may write over its own arguments, as those do that
 * give themselves a title.
 *
 * @param argv not empty
 * @param cwd its folder now
 */
public record RunningProgram(List<String> argv, Path cwd) {

    public RunningProgram {
        argv = List.copyOf(argv);
    }

    /** Empty where the process is gone, or another user's, or one of the kernel's own. */
    public static Optional<RunningProgram> of(long pid) {
        try {
            Path process = Path.of("/proc/" + pid);
            String words = Files.readString(process.resolve("cmdline"), StandardCharsets.UTF_8);
            Path cwd = Files.readSymbolicLink(process.resolve("cwd"));
            return words.isEmpty() ? Optional.empty() : Optional.of(new RunningProgram(argv(words), cwd));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Each word ends with a zero byte; many of them are what a title did not fill, and no empty words. */
    private static List<String> argv(String words) {
        return Arrays.asList(words.replaceAll("\0{3,}$|\0$", "").split("\0", -1));
    }
}
