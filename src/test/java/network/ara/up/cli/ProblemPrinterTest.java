package network.ara.up.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;
import org.junit.jupiter.api.Test;

class ProblemPrinterTest {

    @Test
    void theCaretIsUnderItsTokenBehindTabsAndWideLetters() {
        assertThat(caret("a:\tx: y", 6, 1)).isEqualTo("  1 | a:\tx: y\n    |   \t  ^");
        assertThat(caret("a: \u65E5\u672C x", 7, 1)).isEqualTo("  1 | a: \u65E5\u672C x\n    |         ^");
        assertThat(caret("a: \u65E5\u672C x", 4, 2)).isEqualTo("  1 | a: \u65E5\u672C x\n    |    ^^^^");
        assertThat(caret("a: e\u0301 x", 7, 1)).isEqualTo("  1 | a: e\u0301 x\n    |      ^");
    }

    @Test
    void aLongLineIsShownAroundItsToken() {
        String line = "a".repeat(500) + " token " + "b".repeat(500);

        String[] shown = caret(line, 502, 5).split("\n", -1);

        assertThat(shown[0])
                .hasSizeLessThan(130)
                .contains(" token ")
                .startsWith("  1 | ...")
                .endsWith("...");
        assertThat(shown[1].indexOf('^')).isEqualTo(shown[0].indexOf("token"));
        assertThat(shown[1]).endsWith(" ^^^^^");
    }

    @Test
    void nothingThatDrivesATerminalIsPrinted() {
        SourcePosition position = new SourcePosition("a\u001B[31m\n.yml", 1, 1, 1);

        String told = printer("x\u009B\u202Ey").print(List.of(Problem.at(position, "m\u0007", "f\r")));

        assertThat(told)
                .isEqualTo(
                        "a\u00B7[31m\u00B7.yml:1:1: error: m\u00B7\n  1 | x\u00B7\u00B7y\n    | ^\n  fix: f\u00B7\n");
    }

    @Test
    void errorsComeBeforeWarningsWhereNotAllAreShown() {
        List<Problem> problems = new ArrayList<>();
        IntStream.range(0, 30).forEach(i -> problems.add(Problem.warning(at(i + 1), "careful " + i, "take care")));
        problems.add(Problem.at(at(99), "wrong"));

        String told = printer("").print(problems);

        assertThat(told).contains("wrong", "careful 18").doesNotContain("careful 19");
        assertThat(told)
                .endsWith(
                        "1 error, 30 warnings, of which the first 20 are shown; 'ara-up check --all' shows the rest\n");
        assertThat(printer("").print(problems, 0, Integer.MAX_VALUE))
                .contains("careful 29")
                .endsWith("1 error, 30 warnings\n");
    }

    @Test
    void whatWasTooMuchToKeepIsCounted() {
        List<Problem> problems = IntStream.range(0, 1_000)
                .mapToObj(i -> Problem.at(at(i + 1), "wrong"))
                .toList();

        assertThat(printer("").print(problems, 500, 20))
                .endsWith(
                        "1000 errors, 500 further problems, of which the first 20 are shown; 'ara-up check --all' shows the rest\n");
        assertThat(printer("").print(problems, 500, Integer.MAX_VALUE))
                .endsWith("1000 errors, 500 further problems: too many to list them all\n");
    }

    @Test
    void ofManyRelatedPlacesTheFirstAreShown() {
        List<Problem.Note> notes = IntStream.range(0, 100)
                .mapToObj(i -> new Problem.Note(at(i + 1), "here " + i))
                .toList();

        String told = printer("").print(List.of(new Problem(at(1), "m", notes, Optional.empty())));

        assertThat(told)
                .contains("here 19\n  note: and 80 more places; 'ara-up check -o json' has all\n")
                .doesNotContain("here 20");
    }

    private static String caret(String line, int column, int length) {
        Problem problem = Problem.at(new SourcePosition("f", 1, column, length), "m");
        return printer(line)
                .print(List.of(problem))
                .lines()
                .skip(1)
                .reduce((a, b) -> a + "\n" + b)
                .orElseThrow();
    }

    private static SourcePosition at(int line) {
        return new SourcePosition("f", line, 1, 1);
    }

    private static ProblemPrinter printer(String line) {
        return new ProblemPrinter(position -> Optional.of(line), false);
    }
}
