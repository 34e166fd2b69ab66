package network.ara.up.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.model.Readiness;
import network.ara.up.model.SourcePosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestWriterTest {

    private static final SourcePosition NOWHERE = new SourcePosition("", 1, 1, 1);
    private static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/nonexistent");

    @TempDir
    private Path folder;

    /** All manifests of the repository that are good. */
    static Stream<Path> good() throws IOException {
        Stream.Builder<Path> found = Stream.builder();
        for (String root :
                List.of("manifests", "examples", "src/test/resources/manifests/good", "src/test/resources/cli")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.filter(file -> file.toString().endsWith(".yml"))
                        .filter(file -> !file.toString().contains("node_modules"))
                        .filter(file -> read(file).problems().stream().noneMatch(problem -> problem.isError()))
                        .sorted()
                        .forEach(found);
            }
        }
        return found.build();
    }

    @ParameterizedTest
    @MethodSource("good")
    void whatIsWrittenReadsBackAsItWas(Path file) throws IOException {
        Reading reading = read(file);

        for (boolean defaults : List.of(false, true)) {
            Reading again = read(write(reading, defaults));

            assertThat(again.problems()).noneMatch(problem -> problem.isError());
            assertThat(again.manifest().project()).isEqualTo(reading.manifest().project());
            assertThat(comparable(again)).isEqualTo(comparable(reading));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "a b",
                "a ",
                " a",
                "a: b",
                "a #b",
                "#",
                "- a",
                "-",
                "--x",
                "null",
                "~",
                "true",
                "no",
                "010",
                "1.5",
                "0x1f",
                "1e3",
                "12:30",
                "2020-01-01",
                "*",
                "&a",
                "!a",
                "@a",
                "`a`",
                "%a",
                "|",
                ">",
                "'",
                "\"",
                "'a' \"b\"",
                "\\",
                "a\nb",
                "a\n",
                "\t",
                "\r",
                "\u0085",
                "\u2028",
                "\u00A0x",
                "\uFEFF",
                "\u65E5\u672C",
                "\uD83D\uDE00",
                "[a]",
                "{a}",
                "a,b",
                "a]",
                "$",
                "$$",
                "${A}",
                "$${A}",
                "$$${A}",
                "a$b$$c",
                "? a",
                ":",
                ":a",
                "a:",
                "a::b",
                "=",
                "<<",
                "---",
                "..."
            })
    void anyTextComesBack(String text) throws IOException {
        String written = text.replace("$", "$$").replace("\\", "\\\\").replace("\"", "\\\"");
        StringBuilder escaped = new StringBuilder();
        written.codePoints()
                .forEach(c -> escaped.append(
                        c >= ' ' && c < 0x7F
                                ? Character.toString(c)
                                : String.format(c > 0xFFFF ? "\\U%08x" : "\\u%04x", c)));
        Path file = Files.writeString(
                folder.resolve("text.yml"),
                "name: p\nnodes:\n  a:\n    run: [x, \"" + escaped + "\"]\n    env: {A: \"" + escaped
                        + "\"}\n    labels: {L: \"" + escaped + "\"}\n    description: \"" + escaped + "\"\n");
        Reading reading = read(file);
        assertThat(node(reading, "a").environment().variables().get("A")).contains(text);

        Reading again = read(write(reading, false));

        assertThat(comparable(again)).isEqualTo(comparable(reading));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\nb\n",
                "a\n\nb\n",
                "a\n  b\n\tc\n",
                " a\nb",
                "\na\nb",
                "a\n\n",
                "a \nb ",
                "a: b\n# c\n- d\n",
                "if [ \"$A\" = '${B}' ]\nthen x\nfi\n"
            })
    void aScriptComesBack(String script) throws IOException {
        StringBuilder escaped = new StringBuilder();
        script.replace("$", "$$")
                .codePoints()
                .forEach(c -> escaped.append(
                        c == '"' ? "\\\"" : c >= ' ' ? Character.toString(c) : String.format("\\u%04x", c)));
        Path file = Files.writeString(folder.resolve("text.yml"), "name: a\nshell: \"" + escaped + "\"\n");
        Reading reading = read(file);

        assertThat(comparable(read(write(reading, false)))).isEqualTo(comparable(reading));
    }

    @Test
    void secretsAreMasked() throws IOException {
        Map<String, String> environment = Map.of("DB_PASSWORD", "hunter22", "GREETING", "hello");
        Path file = Files.writeString(folder.resolve("a.yml"), """
                name: a
                run: server --password ${DB_PASSWORD} ${GREETING}
                env:
                  API_KEY: abc
                  apiToken: def
                  KEYBOARD: us
                  MONKEY: capuchin
                  SECRET_UNSET: null
                  URL: http://me:${DB_PASSWORD}@host/
                """);
        Reading reading = new ManifestReader().read(List.of(file), environment);

        String yaml = ManifestWriter.masking(false, environment)
                .yaml("p", reading.manifest().nodes().values());

        assertThat(yaml)
                .doesNotContain("hunter22", "abc", "def")
                .contains(
                        "run: [server, --password, \"***\", hello]",
                        "API_KEY: \"***\"",
                        "apiToken: \"***\"",
                        "KEYBOARD: us",
                        "SECRET_UNSET: null",
                        "URL: \"http://me:***@host/\"");
    }

    private Path write(Reading reading, boolean defaults) throws IOException {
        String yaml = ManifestWriter.showingAll(defaults)
                .yaml(reading.manifest().project(), reading.manifest().nodes().values());
        return Files.writeString(folder.resolve("written.yml"), yaml);
    }

    private static Reading read(Path file) {
        return new ManifestReader().read(List.of(file), ENVIRONMENT);
    }

    private static NodeSpec node(Reading reading, String name) {
        return Objects.requireNonNull(reading.manifest().nodes().get(new NodeName(name)));
    }

    private static List<String> comparable(Reading reading) {
        return reading.manifest().nodes().values().stream()
                .map(ManifestWriterTest::comparable)
                .toList();
    }

    /** As text, since patterns have no equality: without positions, and without the times of probes that there are not. */
    private static String comparable(NodeSpec node) {
        List<Dependency> dependencies = node.dependencies().stream()
                .sorted(Comparator.comparing(Dependency::kind))
                .map(it -> new Dependency(it.target(), it.kind(), it.condition(), NOWHERE))
                .toList();
        boolean none = node.ready().probes().isEmpty();
        List<String> probes =
                node.ready().probes().stream().map(Probe::toString).toList();
        return String.join(
                "\n",
                node.name().text(),
                node.about().toString(),
                node.launch().toString(),
                node.cwd().toString(),
                node.environment().toString(),
                dependencies.toString(),
                node.lifecycle().toString(),
                probes
                        + (none
                                ? ""
                                : new Readiness(
                                                List.of(),
                                                node.ready().interval(),
                                                node.ready().timeout())
                                        .toString()),
                node.alive().toString(),
                node.restart().toString(),
                node.stop().toString(),
                node.calls().toString());
    }
}
