package network.ara.up.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.process.ProcessIdentity;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private static final Probe PING = new Probe.Inc();
    private static final Probe TCP = new Probe.Tcp("127.0.0.1", 8080);
    private static final ProcessIdentity SELF =
            ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();

    private final List<String> told = new ArrayList<>();
    private final NodeSpec spec = Probed.alive("web", Duration.ofSeconds(1), 3, PING, TCP);
    private final Heartbeat beat = new Heartbeat(
            spec,
            Optional.of(SELF),
            spec.alive().probes(),
            0,
            (alive, why) -> told.add(alive + " " + why),
            Runnable::run);

    @Test
    void onlySoManyMissesInARowCount() {
        miss(PING, 2);
        beat.sign(PING, 10);
        miss(PING, 2);
        assertThat(told).isEmpty();

        miss(PING, 1);
        miss(PING, 5);
        assertThat(told).containsExactly("false missed");
    }

    @Test
    void itIsAliveAgainOnlyWhenNoProbeIsMissed() {
        miss(PING, 3);
        miss(TCP, 3);
        beat.sign(PING, 10);
        assertThat(told).containsExactly("false missed");

        beat.sign(TCP, 20);
        assertThat(told).containsExactly("false missed", "true ");
    }

    @Test
    void trap04_nothingOfAnEarlierIncarnationCounts() {
        miss(PING, 2);
        beat.end();
        miss(PING, 5);
        beat.sign(PING, 10);

        assertThat(told).isEmpty();
        assertThat(beat.hasBegun(-1)).isFalse();
        assertThat(beat.isOwn(OptionalLong.of(SELF.pid()))).isTrue();
        assertThat(beat.isOwn(OptionalLong.of(2))).isFalse();
    }

    @Test
    void trap22_whateverWasHeardSinceTheTryBeganBreaksTheRow() {
        for (int i = 1; i < 10; i++) {
            beat.sign(PING, 100L * i + 1);
            beat.missed(PING, 100L * i, "missed");
        }
        assertThat(told).isEmpty();
    }

    private void miss(Probe probe, int times) {
        for (int i = 0; i < times; i++) {
            beat.missed(probe, 1_000, "missed");
        }
    }
}
