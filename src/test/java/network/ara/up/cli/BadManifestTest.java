package network.ara.up.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import network.ara.up.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code manifests/bad/NAME.yml}, and each folder {@code manifests/bad/NAME} with its {@code ara.yml}, is printed as
 * {@code NAME.txt} has it. {@code -Drewrite=true} writes the texts anew: read the difference before committing it.
 */
class BadManifestTest {

    private static final Path FOLDER = Path.of("src/test/resources/manifests/bad");
    private static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/nonexistent", "GREETING", "hello");

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".yml") || Files.isDirectory(file))
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isReportedAsItsTextSays(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        List<Path> files = Files.isDirectory(file) ? manifests(file) : List.of(file);

        String printed = check(files);

        Golden.check(FOLDER.resolve(name.replace(".yml", "") + ".txt"), printed);
    }

    /** {@code ara.yml}, and what is laid over it. */
    private static List<Path> manifests(Path folder) {
        return Stream.of("ara.yml", "over.yml")
                .map(folder::resolve)
                .filter(Files::exists)
                .toList();
    }

    private static String check(List<Path> files) {
        Inspection inspection = Inspection.of(files, ENVIRONMENT);
        return new ProblemPrinter(inspection.reading().sources()::line, false)
                .print(inspection.problems())
                .replace(FOLDER.toAbsolutePath() + "/", "")
                .replace(FOLDER + "/", "");
    }
}
