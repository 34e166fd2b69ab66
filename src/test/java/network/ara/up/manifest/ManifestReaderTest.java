package network.ara.up.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.model.Problem;
import network.ara.up.model.Readiness;
import network.ara.up.model.RestartPolicy;
import network.ara.up.model.StopPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestReaderTest {

    private static final Path PROJECT = Path.of("src/test/resources/manifests/good/project.yml");

    @TempDir
    private Path folder;

    @Test
    void everyWayToLaunchIsRead() {
        assertThat(good("argv").launch())
                .isEqualTo(new Launch.Program(List.of("node", "server.js", "--port", "6881", "")));
        assertThat(good("words").launch())
                .isEqualTo(new Launch.Program(List.of("node", "a b", "c \"d\"", "e f", "", "127.0.0.1", "a 'b")));
        assertThat(good("script").launch()).isEqualTo(new Launch.Shell("while true; do\n  sleep 1\ndone\n"));
        assertThat(good("builtin").launch()).isEqualTo(new Launch.Builtin("dht", List.of("--port", "6882")));
        assertThat(good("external").isExternal()).isTrue();
    }

    @Test
    void aValueOfTheEnvironmentIsItsTextAndNullUnsets() {
        assertThat(good("argv").environment().variables())
                .containsExactly(
                        Map.entry("PORT", Optional.of("6881")),
                        Map.entry("DEBUG", Optional.of("true")),
                        Map.entry("VERSION", Optional.of("010")),
                        Map.entry("ADDRESS", Optional.of("127.0.0.1:6379")),
                        Map.entry("PRICE", Optional.of("5$ or $5")),
                        Map.entry("HOME", Optional.empty()));
    }

    @Test
    void theWorkingFolderIsRelativeToTheManifest() {
        Path resources = Path.of("src/test/resources/manifests").toAbsolutePath();

        assertThat(good("argv").cwd()).isEqualTo(resources);
        assertThat(good("words").cwd()).isEqualTo(resources.resolve("good"));
    }

    @Test
    void policiesAreReadAndTheirDefaultsFilledIn() {
        assertThat(good("words").restart())
                .isEqualTo(new RestartPolicy(
                        RestartPolicy.Mode.ALWAYS,
                        new RestartPolicy.Backoff(Duration.ofMillis(100), 1.5, Duration.ofMinutes(1), 0),
                        new RestartPolicy.Limit(3, Duration.ofMinutes(1))));
        assertThat(good("words").stop()).isEqualTo(new StopPolicy("INT", Duration.ofSeconds(2), Optional.empty()));
        assertThat(good("script").restart().mode()).isEqualTo(RestartPolicy.Mode.NO);
        assertThat(good("script").stop().signal()).isEqualTo("USR1");
        assertThat(good("argv").restart()).isEqualTo(RestartPolicy.DEFAULT);
        assertThat(good("argv").stop()).isEqualTo(StopPolicy.DEFAULT);
    }

    @Test
    void probesAreRead() {
        assertThat(good("argv").ready().probes()).isEmpty();
        assertThat(good("words").ready()).isEqualTo(Readiness.INC);
        assertThat(good("script").ready())
                .isEqualTo(new Readiness(
                        List.of(new Probe.Tcp("127.0.0.1", 6379)), Duration.ofMillis(50), Duration.ofSeconds(10)));
        assertThat(good("external").ready().probes()).containsExactly(new Probe.Tcp("127.0.0.1", 53));
        assertThat(good("builtin").ready().probes()).hasSize(3);
    }

    @Test
    void dependenciesHaveTheirKindAndConditionAndThoseThatTakeNoPartAreLeftOut() {
        assertThat(good("script").dependencies())
                .extracting(edge -> edge.kind().word() + " " + edge.target() + " "
                        + edge.condition().word())
                .containsExactly(
                        "wants argv started", "wants words ready", "wants external completed", "after words ready");
        assertThat(read(PROJECT).manifest().nodes()).doesNotContainKey(new NodeName("dns"));
    }

    @Test
    void aGoodManifestHasNoProblems() throws IOException {
        assertThat(read(PROJECT).problems()).isEmpty();
        try (Stream<Path> catalogue = Files.list(Path.of("manifests"))) {
            assertThat(catalogue)
                    .allSatisfy(file -> assertThat(read(file).problems()).isEmpty());
        }
    }

    @Test
    void theCatalogueListsTheManifestsFolder() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("manifests"))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName()).replace(".yml", "")))
                    .containsExactlyInAnyOrderElementsOf(Lookup.CATALOGUE);
        }
    }

    @Test
    void aRequiredNameIsLookedUpInOrder() throws IOException {
        write("main.yml", "name: main\nrun: x\nrequires: [a, b, c, d, dht]\n");
        for (String name :
                List.of("a", "manifests/a", "path/a", "manifests/b", "path/b", "path/c", "config/ara-up/c")) {
            write(name + ".yml", "name: " + name.replaceAll(".*/", "") + "\nrun: x\n");
        }
        write("config/ara-up/d.yml", "name: d\nrun: x\nwants: [dns]\n");

        Reading reading = new ManifestReader()
                .read(
                        List.of(folder.resolve("main.yml")),
                        Map.of(
                                "ARA_UP_PATH",
                                "/nonexistent:" + folder.resolve("path"),
                                "XDG_CONFIG_HOME",
                                folder.resolve("config").toString()));

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.manifest().roots()).containsExactly(new NodeName("main"));
        assertThat(reading.manifest().origins())
                .isEqualTo(Map.of(
                        new NodeName("main"), Manifest.Origin.NAMED,
                        new NodeName("a"), Manifest.Origin.BESIDE,
                        new NodeName("b"), Manifest.Origin.MANIFESTS_FOLDER,
                        new NodeName("c"), Manifest.Origin.ARA_UP_PATH,
                        new NodeName("d"), Manifest.Origin.USER_FOLDER,
                        new NodeName("dht"), Manifest.Origin.CATALOGUE,
                        new NodeName("dns"), Manifest.Origin.CATALOGUE));
        assertThat(node(reading, "dns").position().file()).isEqualTo("catalogue:dns.yml");
    }

    @Test
    void aFileThatWasFoundForANameMustDefineIt() throws IOException {
        write("main.yml", "name: main\nrun: x\nrequires: [other]\n");
        write("other.yml", "name: another\nrun: x\n");

        Problem problem = onlyProblem(folder.resolve("main.yml"));

        assertThat(problem.position().file())
                .isEqualTo(folder.resolve("other.yml").toString());
        assertThat(problem.message()).isEqualTo("this file does not define node 'other', for which it was found");
        assertThat(problem.notes()).hasSize(1);
    }

    @Test
    void aFileThatRequiresItsOwnNameWithoutDefiningItIsToldSo() throws IOException {
        write("a.yml", "name: b\nrun: x\nrequires: [a]\n");

        assertThat(onlyProblem(folder.resolve("a.yml")).message()).contains("does not define node 'a'");
    }

    @Test
    void aProblemInALookedUpFileIsListedAfterThoseOfTheFileThatNeedsIt() throws IOException {
        write("main.yml", "name: main\nrun: x\nrequires: [a]\nfoo: 1\n");
        write("a.yml", "name: a\nrun: x\nbar: 1\n");

        assertThat(read(folder.resolve("main.yml")).problems())
                .extracting(Problem::message)
                .containsExactly("node 'main': unknown key 'foo'", "node 'a': unknown key 'bar'");
    }

    @Test
    void aFileThatIsNamedTwiceCountsOnce() throws IOException {
        Path file = write("a.yml", "name: a\nrun: x\n");

        assertThat(new ManifestReader().read(List.of(file, file), Map.of()).problems())
                .isEmpty();
    }

    @Test
    void whatIsBrokenTakesNothingElseAlong() throws IOException {
        Path file = write(
                "a.yml",
                "name: p\nnodes:\n  a: {run: x, requires: [b, nowhere], colour: blue}\n  b: {ready: {tcp: 0}}\n  c:\n");

        Reading reading = read(file);

        assertThat(reading.manifest().nodes().keySet())
                .extracting(NodeName::text)
                .containsExactly("a", "b", "c");
        assertThat(node(reading, "a").dependencies())
                .extracting(Dependency::target, Dependency::condition)
                .containsExactly(tuple(new NodeName("b"), Condition.READY));
    }

    @Test
    void aProjectWithoutANameIsCalledAfterItsFolder() throws IOException {
        Path file = write("my project/ara.yml", "nodes:\n  a: {run: x}\n");

        Manifest manifest = read(file).manifest();

        assertThat(manifest.project()).isEqualTo("my-project");
        assertThat(manifest.directory()).isEqualTo(file.getParent());
    }

    @Test
    void aFileThatIsNotThereOrIsAFolderIsAProblem() throws IOException {
        assertThat(onlyProblem(folder.resolve("none.yml")).message()).isEqualTo("there is no such file");
        assertThat(onlyProblem(folder).message()).isEqualTo("this is a folder, not a manifest");
    }

    @Test
    void aHundredMebibytesAreRefusedBeforeTheyAreRead() throws IOException {
        Path file = folder.resolve("large.yml");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(100L << 20);
        }

        assertThat(onlyProblem(file).message()).isEqualTo("this file is larger than 24 MiB, the limit for a manifest");
    }

    @Test
    void moreProblemsThanAreKeptAreCounted() throws IOException {
        String[] keys = new String[1_500];
        Arrays.setAll(keys, i -> "k" + i + ": 1\n");
        Path file = write("a.yml", "name: a\nrun: x\n" + String.join("", keys));

        Reading reading = read(file);

        assertThat(reading.problems()).hasSize(1_000);
        assertThat(reading.unlisted()).isEqualTo(500);
    }

    private static NodeSpec good(String name) {
        return node(read(PROJECT), name);
    }

    private static NodeSpec node(Reading reading, String name) {
        return Optional.ofNullable(reading.manifest().nodes().get(new NodeName(name)))
                .orElseThrow();
    }

    private static Reading read(Path file) {
        return new ManifestReader().read(List.of(file), Map.of());
    }

    private static Problem onlyProblem(Path file) {
        List<Problem> problems = read(file).problems();
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
