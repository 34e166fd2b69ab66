package network.ara.up.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of the system itself, which no PATH of a user's replaces. */
final class SystemProgram {

    private SystemProgram() {}

    /** Where it is, or empty where this system has none of that name. */
    static Optional<Path> find(String name) {
        return Stream.of(Path.of("/usr/bin", name), Path.of("/bin", name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
