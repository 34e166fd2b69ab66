package network.ara.up.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineArgumentsTest {

    private static final List<String> COMMANDS = List.of("up", "graph", "check", "ps");

    @ParameterizedTest
    @CsvSource({
        "'', up",
        "ara.yml, up ara.yml",
        "-d ara.yml, up -d ara.yml",
        "dht dns, up dht dns",
        "--color always ara.yml, --color always up ara.yml",
        "--color=never --debug ara.yml, --color=never --debug up ara.yml",
        "up ara.yml, up ara.yml",
        "graph -h, graph -h",
        "--debug graph x, --debug graph x",
        "--help, --help",
        "--debug -V, --debug -V",
        "--color, --color up",
    })
    void withoutACommandItIsUp(String words, String complete) {
        assertThat(String.join(" ", arguments(words).complete())).isEqualTo(complete);
    }

    @ParameterizedTest
    @CsvSource({"grpah, graph", "chekc, check", "pss, ps"})
    void aMisspeltCommandIsNotTakenForANode(String word, String meant) {
        assertThat(arguments(word).misspelt(Path.of("")))
                .get()
                .satisfies(failure -> assertThat(failure.fix()).get().asString().contains("'" + meant + "'"));
    }

    @Test
    void aNodeOrAFileIsNoMisspeltCommand() {
        assertThat(arguments("resolver").misspelt(Path.of(""))).isEmpty();
        assertThat(arguments("graph.yml").misspelt(Path.of(""))).isEmpty();
        assertThat(arguments("graph grpah").misspelt(Path.of(""))).isEmpty();
    }

    private static CommandLineArguments arguments(String words) {
        List<String> list = Arrays.stream(words.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        return new CommandLineArguments(list, COMMANDS);
    }
}
