package network.ara.up.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import network.ara.up.manifest.ManifestReader;
import network.ara.up.manifest.Reading;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code manifests/bad/NAME.yml} is printed as {@code NAME.txt} has it. {@code -Drewrite=true} writes the texts anew:
 * read the difference before committing it.
 */
class BadManifestTest {

    private static final Path FOLDER = Path.of("src/test/resources/manifests/bad");
    private static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/nonexistent", "GREETING", "hello");

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".yml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isReportedAsItsTextSays(String name) throws IOException {
        Path expected = FOLDER.resolve(name.replace(".yml", ".txt"));

        String printed = check(FOLDER.resolve(name));

        if (Boolean.getBoolean("rewrite")) {
            Files.writeString(expected, printed);
        }
        assertThat(printed).isEqualTo(Files.readString(expected));
    }

    private static String check(Path file) {
        Reading reading = new ManifestReader().read(List.of(file), ENVIRONMENT);
        return new ProblemPrinter(reading.sources()::line, false)
                .print(reading.problems())
                .replace(FOLDER.toAbsolutePath() + "/", "")
                .replace(FOLDER + "/", "");
    }
}
