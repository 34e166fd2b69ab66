package network.ara.up.wire;

import static network.ara.up.wire.CallMemory.Familiarity.ANSWERED;
import static network.ara.up.wire.CallMemory.Familiarity.NEW;
import static network.ara.up.wire.CallMemory.Familiarity.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.ara.up.wire.IncMessage.Call;
import org.junit.jupiter.api.Test;

class CallMemoryTest {

    private static final byte[] ANSWER = {'[', ']'};
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final CallMemory memory = new CallMemory();

    @Test
    void aCallThatIsSentAgainIsNotNew() {
        assertThat(memory.meet(key("a", 1), 0)).isEqualTo(NEW);
        assertThat(memory.meet(key("a", 1), 0)).isEqualTo(RUNNING);

        memory.ended(key("a", 1), ANSWER, 0);

        assertThat(memory.meet(key("a", 1), 0)).isEqualTo(ANSWERED);
        assertThat(memory.answer(key("a", 1))).contains(ANSWER);
    }

    @Test
    void theSameIdOfAnotherCallerIsAnotherCall() {
        memory.meet(key("a", 1), 0);

        assertThat(memory.meet(key("b", 1), 0)).isEqualTo(NEW);
        assertThat(memory.meet(new CallMemory.Key("a", MessageId.of("1")), 0)).isEqualTo(NEW);
    }

    @Test
    void aCallThatWasTurnedAwayIsNewAgain() {
        memory.meet(key("a", 1), 0);
        memory.refused(key("a", 1));

        assertThat(memory.meet(key("a", 1), 0)).isEqualTo(NEW);
    }

    @Test
    void tenThousandCallsAreRemembered() {
        for (long call = 0; call <= 10_000; call++) {
            memory.meet(key("a", call), 0);
            memory.ended(key("a", call), ANSWER, 0);
        }

        assertThat(memory.size()).isEqualTo(10_000);
        assertThat(memory.answer(key("a", 0))).isEmpty();
        assertThat(memory.answer(key("a", 1))).isPresent();
    }

    @Test
    void aCallIsRememberedForFiveMinutes() {
        memory.meet(key("a", 1), 0);
        memory.ended(key("a", 1), ANSWER, 0);

        memory.meet(key("a", 2), 4 * MINUTE);
        memory.ended(key("a", 2), ANSWER, 4 * MINUTE);
        assertThat(memory.answer(key("a", 1))).isPresent();

        memory.meet(key("a", 3), 5 * MINUTE);
        memory.ended(key("a", 3), ANSWER, 5 * MINUTE);
        assertThat(memory.answer(key("a", 1))).isEmpty();
        assertThat(memory.answer(key("a", 2))).isPresent();
    }

    @Test
    void bigAnswersMakeTheOldestForgotten() {
        for (long call = 1; call <= 3; call++) {
            memory.meet(key("a", call), 0);
            memory.ended(key("a", call), new byte[30 << 20], 0);
        }

        assertThat(memory.answer(key("a", 1))).isEmpty();
        assertThat(memory.answer(key("a", 2))).isPresent();
        assertThat(memory.answer(key("a", 3))).isPresent();
    }

    @Test
    void aCallThatStillRunsIsNeverForgotten() {
        memory.meet(key("a", 1), 0);
        memory.meet(key("a", 2), 9 * MINUTE);
        memory.ended(key("a", 2), new byte[65 << 20], 9 * MINUTE);

        assertThat(memory.meet(key("a", 1), 9 * MINUTE)).isEqualTo(RUNNING);
        assertThat(memory.answer(key("a", 2))).as("the newest answer").isPresent();
    }

    @Test
    void whoWantsNoAnswerIsNewEachTimeAndWhoDoesIsAnsweredAgain() {
        List<byte[]> sent = new ArrayList<>();
        Call silent = new Call("a", Optional.empty(), "m", List.of(), Optional.empty(), false);
        Call call = new Call("a", Optional.of(new MessageId(1L)), "m", List.of(), Optional.empty(), false);

        assertThat(memory.isNew(silent, 0, sent::add)).isTrue();
        assertThat(memory.isNew(silent, 0, sent::add)).isTrue();
        assertThat(memory.isNew(call, 0, sent::add)).isTrue();
        assertThat(memory.isNew(call, 0, sent::add)).isFalse();
        assertThat(sent).isEmpty();

        memory.ended(key("a", 1), ANSWER, 0);

        assertThat(memory.isNew(call, 0, sent::add)).isFalse();
        assertThat(sent).containsExactly(ANSWER);
    }

    private static CallMemory.Key key(String caller, long id) {
        return new CallMemory.Key(caller, new MessageId(id));
    }
}
