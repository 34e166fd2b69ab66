package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import network.ara.up.manifest.ManifestReader;
import network.ara.up.manifest.ManifestSchema;
import network.ara.up.wire.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an editor shows of manifests: the real YAML language server with the schema of {@code ara-up schema}. */
class SchemaIT {

    /** A node's keys, and the part of the editor's message that tells why they are wrong. */
    private static final Map<String, String> BAD = Map.ofEntries(
            Map.entry("requries: [b]", "Property requries is not allowed"),
            Map.entry("requires: b", "Incorrect type"),
            Map.entry("requires: {b: up}", "\"started\", \"ready\", \"completed\""),
            Map.entry("restart: sometimes", "\"no\", \"on-failure\", \"always\""),
            Map.entry("restart: {limit: often}", "must be a count and a time such as 5 in 30s"),
            Map.entry("restart: {backof: {}}", "Property backof is not allowed"),
            Map.entry("ready: {tcp: 70000}", "65535"),
            Map.entry("ready: {http: localhost}", "must be a URL"),
            Map.entry("ready: {timeout: soon}", "must be a duration such as 250ms, 5s, 2m or 1h"),
            Map.entry("stop: SIGSEGV", "must be a signal's name"),
            Map.entry("type: job", "\"service\", \"task\""),
            Map.entry("critical: maybe", "Valid values: true, false"),
            Map.entry("env: [A=1]", "Incorrect type"),
            Map.entry("success_exit_codes: [256]", "255"),
            Map.entry("calls: {concurrency: 0}", "minimum of 1"),
            Map.entry("replicas: 0", "minimum of 1"),
            Map.entry("secrets: {}", "Property secrets is not allowed"));

    @TempDir
    private Path folder;

    private Path schema;

    @BeforeEach
    void writeSchema() throws IOException {
        Tools.requireNpm("yaml-language-server");
        schema = folder.resolve("schema.json");
        Files.writeString(schema, Json.indented(ManifestSchema.asJson()));
    }

    @Test
    void everyManifestOfTheRepositoryIsAccepted() throws IOException {
        List<Path> manifests = new ArrayList<>();
        for (Path root :
                List.of(Path.of("manifests"), Path.of("examples"), Path.of("src/test/resources/manifests/good"))) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".yml")
                                && !file.toString().contains("node_modules"))
                        .forEach(manifests::add);
            }
        }

        Map<String, List<?>> shown = check(manifests);

        assertThat(shown)
                .hasSameSizeAs(manifests)
                .allSatisfy((file, problems) -> assertThat(problems).as(file).isEmpty());
    }

    @Test
    void aBadOneIsRefusedAtItsLineAndForTheReasonThatTheReaderHas() throws IOException {
        Map<Path, String> reasons = new LinkedHashMap<>();
        for (Map.Entry<String, String> bad : BAD.entrySet()) {
            Path file = folder.resolve("bad" + reasons.size() + ".yml");
            Files.writeString(file, "nodes:\n  b: {run: x}\n  a:\n    run: x\n    " + bad.getKey() + "\n");
            reasons.put(file, bad.getValue());
        }

        Map<String, List<?>> shown = check(List.copyOf(reasons.keySet()));

        reasons.forEach((file, reason) -> {
            assertThat(new ManifestReader().read(List.of(file), Map.of()).problems())
                    .as("the reader on %s", file)
                    .isNotEmpty();
            assertThat(shown.get(file.toString()))
                    .as(reason)
                    .anySatisfy(problem ->
                            assertThat(problem.toString()).contains("line=5").contains(reason));
        });
    }

    @Test
    void keysAndWordsAreCompleted() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yml"), "nodes:\n  a:\n    run: x\n    re\n");
        assertThat((List<?>) editor("complete", file.toString(), "4", "7"))
                .map(Object::toString)
                .contains("requires", "ready", "restart");

        Path word = Files.writeString(folder.resolve("b.yml"), "nodes:\n  a:\n    restart: \n");
        assertThat((List<?>) editor("complete", word.toString(), "3", "14"))
                .map(Object::toString)
                .contains("on-failure", "always");
    }

    private Map<String, List<?>> check(List<Path> files) throws IOException {
        Map<String, List<?>> shown = new LinkedHashMap<>();
        String[] arguments = Stream.concat(Stream.of("check"), files.stream().map(Path::toString))
                .toArray(String[]::new);
        ((Map<?, ?>) editor(arguments)).forEach((file, problems) -> shown.put(file.toString(), (List<?>) problems));
        return shown;
    }

    private Object editor(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("node", Tools.script("editor.js").toString(), schema.toString()));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return Objects.requireNonNull(Json.parse(answer));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
