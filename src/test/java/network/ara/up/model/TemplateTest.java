package network.ara.up.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateTest {

    private static final List<String> NAMED = List.of("key", "value");

    @Test
    void placesAreFilledByNameAndByNumberAndNothingElseIsOne() {
        Template template = Template.of("a{key}b{1}{key}{}{ key}${x-y}", NAMED);

        assertThat(template.places()).containsExactly(0, 1, 0);
        assertThat(template.fill(List.of("K", "{value}")::get)).isEqualTo("aKb{value}K{}{ key}${x-y}");
    }

    @Test
    void doubledBracesStandForThemselves() {
        assertThat(Template.of("{{key}} {{nobody}} {key}", NAMED).fill(index -> "K"))
                .isEqualTo("{key} {nobody} K");
    }

    @Test
    void aNameThatIsNoParametersIsToldAndSoIsANumberBeyondThem() {
        for (String name : List.of("kex", "2", "1000")) {
            assertThatThrownBy(() -> Template.of("{" + name + "}", NAMED))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(name);
        }
        assertThat(Template.of("{2}", List.of()).last()).contains(2);
    }

    @Test
    void whoCallsDecidesWhatItBeginsWithOnlyIfAPlaceIsFirst() {
        assertThat(Template.of("{key}", NAMED).beginsWithPlace()).isTrue();
        assertThat(Template.of("{{key}}", NAMED).beginsWithPlace()).isFalse();
        Template option = Template.of("--key={key}", NAMED);
        assertThat(option.beginsWithPlace()).isFalse();
        assertThat(option.beginning()).isEqualTo("--key=");
        assertThat(Template.of("none", NAMED).last()).isEmpty();
    }
}
