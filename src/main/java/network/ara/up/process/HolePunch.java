package network.ara.up.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Gives a part of a file back to the filesystem, by a program, since Java can't: nobody who writes to the file is
 * disturbed, and every offset stays what it was.
 */
final class HolePunch {

    private HolePunch() {}

    /** The program gets the file open: what has its name by then may be another. */
    private static final String OPEN_FILE = "/proc/self/fd/1";

    /**
     * Begins to; the program ends with 0 when it is done, and with another code where the filesystem refuses. Empty where
     * there is no such program.
     *
     * @param from in bytes, as is {@code to}
     */
    static Optional<Process> begin(Path file, long from, long to) throws IOException {
        Optional<Path> program = SystemProgram.find("fallocate");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ProcessBuilder(
                        program.get().toString(),
                        "--punch-hole",
                        "--offset",
                        String.valueOf(from),
                        "--length",
                        String.valueOf(to - from),
                        OPEN_FILE)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }
}
