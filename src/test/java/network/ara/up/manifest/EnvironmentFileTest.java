package network.ara.up.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class EnvironmentFileTest {

    @Test
    void aLineSetsAVariable() throws EnvironmentFile.Flaw {
        assertThat(EnvironmentFile.parse("A=1\r\n\n  export B=two words  \nC=\nA=x=y"))
                .containsExactly(entry("A", "x=y"), entry("B", "two words"), entry("C", ""));
    }

    @Test
    void aCommentStandsOnALineOfItsOwnOrAfterABlank() throws EnvironmentFile.Flaw {
        assertThat(EnvironmentFile.parse("\uFEFF# all\nA=a#b # c # d\n  # e\nB='f' # g\nC= # h"))
                .hasSize(3)
                .containsEntry("A", "a#b")
                .containsEntry("B", "f")
                .containsEntry("C", "");
    }

    @Test
    void singleQuotesKeepAllAndDoubleQuotesKnowFourEscapes() throws EnvironmentFile.Flaw {
        assertThat(EnvironmentFile.parse("A=' # \\n ${B}'\nB=\"\\n\\t\\\"\\\\ ${A} # 'x'\""))
                .containsEntry("A", " # \\n ${B}")
                .containsEntry("B", "\n\t\"\\ ${A} # 'x'");
    }

    @Test
    void aBadLineIsShownWhereItIsBad() {
        assertThat(flaw("A=1\nnonsense")).isEqualTo("2:1: this is not KEY=VALUE");
        assertThat(flaw("  1A=1")).isEqualTo("1:3: this is not KEY=VALUE");
        assertThat(flaw("A =1")).isEqualTo("1:1: this is not KEY=VALUE");
        assertThat(flaw("A= 1")).isEqualTo("1:3: a blank follows '='");
        assertThat(flaw("\nA='é")).isEqualTo("2:3: this quote is never closed");
        assertThat(flaw("A=\"b\\\"")).isEqualTo("1:3: this quote is never closed");
        assertThat(flaw("A=\"\uD83D\uDE00\\x\"")).isEqualTo("1:5: this backslash means nothing in double quotes");
        assertThat(flaw("A='b'c")).isEqualTo("1:6: something follows the closing quote");
        assertThat(flaw("A='b'# c")).isEqualTo("1:6: something follows the closing quote");
        assertThat(flaw("A=\0")).isEqualTo("1:3: a variable can't hold the character NUL");
    }

    private static String flaw(String text) {
        EnvironmentFile.Flaw flaw = catchThrowableOfType(EnvironmentFile.Flaw.class, () -> EnvironmentFile.parse(text));
        assertThat(flaw.fix()).isNotEmpty();
        return flaw.line() + ":" + flaw.column() + ": " + flaw.message();
    }

    @Test
    void aMebibyteOfBlanksIsReadAtOnce() throws EnvironmentFile.Flaw {
        String blanks = " ".repeat(1 << 20);
        assertThat(EnvironmentFile.parse("A=b" + blanks + "c" + blanks).get("A"))
                .hasSize((1 << 20) + 2);
    }
}
