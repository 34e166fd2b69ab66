package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import network.ara.up.it.chaos.ChaosRun;
import org.junit.jupiter.api.Test;

/** Kills whatever can be killed, at random, and asks that everything is as it should be again. */
class ChaosIT {

    @Test
    void everythingComesBackAsItShouldBe() throws IOException {
        Tools.requireNpm("localcast", "md5");
        long seed = Long.getLong("chaos.seed", System.nanoTime());
        Duration duration = Duration.parse("PT" + System.getProperty("chaos.duration", "60s"));
        Path folder = Files.createDirectories(Path.of("target/chaos/" + seed).toAbsolutePath());
        assertThat(new ChaosRun(seed, duration, folder).run()).isEmpty();
    }
}
