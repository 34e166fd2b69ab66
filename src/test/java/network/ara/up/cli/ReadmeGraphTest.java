package network.ara.up.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.ara.up.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The drawings in the README are what the command makes now. */
class ReadmeGraphTest {

    private static final Path README = Path.of("README.md");
    private static final String PROMPT = "$ ./ara-up ";

    @Test
    void thePictureIsWhatTheCommandDraws() {
        Golden.check(Path.of("docs/graph.svg"), output("graph --format svg examples/shop/ara.yml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph examples/quickstart/ara.yml", "graph --critical-path examples/shop/ara.yml"})
    void theTextIsWhatTheCommandPrints(String command) {
        String readme = Golden.read(README);
        int begin = readme.indexOf('\n', readme.indexOf(PROMPT + command)) + 1;
        int end = readme.indexOf("```", begin);

        Golden.check(README, readme.substring(0, begin) + output(command) + readme.substring(end));
    }

    private static String output(String command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Screen screen = new Screen(false, false, true, () -> 80);
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), Map.of(), Path.of(""), screen);

        assertThat(AraUp.run(terminal, List.of(command.split(" ", -1))))
                .as("%s", err)
                .isZero();

        terminal.out().flush();
        return out.toString();
    }
}
