package network.ara.up.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLimitTest {

    @ParameterizedTest
    @CsvSource({"64KiB, 65536", "500KiB, 512000", "1MiB, 1048576", "2GiB, 2147483648", "' 1MiB ', 1048576"})
    void sizesAreNumbersWithAUnit(String text, long bytes) {
        assertThat(LogLimit.of(Map.of("ARA_UP_LOG_LIMIT", text)).bytes()).isEqualTo(bytes);
    }

    @Test
    void withoutOneItIs64MiB() {
        assertThat(LogLimit.of(Map.of()).bytes()).isEqualTo(64 << 20);
        assertThat(LogLimit.of(Map.of("ARA_UP_LOG_LIMIT", "")).bytes()).isEqualTo(64 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1MB", "-1MiB", "63KiB", "0GiB", "1 MiB", "99999999GiB", "much"})
    void anythingElseIsAMistake(String text) {
        assertThatThrownBy(() -> LogLimit.of(Map.of("ARA_UP_LOG_LIMIT", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("environment variable 'ARA_UP_LOG_LIMIT' is '" + text
                        + "', not a size of 64KiB or more, such as 500KiB, 64MiB or 1GiB");
    }

    @Test
    void aStepIsWholePages() {
        assertThat(new LogLimit(500 << 10).step()).isEqualTo(31 * 4096);
    }
}
