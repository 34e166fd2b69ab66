package network.ara.up.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {

    private final Variables variables = new Variables(Map.of("A", "1", "EMPTY", "", "REF", "${A}"));

    @Test
    void aVariableIsReplacedByItsValueWhichIsNotLookedAtAgain() {
        assertThat(expand("<${A}${EMPTY}${REF}>")).isEqualTo("<1${A}>");
    }

    @Test
    void theDefaultStandsInForWhatIsUnsetOrEmpty() {
        assertThat(expand("${A:-x}${B:-x}${EMPTY:-y}${B:-${C:-z${A}}}")).isEqualTo("1xyz1");
    }

    @Test
    void twoDollarsAreOneAndOtherDollarsStay() {
        assertThat(expand("$$ $A $${A} 5$")).isEqualTo("$ $A ${A} 5$");
    }

    @Test
    void anUnsetVariableIsAFlawAtItsPlaceAndNotAnEmptyString() {
        Variables.Flaw flaw = variables.expand("a ${AB} b").flaws().get(0);

        assertThat(flaw.offset()).isEqualTo(2);
        assertThat(flaw.length()).isEqualTo(5);
        assertThat(flaw.message()).isEqualTo("the variable 'AB' is not set");
        assertThat(flaw.fix()).isEqualTo("did you mean 'A'?");
    }

    @Test
    void aRequiredVariableTellsItsMessage() {
        assertThat(variables.expand("${EMPTY:?ask the team}").flaws())
                .extracting(Variables.Flaw::message)
                .containsExactly("the variable 'EMPTY' is not set: ask the team");
    }

    @Test
    void whatIsNoReferenceIsRefused() {
        for (String text : new String[] {"${", "${A", "${}", "${A+b}", "${A b}", "${1}", "${A:=x}"}) {
            assertThat(variables.expand(text).flaws()).as(text).hasSize(1);
        }
    }

    @Test
    void defaultsNestedTooDeepAreRefused() {
        String deep = "${B:-".repeat(50) + "x" + "}".repeat(50);

        assertThat(variables.expand(deep).flaws()).hasSize(1);
    }

    @Test
    void variablesThatWouldFillTheMemoryAreRefused() {
        variables.define("LARGE", "x".repeat(1 << 20));

        assertThat(variables.expand("${LARGE}".repeat(33)).flaws()).isNotEmpty();
    }

    private String expand(String text) {
        Variables.Expansion expansion = variables.expand(text);
        assertThat(expansion.flaws()).isEmpty();
        return expansion.text();
    }
}
