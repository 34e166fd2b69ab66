package network.ara.up.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests of 100,000 nodes: no stack is overflown, no limit met, and what is printed stays in proportion. */
class LargeManifestTest {

    private static final int NODES = 100_000;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void aChainIsDrawnAsJsonWithALineForEachNodeAndEdge() throws IOException {
        assertThat(run("graph", chain(), "--format", "json")).isZero();
        assertThat(out.toString().lines()).hasSize(6 + NODES + NODES - 1);
    }

    @Test
    void aChainIsDrawnAsATreeThatFitsTheTerminal() throws IOException {
        assertThat(run("graph", chain())).isZero();
        assertThat(out.toString().lines()).hasSizeGreaterThan(NODES).allMatch(line -> line.length() <= 80);
    }

    @Test
    void fiveRequirementsOfEachNodeAreWithinTheLimits() throws IOException {
        assertThat(run("check", write(LargeManifestTest::fiveBefore))).isZero();
        assertThat(out.toString()).contains("all is well with 100000 nodes");
    }

    @Test
    void aCycleThroughAllNodesIsOneProblemOfFewLines() throws IOException {
        assertThat(run("check", write(node -> List.of((node + 1) % NODES)))).isEqualTo(3);
        assertThat(err.toString()).contains("node 'n0' needs itself: n0 -> n1 -> ", "more) ->", "more places");
        assertThat(err.toString().lines()).hasSizeLessThan(100);
    }

    @Test
    void aHundredThousandPairsThatNeedEachOtherAreCounted() throws IOException {
        assertThat(run("check", write(node -> List.of(node ^ 1)))).isEqualTo(3);
        assertThat(err.toString()).contains(NODES / 2 + " errors, of which the first 20 are shown");
    }

    @Test
    void aMillionErrorsArePrintedAsTheFirstAndACount() throws IOException {
        String wrong = "rum: 1, cwd: /q, env: 3, requires: [p, q, '-'], stop: {tmeout: 5}, ready: [tcp], wants: no";
        Path file = folder.resolve("ara.yml");
        Files.write(
                file,
                Stream.concat(
                                Stream.of("nodes:"),
                                IntStream.range(0, 80_000).mapToObj(node -> " n" + node + ": {" + wrong + "}"))
                        .toList());

        assertThat(run("check", file)).isEqualTo(3);
        assertThat(err.toString())
                .contains("n0': unknown key 'rum'", "further problems, of which the first 20 are shown");
        assertThat(err.toString().lines()).hasSizeLessThan(200);
    }

    @Test
    void aNodeMayRequireManyByTheirAliases() throws IOException {
        Path file = folder.resolve("ara.yml");
        Stream<String> nodes =
                IntStream.range(0, NODES).mapToObj(node -> "  n" + node + ": {run: x, aliases: [a" + node + "]}");
        String all = IntStream.range(0, NODES).mapToObj(node -> "a" + node).collect(Collectors.joining(", "));
        Files.write(
                file,
                Stream.concat(Stream.of("nodes:", "  all: {run: x, requires: [" + all + "]}"), nodes)
                        .toList());

        assertThat(run("graph", file, "--format", "json")).isZero();
        assertThat(out.toString().lines()).hasSize(6 + NODES + 1 + NODES);
    }

    @Test
    void defaultsMayNotMultiplyWithoutBound() throws IOException {
        Path file = folder.resolve("ara.yml");
        String many = IntStream.range(0, 10_000).mapToObj(node -> "n" + node).collect(Collectors.joining(", "));
        Stream<String> nodes = IntStream.range(0, NODES).mapToObj(node -> "  n" + node + ":");
        Files.write(
                file,
                Stream.concat(Stream.of("defaults: {run: x, after: [" + many + "]}", "nodes:"), nodes)
                        .toList());

        assertThat(run("check", file)).isEqualTo(3);
        assertThat(err.toString()).contains("'defaults' adds more than 2,000,000 requirements and variables");
    }

    private Path chain() throws IOException {
        return write(node -> node == 0 ? List.of() : List.of(node - 1));
    }

    private static List<Integer> fiveBefore(int node) {
        return IntStream.rangeClosed(1, Math.min(node, 5))
                .mapToObj(back -> node - back)
                .toList();
    }

    private Path write(IntFunction<List<Integer>> requirements) throws IOException {
        Path file = folder.resolve("ara.yml");
        try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file))) {
            writer.print("nodes:\n");
            for (int node = 0; node < NODES; node++) {
                List<String> names = requirements.apply(node).stream()
                        .map(target -> "n" + target)
                        .toList();
                writer.print("  n" + node + ": {run: x, requires: [" + String.join(", ", names) + "]}\n");
            }
        }
        return file;
    }

    private int run(String command, Path file, String... options) {
        Screen screen = new Screen(false, false, true, () -> 80);
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), Map.of(), folder, screen);
        int code = AraUp.run(
                terminal,
                Stream.concat(Stream.of(command, file.toString()), Stream.of(options))
                        .toList());
        terminal.out().flush();
        terminal.err().flush();
        return code;
    }
}
