package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.ara.up.it.chaos.CallRun;
import network.ara.up.it.chaos.SpawnedFleet;
import network.ara.up.it.chaos.SupervisedFleet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every call ends in exactly one result, in time, whatever is killed; none runs twice, and none that ran is said to have
 * failed. The run of {@code docs/reliability.md}: {@code mvn verify -Dit.test=CallAccountingIT -Dcalls.count=1000000
 * -Dcalls.kills=1000}, with {@code -Dcalls.seed} for the same kills again.
 */
class CallAccountingIT {

    private static final int LEADERS_KILLED = 200;

    private final long seed = Long.getLong("calls.seed", System.nanoTime());

    @BeforeEach
    void needsLocalcast() {
        Tools.requireNpm("localcast", "md5");
    }

    @Test
    void trap29_trap35_everyCallIsAccountedForThoughTheLeaderIsKilledInMidCallTwoHundredTimes() throws IOException {
        Path folder = folder("leaders");
        var fleet = new SpawnedFleet(folder, folder.toString())
                .java("java-1", 8)
                .java("java-2", 8)
                .javaScript("js-1", 4)
                .javaScript("js-2", 0)
                .java("java-3", 0);

        var violations = new CallRun(seed, fleet, folder).run(LEADERS_KILLED, 0, new CallRun.Odds(100, 0));

        assertThat(violations).isEmpty();
    }

    @Test
    void everyCallIsAccountedForThoughNodesLeaderAndSupervisorAreKilled() throws IOException {
        int calls = Integer.getInteger("calls.count", 20_000);
        int kills = Integer.getInteger("calls.kills", 20);
        Path folder = folder("nodes");
        var fleet = new SupervisedFleet(folder, folder.toString())
                .java("java-1", 32)
                .java("java-2", 32)
                .javaScript("js-1", 8)
                .javaScript("js-2", 0)
                .java("java-3", 0);

        var violations = new CallRun(seed, fleet, folder).run(kills, calls, new CallRun.Odds(15, 10));

        assertThat(violations).isEmpty();
    }

    private Path folder(String kind) throws IOException {
        return Files.createDirectories(
                Path.of("target/calls/" + kind + "-" + seed).toAbsolutePath());
    }
}
