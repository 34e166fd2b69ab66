package network.ara.up.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real holes in real files. */
final class Holes {

    private Holes() {}

    /** Gives the file's front back. */
    static void punch(Path file, long bytes) throws Exception {
        assertThat(HolePunch.begin(file, 0, bytes).orElseThrow().waitFor()).isZero();
        try (var content = Files.newInputStream(file)) {
            assertThat(content.read()).isZero();
        }
    }
}
