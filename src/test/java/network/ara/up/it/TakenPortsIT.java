package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import network.ara.up.bus.BusOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else has a port that ara-up needs: that is said, also by what runs in the background. */
class TakenPortsIT {

    @TempDir
    private Path folder;

    private AraUp araUp;

    @BeforeEach
    void aProject() {
        araUp = new AraUp(folder);
        araUp.manifest("ara.yml", "{name: taken, nodes: {one: {run: [sleep, '1000']}}}");
    }

    @Test
    void theBusIsTakenByAStranger() throws IOException {
        try (ServerSocket stranger = new ServerSocket()) {
            stranger.setReuseAddress(true);
            stranger.bind(new InetSocketAddress("127.0.0.1", BusOptions.LOCALCAST_PORT));

            assertThat(araUp.run(5, "up", "-d", "ara.yml")).anyMatch(line -> line.contains("the bus can't be joined"));
            assertThat(araUp.run(5, "call", "one", "anything"))
                    .anyMatch(line -> line.contains("'one' was not called: the bus is not joined"));
        }
    }

    @Test
    void theGatewaysPortIsTaken() throws IOException {
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(stranger.getLocalPort());

            assertThat(araUp.run(5, "up", "-d", "ara.yml", "--http", port))
                    .anyMatch(line -> line.contains("calls over HTTP can't be taken at 127.0.0.1:" + port));
            assertThat(folder.resolve("run/ara-up/taken.http-token")).doesNotExist();
        }
    }
}
