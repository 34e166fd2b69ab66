package network.ara.up.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColorChoiceTest {

    @Test
    void onlyATerminalThatDoesNotRefuseIsColoured() {
        assertThat(ColorChoice.AUTO.colours(true, Map.of("TERM", "xterm"))).isTrue();
        assertThat(ColorChoice.AUTO.colours(false, Map.of("TERM", "xterm"))).isFalse();
        assertThat(ColorChoice.AUTO.colours(true, Map.of("TERM", "dumb"))).isFalse();
        assertThat(ColorChoice.AUTO.colours(true, Map.of("NO_COLOR", "1"))).isFalse();
        assertThat(ColorChoice.AUTO.colours(true, Map.of("NO_COLOR", ""))).isTrue();
    }

    @Test
    void theOptionIsStrongerThanTheEnvironment() {
        assertThat(ColorChoice.ALWAYS.colours(false, Map.of("NO_COLOR", "1", "TERM", "dumb")))
                .isTrue();
        assertThat(ColorChoice.NEVER.colours(true, Map.of())).isFalse();
    }

    @Test
    void itIsFoundAnywhereOnTheCommandLine() {
        assertThat(ColorChoice.in(List.of("graph", "--color", "always"))).isEqualTo(ColorChoice.ALWAYS);
        assertThat(ColorChoice.in(List.of("--color=never", "graph"))).isEqualTo(ColorChoice.NEVER);
        assertThat(ColorChoice.in(List.of("graph", "--color"))).isEqualTo(ColorChoice.AUTO);
        assertThat(ColorChoice.in(List.of("graph", "--color", "x"))).isEqualTo(ColorChoice.AUTO);
    }
}
