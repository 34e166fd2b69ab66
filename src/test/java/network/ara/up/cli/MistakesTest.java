package network.ara.up.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.ara.up.Golden;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people get wrong, and what they are told: {@code ==== title}, a manifest, {@code ----}, and what {@code check} says
 * of it. {@code <TAB>}, {@code <CR>}, {@code <BOM>} and {@code <NBSP>} stand for these characters.
 */
class MistakesTest {

    private static final Map<String, String> NAMES =
            Map.of("<TAB>", "\t", "<CR>", "\r", "<BOM>", "\uFEFF", "<NBSP>", "\u00A0");

    @TempDir
    private Path folder;

    static List<Path> files() {
        return Golden.files("mistakes");
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachIsExplained(Path file) throws IOException {
        StringBuilder actual = new StringBuilder();
        for (String mistake : Golden.read(file).split("(?m)^==== ", -1)) {
            if (!mistake.isEmpty()) {
                String[] titleAndRest = mistake.split("\n", 2);
                String manifest = titleAndRest[1].split("(?m)^----$", 2)[0];
                actual.append("==== ").append(titleAndRest[0]).append('\n').append(manifest);
                actual.append("----\n").append(told(manifest)).append('\n');
            }
        }
        Golden.check(file, actual.toString());
    }

    private String told(String manifest) throws IOException {
        String text = manifest;
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        Path file = Files.writeString(folder.resolve("ara.yml"), text);
        Inspection inspection = Inspection.of(List.of(file), Map.of("HOME", "/nonexistent"));
        String told = new ProblemPrinter(inspection.reading().sources()::line, false).print(inspection.problems());
        return (told.isEmpty() ? "all is well\n" : told)
                .replace(folder + "/", "")
                .replace("\t", "<TAB>");
    }
}
