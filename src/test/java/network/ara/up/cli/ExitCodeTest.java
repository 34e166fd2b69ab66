package network.ara.up.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExitCodeTest {

    /** Scripts rely on these: they are the table of the specification, and never change. */
    @Test
    void theNumbersAreThoseOfTheSpecification() {
        assertThat(ExitCode.table())
                .containsOnlyKeys("0", "1", "2", "3", "4", "5", "6", "7", "124", "130", "143")
                .containsEntry("2", "wrong usage")
                .containsEntry("3", "the manifest is invalid")
                .containsEntry("124", "timed out");
        for (ExitCode code : ExitCode.values()) {
            assertThat(ExitCode.table()).containsEntry(String.valueOf(code.number()), code.meaning());
        }
    }
}
