package network.ara.up.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "-7",
                "12345678901234567890",
                "1.5",
                "\"\\u0000é\"",
                "[]",
                "[null,[1,{\"b\":2,\"a\":[]}]]",
                "{\"z\":1,\"a\":{}}"
            })
    void whatIsReadIsWrittenTheSame(String text) {
        assertThat(Json.text(Json.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "[1", "[1] 2", "{\"a\"}", "01", "'a'", "[1,]", "NaN"})
    void whatIsNotJsonIsRefused(String text) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not JSON");
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersThatJsonCannotSayBecomeNull() {
        assertThat(Json.text(Arrays.asList(Double.NaN, Float.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, null)))
                .isEqualTo("[null,null,null,null]");
    }

    @Test
    void aValueOfAnotherTypeIsRefused() {
        assertThatThrownBy(() -> Json.text(Map.of("a", new ArrayList<>(List.of(new Object())))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
