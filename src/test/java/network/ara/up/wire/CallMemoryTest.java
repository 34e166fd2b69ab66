package network.ara.up.wire;

import static network.ara.up.wire.CallMemory.Familiarity.ANSWERED;
import static network.ara.up.wire.CallMemory.Familiarity.NEW;
import static network.ara.up.wire.CallMemory.Familiarity.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallMemoryTest {

    private static final byte[] ANSWER = {'[', ']'};
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final CallMemory memory = new CallMemory();

    @Test
    void aCallThatIsSentAgainIsNotNew() {
        assertThat(memory.meet("a", id(1), 0)).isEqualTo(NEW);
        assertThat(memory.meet("a", id(1), 0)).isEqualTo(RUNNING);

        memory.ended("a", id(1), ANSWER, 0);

        assertThat(memory.meet("a", id(1), 0)).isEqualTo(ANSWERED);
        assertThat(memory.answer("a", id(1))).contains(ANSWER);
    }

    @Test
    void theSameIdOfAnotherCallerIsAnotherCall() {
        memory.meet("a", id(1), 0);

        assertThat(memory.meet("b", id(1), 0)).isEqualTo(NEW);
        assertThat(memory.meet("a", MessageId.of("1"), 0)).isEqualTo(NEW);
    }

    @Test
    void aCallThatWasTurnedAwayIsNewAgain() {
        memory.meet("a", id(1), 0);
        memory.refused("a", id(1));

        assertThat(memory.meet("a", id(1), 0)).isEqualTo(NEW);
    }

    @Test
    void tenThousandCallsAreRemembered() {
        for (long call = 0; call <= 10_000; call++) {
            memory.meet("a", id(call), 0);
            memory.ended("a", id(call), ANSWER, 0);
        }

        assertThat(memory.size()).isEqualTo(10_000);
        assertThat(memory.answer("a", id(0))).isEmpty();
        assertThat(memory.answer("a", id(1))).isPresent();
    }

    @Test
    void aCallIsRememberedForFiveMinutes() {
        memory.meet("a", id(1), 0);
        memory.ended("a", id(1), ANSWER, 0);

        memory.meet("a", id(2), 4 * MINUTE);
        memory.ended("a", id(2), ANSWER, 4 * MINUTE);
        assertThat(memory.answer("a", id(1))).isPresent();

        memory.meet("a", id(3), 5 * MINUTE);
        memory.ended("a", id(3), ANSWER, 5 * MINUTE);
        assertThat(memory.answer("a", id(1))).isEmpty();
        assertThat(memory.answer("a", id(2))).isPresent();
    }

    @Test
    void bigAnswersMakeTheOldestForgotten() {
        for (long call = 1; call <= 3; call++) {
            memory.meet("a", id(call), 0);
            memory.ended("a", id(call), new byte[30 << 20], 0);
        }

        assertThat(memory.answer("a", id(1))).isEmpty();
        assertThat(memory.answer("a", id(2))).isPresent();
        assertThat(memory.answer("a", id(3))).isPresent();
    }

    @Test
    void aCallThatStillRunsIsNeverForgotten() {
        memory.meet("a", id(1), 0);
        memory.meet("a", id(2), 9 * MINUTE);
        memory.ended("a", id(2), new byte[65 << 20], 9 * MINUTE);

        assertThat(memory.meet("a", id(1), 9 * MINUTE)).isEqualTo(RUNNING);
        assertThat(memory.answer("a", id(2))).as("the newest answer").isPresent();
    }

    private static MessageId id(long number) {
        return new MessageId(number);
    }
}
