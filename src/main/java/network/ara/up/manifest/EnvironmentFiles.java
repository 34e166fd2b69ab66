package network.ara.up.manifest;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The env files of a reading: each is looked into once, however many nodes name it. */
final class EnvironmentFiles {

    private final Map<Path, Optional<String>> flaws = new HashMap<>();

    /** As {@link EnvironmentFile#flaw}. */
    Optional<String> flaw(Path file) {
        return flaws.computeIfAbsent(file, EnvironmentFile::flaw);
    }
}
