package network.ara.up.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.model.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Includes, and manifests that are named together. */
class SeveralFilesTest {

    @TempDir
    private Path folder;

    @Test
    void aLaterFileWinsKeyByKey() throws IOException {
        write(
                "base.yml",
                "name: p\nnodes:\n  a: {run: x, env: {A: 1, B: 1}, ready: {tcp: 80}, wants: [b]}\n  b: {run: y}\n");
        write("local.yml", "nodes:\n  a: {env: {B: 2}, ready: {timeout: 1m}}\n  c: {run: z, requires: [a]}\n");

        Reading reading = read("base.yml", "local.yml");

        assertThat(reading.problems()).isEmpty();
        NodeSpec a = node(reading, "a");
        assertThat(a.launch()).isEqualTo(new Launch.Program(List.of("x")));
        assertThat(a.environment().variables()).isEqualTo(Map.of("A", Optional.of("1"), "B", Optional.of("2")));
        assertThat(a.ready().probes()).containsExactly(new Probe.Tcp("127.0.0.1", 80));
        assertThat(a.ready().timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(a.dependencies()).hasSize(1);
        assertThat(reading.manifest().roots()).hasSize(3);
        assertThat(reading.manifest().project()).isEqualTo("p");
    }

    @Test
    void whatALaterFileSaysOfLaunchReplacesTheEarlierWay() throws IOException {
        write("base.yml", "name: a\nrun: x\nready: none\n");
        write("local.yml", "name: a\nexternal: true\n");

        assertThat(node(read("base.yml", "local.yml"), "a").isExternal()).isTrue();
    }

    @Test
    void defaultsOfALaterFileAreNotPutOverAnEarlierNode() throws IOException {
        write("base.yml", "nodes:\n  a: {run: x, restart: always}\n");
        write("local.yml", "defaults: {restart: no}\nnodes:\n  a: {critical: true}\n  b: {run: y}\n");

        Reading reading = read("base.yml", "local.yml");

        assertThat(node(reading, "a").restart().mode().word()).isEqualTo("always");
        assertThat(node(reading, "b").restart().mode().word()).isEqualTo("no");
    }

    @Test
    void requirementsThatALaterFileReplacesAreNotLookedUp() throws IOException {
        write("base.yml", "nodes:\n  a: {run: x, requires: [nowhere]}\n");
        write("local.yml", "nodes:\n  a: {requires: []}\n");

        assertThat(read("base.yml", "local.yml").problems()).isEmpty();
    }

    @Test
    void includesAreRelativeToTheirFileAndReadOnce() throws IOException {
        write(
                "main.yml",
                "name: p\ninclude: [sub/one.yml, sub/two.yml]\nnodes:\n  main: {run: x, requires: [three]}\n");
        write("sub/one.yml", "include: [../shared/three.yml]\nnodes:\n  one: {run: x, cwd: .}\n");
        write("sub/two.yml", "include: [../shared/three.yml]\nname: two\nrun: x\n");
        write("shared/three.yml", "name: three\nrun: x\n");

        Reading reading = read("main.yml");

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.manifest().roots())
                .extracting(NodeName::text)
                .containsExactly("main", "one", "three", "two");
        assertThat(node(reading, "one").cwd()).isEqualTo(folder.resolve("sub"));
        assertThat(node(reading, "three").position().file())
                .isEqualTo(folder.resolve("shared/three.yml").toString());
    }

    @Test
    void theSameNodeInAnIncludedFileIsShownAtBothPlaces() throws IOException {
        write("main.yml", "include: [other.yml]\nnodes:\n  a: {run: x}\n");
        write("other.yml", "name: a\nrun: y\n");

        Problem problem = onlyProblem(read("main.yml"));

        assertThat(problem.message()).isEqualTo("node 'a' is defined twice");
        assertThat(problem.position()).hasToString(folder.resolve("other.yml") + ":1:1");
        assertThat(problem.notes().get(0).position()).hasToString(folder.resolve("main.yml") + ":3:3");
    }

    @Test
    void anIncludeLoopIsShownWithAllItsSteps() throws IOException {
        write("a.yml", "include: [b.yml]\nnodes:\n  a: {run: x}\n");
        write("b.yml", "include: [c.yml]\nnodes:\n  b: {run: x}\n");
        write("c.yml", "include:\n  - b.yml\nnodes:\n  c: {run: x}\n");

        Problem problem = onlyProblem(read("a.yml"));

        assertThat(problem.message().replace(folder + "/", "")).isEqualTo("include loop: b.yml -> c.yml -> b.yml");
        assertThat(problem.position()).hasToString(folder.resolve("c.yml") + ":2:5");
        assertThat(problem.notes()).hasSize(1);
    }

    @Test
    void aMissingIncludeIsShownWhereItStandsWithTheNearestName() throws IOException {
        write("main.yml", "include: [basse.yml]\nnodes:\n  a: {run: x}\n");
        write("base.yml", "name: b\nrun: x\n");

        Problem problem = onlyProblem(read("main.yml"));

        assertThat(problem.position()).hasToString(folder.resolve("main.yml") + ":1:11");
        assertThat(problem.fix()).contains("did you mean 'base.yml'?");
    }

    @Test
    void aChainOfIncludesHasAnEnd() throws IOException {
        for (int i = 0; i < 200; i++) {
            write(i + ".yml", "include: [" + (i + 1) + ".yml]\nnodes:\n  n" + i + ": {run: x}\n");
        }

        assertThat(onlyProblem(read("0.yml")).message()).isEqualTo("includes go deeper than 100 files");
    }

    @Test
    void twoNodesCantHaveOneAlias() throws IOException {
        write("main.yml", "nodes:\n  a: {run: x, aliases: [b, c, a]}\n  b: {run: x, aliases: [c]}\n");

        assertThat(read("main.yml").problems())
                .extracting(Problem::message)
                .containsExactly(
                        "node 'a': 'a' stands for this node already",
                        "node 'b': the name 'b' stands for node 'a' already",
                        "node 'b': the name 'c' stands for node 'a' already");
    }

    @Test
    void anAliasOfALaterFileCounts() throws IOException {
        write("base.yml", "nodes:\n  a: {run: x, aliases: [old]}\n  b: {run: x, requires: [new]}\n");
        write("local.yml", "nodes:\n  a: {aliases: [new]}\n");

        Reading reading = read("base.yml", "local.yml");

        assertThat(reading.problems()).isEmpty();
        assertThat(node(reading, "b").dependencies().get(0).target()).isEqualTo(new NodeName("a"));
    }

    @Test
    void aBadEnvironmentFileIsToldByItsPlaceAndNotByItsText() throws IOException {
        write("main.yml", "name: a\nrun: x\nenv_file: .env\n");
        write(".env", "A=1\nTOKEN: hunter2\n");

        Problem problem = onlyProblem(read("main.yml"));

        assertThat(problem.message()).startsWith("node 'a': '.env' can't be used: line 2, column 1: ");
        assertThat(problem.toString()).doesNotContain("hunter2");
    }

    private static Problem onlyProblem(Reading reading) {
        assertThat(reading.problems()).hasSize(1);
        return reading.problems().get(0);
    }

    private static NodeSpec node(Reading reading, String name) {
        return Objects.requireNonNull(reading.manifest().nodes().get(new NodeName(name)), name);
    }

    private Reading read(String... files) {
        List<Path> paths = Arrays.stream(files).map(folder::resolve).toList();
        return new ManifestReader().read(paths, Map.of("HOME", "/nonexistent"));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
