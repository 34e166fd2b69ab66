package network.ara.up.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as a manifest: the manifests of the test resources, and what a search has found that once broke a law, in the
 * folder {@code ManifestFuzzTestInputs} beside the dictionary. With {@code JAZZER_FUZZ=1} it searches for more, as {@code
 * mvn verify} does for a while.
 */
class ManifestFuzzTest {

    private static final Path MANIFESTS = Path.of("src/test/resources/manifests");
    private static final int MAX_SEED = 4096;

    @TempDir
    private static Path folder;

    static Stream<byte[]> seeds() throws IOException {
        try (Stream<Path> files = Files.walk(MANIFESTS)) {
            List<Path> manifests = files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
            List<byte[]> seeds = new ArrayList<>();
            for (Path manifest : manifests) {
                seeds.add(Files.readAllBytes(manifest));
            }
            return seeds.stream().filter(seed -> seed.length <= MAX_SEED);
        }
    }

    @Timeout(60)
    @DictionaryFile(resourcePath = "manifest.dict")
    @MethodSource("seeds")
    @FuzzTest
    void anyBytesAreReadOrRefused(byte[] bytes) throws IOException {
        new ManifestLaws(Files.write(folder.resolve("ara.yml"), bytes)).check();
    }
}
