package network.ara.up.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Problem;
import network.ara.up.model.ProvidedFunction;
import network.ara.up.model.ProvidedFunction.Command;
import network.ara.up.model.ProvidedFunction.Http;
import network.ara.up.model.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code provides}: what it comes to, and what is wrong with it. */
class ProvidesTest {

    @TempDir
    private Path folder;

    @Test
    void aCommandHasPlacesForItsParameters() throws IOException {
        ProvidedFunction set =
                function("{params: [key, value], command: 'redis-cli set {key}', input: '{value}', dashes: true}");

        assertThat(set.parameters()).containsExactly("key", "value");
        assertThat(set.action()).isInstanceOfSatisfying(Command.class, command -> {
            assertThat(command.argv()).extracting(Template::text).containsExactly("redis-cli", "set", "{key}");
            assertThat(command.input().orElseThrow().places()).containsExactly(1);
            assertThat(command.dashes()).isTrue();
        });
        assertThat(set.result()).isEqualTo(ProvidedFunction.Reading.AUTO);
    }

    @Test
    void unnamedParametersAreAsManyAsTheHighestNumberHas() throws IOException {
        assertThat(function("{command: [echo, '{2}', '{0}']}").parameters()).containsExactly("0", "1", "2");
        assertThat(function("{command: echo}").parameters()).isEmpty();
    }

    @Test
    void whatHasNoPlaceInTheUrlOfAPostIsItsBody() throws IOException {
        ProvidedFunction add = function("{description: adds, http: 'http://h/items/{name}', method: POST,"
                + " params: [name, colour], headers: {X-Token: t}, result: json}");

        assertThat(add.description()).contains("adds");
        assertThat(add.action()).isInstanceOfSatisfying(Http.class, http -> {
            assertThat(http.method()).isEqualTo("POST");
            assertThat(http.url().places()).containsExactly(0);
            assertThat(http.headers()).isEqualTo(Map.of("X-Token", "t"));
        });
        assertThat(add.result()).isEqualTo(ProvidedFunction.Reading.JSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{}; nothing says what it does",
                "{command: a, http: 'http://h/'}; 'command' and 'http' are both given",
                "{http: 'http://h/', input: x}; 'input' without 'command'",
                "{command: a, method: PUT, headers: {a: b}}; 'headers' and 'method' without 'http'",
                "{command: ['{0}', a]}; a caller would choose the program",
                "{command: [sh, -ec, 'echo {0}']}; a caller's text would become part of a shell's script",
                "{command: [a, '{kex}'], params: [key]}; '{kex}' is none of its parameters",
                "{command: a, params: [key]}; its parameter 'key' goes nowhere",
                "{http: 'http://h/', params: [key]}; its parameter 'key' goes nowhere",
                "{http: 'http://{0}/'}; a URL such as",
                "{http: 'http://h/', headers: {'a b': c}}; 'a b' can't be a header",
                "{http: 'http://h/', method: FETCH}; FETCH",
                "{command: a, params: ['1']}; a parameter's name",
                "a; a map with 'command' or 'http'",
            })
    void whatIsWrongIsTold(String function, String message) throws IOException {
        List<Problem> problems = read(function).problems();

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).message()).contains(message);
    }

    @Test
    void oneProcessIsAnsweredForAndNoTask() throws IOException {
        assertThat(read("{command: a}\nreplicas: 2").problems())
                .extracting(Problem::message)
                .containsExactly(
                        "node 'n': 'provides' answers for one process, and 'replicas' are several of one name");
        assertThat(read("{command: a}\ntype: task").problems())
                .extracting(Problem::message)
                .contains("node 'n': a task ends, and can't be called");
    }

    private ProvidedFunction function(String text) throws IOException {
        Reading reading = read(text);
        assertThat(reading.problems()).isEmpty();
        NodeSpec node = Objects.requireNonNull(reading.manifest().nodes().get(new NodeName("n")));
        return Objects.requireNonNull(node.provides().get("f"));
    }

    private Reading read(String function) throws IOException {
        Path file = Files.writeString(
                folder.resolve("ara.yml"), "name: n\nrun: x\nready: none\nprovides:\n  f: " + function + "\n");
        return new ManifestReader().read(List.of(file), Map.of());
    }
}
