package network.ara.up.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import network.ara.up.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden files: {@code $ ara-up ...}, what it prints, and after {@code ---- err} what it prints to standard error, and the
 * exit code.
 *
 * <p>Lines that begin with {@code %} set the stage for the commands below them: {@code % cwd FOLDER}, {@code % terminal
 * WIDTH}, {@code % pipe}, {@code % ascii}, {@code % NAME=VALUE}. A line with {@code #} is a comment, but not in an output.
 * {@code <HERE>} is the folder of the repository.
 */
class CommandLineTest {

    private static final String PROMPT = "$ ara-up";

    private final Map<String, String> environment = new HashMap<>();
    private Path cwd = Path.of("");
    private boolean isTerminal;
    private boolean unicode = true;
    private int width = 80;

    static Stream<Path> files() {
        return Golden.files("cli").stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void commandsAnswerAsTheyDid(Path file) {
        StringBuilder actual = new StringBuilder();
        boolean isOutput = false;
        for (String line : Golden.read(file).lines().toList()) {
            if (line.startsWith("---- exit ")) {
                isOutput = false;
            } else if (line.startsWith("# ") && !isOutput) {
                actual.append(line).append('\n');
            } else if (line.startsWith("% ")) {
                actual.append(line).append('\n');
                set(line.substring(2));
            } else if (line.startsWith(PROMPT)) {
                actual.append(line).append('\n');
                run(line.substring(PROMPT.length()).trim(), actual);
                isOutput = true;
            }
        }
        Golden.check(file, actual.toString());
    }

    private void set(String setting) {
        String[] words = setting.split("[ =]", 2);
        switch (words[0]) {
            case "cwd" -> cwd = Path.of(words[1]);
            case "pipe" -> isTerminal = false;
            case "ascii" -> unicode = false;
            case "terminal" -> {
                isTerminal = true;
                width = Integer.parseInt(words[1]);
            }
            default -> environment.put(words[0], words[1]);
        }
    }

    private void run(String words, StringBuilder actual) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Screen screen = new Screen(isTerminal, isTerminal, unicode, () -> width);
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), environment, cwd, screen);

        int code = AraUp.run(terminal, words.isEmpty() ? List.of() : List.of(words.split(" ", -1)));

        terminal.out().flush();
        terminal.err().flush();
        actual.append(visible(out.toString()));
        actual.append(err.toString().isEmpty() ? "" : "---- err\n" + visible(err.toString()));
        actual.append("---- exit ").append(code).append("\n\n");
    }

    private static String visible(String text) {
        return text.replace("\u001B", "<ESC>")
                .replace(Path.of("").toAbsolutePath().toString(), "<HERE>");
    }

    @Test
    void aStackTraceIsShownOnlyForDebug() {
        List<String> shown = new ArrayList<>();
        for (List<String> words : List.of(List.of("graph", "none.yml"), List.of("graph", "none.yml", "--debug"))) {
            StringWriter err = new StringWriter();
            Screen screen = new Screen(false, false, true, () -> 80);
            AraUp.run(
                    new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), Map.of(), cwd, screen),
                    words);
            shown.add(err.toString());
        }

        assertThat(shown.get(0)).doesNotContain("\tat ");
        assertThat(shown.get(1)).contains("\tat network.ara.up.cli.");
    }
}
