package network.ara.up.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellWordsTest {

    @Test
    void blanksSeparateWords() {
        assertThat(ShellWords.of("  node\tdht.js \n --port 1 ").words())
                .containsExactly("node", "dht.js", "--port", "1");
        assertThat(ShellWords.of(" ").words()).isEmpty();
    }

    @Test
    void quotesKeepBlanksAndJoinWithWhatTheyTouch() {
        assertThat(ShellWords.of("a' b'\"c d\"e '' \"\"").words()).containsExactly("a bc de", "", "");
    }

    @Test
    void aBackslashKeepsTheNextCharacterAndWithinDoubleQuotesOnlyTheSpecialOnes() {
        assertThat(ShellWords.of("a\\ b \"\\n \\\" \\\\ \\$\" '\\'").words())
                .containsExactly("a b", "\\n \" \\ $", "\\");
    }

    @Test
    void aReferenceToAVariableIsOnePiece() {
        assertThat(ShellWords.of("a ${B:-c d} \"${E:-f \"}\"").words()).containsExactly("a", "${B:-c d}", "${E:-f \"}");
    }

    @Test
    void whatIsNeverClosedIsShownWhereItBegins() {
        assertThat(ShellWords.of("a 'b c").flaw())
                .hasValueSatisfying(flaw -> assertThat(flaw.offset()).isEqualTo(2));
        assertThat(ShellWords.of("a \"b\\\" c").flaw())
                .hasValueSatisfying(flaw -> assertThat(flaw.offset()).isEqualTo(2));
        assertThat(ShellWords.of("a\\").flaw())
                .hasValueSatisfying(flaw -> assertThat(flaw.offset()).isEqualTo(1));
    }

    @Test
    void anOperatorOfTheShellIsRefusedUnlessItIsQuoted() {
        assertThat(ShellWords.of("a && b").flaw()).isPresent();
        assertThat(ShellWords.of("a '&&' b").words()).containsExactly("a", "&&", "b");
        assertThat(ShellWords.of("curl a?b=1&c=2").flaw()).isEmpty();
    }
}
