package network.ara.up.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import network.ara.up.wire.IncMessage.Ping;
import network.ara.up.wire.IncMessage.Pong;
import org.junit.jupiter.api.Test;

class CensusTest {

    private static final MessageId ID = MessageId.of("p1");

    @Test
    void aPongHasItsRoundTrip() {
        Census census = census();

        assertThat(census.heard(pong("dht", 7, ID), 1_500_000))
                .contains(new Census.Answer(pong("dht", 7, ID), Duration.ofNanos(500_000)));
    }

    @Test
    void whoAnswersTwiceIsCountedOnce() {
        Census census = census();

        census.heard(pong("dht", 7, ID), 2_000_000);
        census.heard(pong("dht", 7, ID), 3_000_000);
        census.heard(pong("dht", 8, ID), 3_000_000);

        assertThat(census.answers()).extracting(answer -> answer.pong().pid()).hasSize(2);
    }

    @Test
    void aPongToAnotherPingIsIgnoredButOneWithoutAnIdIsNot() {
        Census census = census();

        assertThat(census.heard(pong("dht", 7, MessageId.of("p0")), 2_000_000)).isEmpty();
        assertThat(census.heard(Pong.anonymous(), 2_000_000)).isPresent();
        assertThat(census.heard(Pong.anonymous(), 2_000_000)).isPresent();
    }

    @Test
    void itIsCompleteWhenAllWhoWereNamedHaveAnswered() {
        Census census = census("dht", "dns");

        census.heard(pong("dht", 7, ID), 2_000_000);
        assertThat(census.heard(pong("web", 9, ID), 2_000_000))
                .as("was not asked")
                .isEmpty();
        assertThat(census.isComplete()).isFalse();

        census.heard(pong("dns", 8, ID), 2_000_000);
        assertThat(census.isComplete()).isTrue();
    }

    @Test
    void everybodyIsCompleteWhenEachProcessThatIsThereHasAnswered() {
        Census census = census();
        census.heard(pong("dht", 7, ID), 2_000_000);
        assertThat(census.isComplete()).as("who is there is not known").isFalse();

        census.present(List.of(7L, 8L));
        assertThat(census.isComplete()).isFalse();

        census.heard(pong("dns", 8, ID), 2_000_000);
        assertThat(census.isComplete()).isTrue();
    }

    @Test
    void whereNobodyIsEverybodyHasAnswered() {
        Census census = census();
        census.present(List.of());

        assertThat(census.isComplete()).isTrue();
    }

    @Test
    void whoseMailboxIsEmptyIsNotWaitedFor() {
        Census census = census("dht", "nobody");
        census.heard(pong("dht", 7, ID), 2_000_000);
        assertThat(census.isComplete()).isFalse();

        census.absent("nobody");

        assertThat(census.isComplete()).isTrue();
    }

    private static Census census(String... nodes) {
        Census census = new Census(new Ping("ara-up", Optional.of(ID), List.of(nodes)));
        census.sent(1_000_000);
        return census;
    }

    private static Pong pong(String name, long pid, MessageId id) {
        return new Pong(
                Optional.of(name),
                OptionalLong.of(pid),
                Optional.of(id),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of());
    }
}
