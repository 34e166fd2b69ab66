package network.ara.up.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void theFirstAttemptIsAtOnceAndLaterOnesAreUpToASecondApart() {
        Backoff backoff = new Backoff();
        assertThat(backoff.nextMillis()).isZero();

        backoff.failed();
        assertThat(backoff.nextMillis()).isBetween(2L, 5L);
        backoff.failed();
        assertThat(backoff.nextMillis()).isBetween(5L, 10L);
        for (int i = 0; i < 100; i++) {
            backoff.failed();
        }
        assertThat(backoff.nextMillis()).isBetween(500L, 1000L);

        backoff.succeeded();
        assertThat(backoff.nextMillis()).isZero();
    }
}
