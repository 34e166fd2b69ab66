package network.ara.up.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import network.ara.up.model.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Good manifests with one mistake each. {@code -Dshow=true} prints them with what is said of them. */
class MutationTest {

    private static final Path GOOD = Path.of("src/test/resources/manifests/good");
    private static final int ROUNDS = 600;
    private static final long SEED = 20_261_123;

    @TempDir
    private Path folder;

    @Test
    void everyMistakeIsExplainedAndNearlyEveryOneAtItsLine() throws IOException {
        List<List<String>> good = good();
        for (String companion : List.of("included.yml", "lifecycle.env")) {
            Files.copy(GOOD.resolve(companion), folder.resolve(companion));
        }
        Random random = new Random(SEED);
        int broken = 0;
        int near = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<String> lines = good.get(random.nextInt(good.size()));
            int at = random.nextInt(lines.size());
            Mutation mutation = Mutation.values()[random.nextInt(Mutation.values().length)];
            Optional<List<String>> mutated = mutation.of(lines, at, random);
            if (mutated.isPresent()) {
                List<Problem> errors = check(mutated.get(), mutation + " at line " + (at + 1));
                broken += errors.isEmpty() ? 0 : 1;
                boolean isNear = errors.stream().anyMatch(error -> isNear(error, at + 1));
                near += isNear ? 1 : 0;
                if (!isNear && !errors.isEmpty() && Boolean.getBoolean("show")) {
                    System.out.println("(FAR)");
                }
            }
        }
        assertThat(broken).isGreaterThan(ROUNDS / 4);
        assertThat(near).as("of %s", broken).isGreaterThan(broken * 9 / 10);
    }

    private List<Problem> check(List<String> lines, String what) throws IOException {
        Path file = Files.writeString(folder.resolve("ara.yml"), String.join("\n", lines) + "\n");

        Inspection inspection = Inspection.of(List.of(file), Map.of("HOME", "/nonexistent"));

        String told = new ProblemPrinter(inspection.reading().sources()::line, false).print(inspection.problems());
        if (Boolean.getBoolean("show")) {
            System.out.println("######## " + what + "\n" + told.replace(folder + "/", ""));
        }
        assertThat(told).as(what).doesNotContain("this is not YAML (", "Exception", "snakeyaml");
        assertThat(inspection.problems())
                .as(what)
                .allSatisfy(problem -> assertThat(problem.position().line()).isBetween(1, lines.size() + 1));
        return inspection.problems().stream().filter(Problem::isError).toList();
    }

    /** On the line, the one before or after, or with it as a related place. */
    private static boolean isNear(Problem problem, int line) {
        return Math.abs(problem.position().line() - line) <= 1
                || problem.notes().stream()
                        .anyMatch(note -> Math.abs(note.position().line() - line) <= 1);
    }

    private static List<List<String>> good() throws IOException {
        List<List<String>> good = new ArrayList<>();
        for (String root : List.of("manifests", "examples", GOOD.toString(), "src/test/resources/cli")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file : files.filter(file -> file.toString().endsWith(".yml"))
                        .filter(file -> !file.toString().contains("node_modules"))
                        .sorted()
                        .toList()) {
                    if (Inspection.of(List.of(file), Map.of("HOME", "/nonexistent"))
                            .isValid()) {
                        good.add(Files.readAllLines(file));
                    }
                }
            }
        }
        return good;
    }
}
