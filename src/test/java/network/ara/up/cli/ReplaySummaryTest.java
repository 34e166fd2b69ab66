package network.ara.up.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import network.ara.up.cli.ReplaySummary.Verdict;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.Outcome;
import org.junit.jupiter.api.Test;

class ReplaySummaryTest {

    private static final Outcome VALUE = new Outcome.Returned(Map.of("a", 1L));

    @Test
    void equalValuesAndEqualCodesAreTheSame() {
        assertThat(verdict(VALUE, new Outcome.Returned(Map.of("a", 1L)))).isEqualTo(Verdict.SAME);
        assertThat(verdict(failed(7, "at noon"), failed(7, "at midnight"))).isEqualTo(Verdict.SAME);
        assertThat(verdict(failed(ErrorCode.TIMED_OUT.code(), ""), failed(ErrorCode.TIMED_OUT.code(), "")))
                .isEqualTo(Verdict.SAME);
    }

    @Test
    void whatTheNodeSaysOtherwiseIsDifferentAndWhatDoesNotReachItHasFailed() {
        assertThat(verdict(VALUE, new Outcome.Returned(null))).isEqualTo(Verdict.DIFFERENT);
        assertThat(verdict(VALUE, failed(7, "no"))).isEqualTo(Verdict.DIFFERENT);
        assertThat(verdict(failed(7, "no"), VALUE)).isEqualTo(Verdict.DIFFERENT);
        assertThat(verdict(VALUE, failed(ErrorCode.NOT_RUNNING.code(), ""))).isEqualTo(Verdict.FAILED);
    }

    @Test
    void anEndThatWasNotRecordedIsComparedWithNothing() {
        assertThat(ReplaySummary.verdict(Optional.empty(), VALUE)).isEqualTo(Verdict.UNKNOWN);
    }

    private static Verdict verdict(Outcome before, Outcome now) {
        return ReplaySummary.verdict(Optional.of(before), now);
    }

    private static Outcome failed(int code, String message) {
        return new Outcome.Failed(code, message, null);
    }
}
