package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.bus.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of another user of the machine. Only root can start them. */
class UsersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Says who it is, asks for an upgrade, and shows what it gets until the connection ends. */
    private static final String PEER = """
            exec 3<>/dev/tcp/127.0.0.1/46356
            printf 'GET / HTTP/1.1\\r\\nConnection: Upgrade\\r\\nUpgrade: websocket\\r\\nSec-WebSocket-Version: 13\\r\\n' >&3
            printf 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\\r\\n\\r\\n' >&3
            echo asked
            cat <&3
            echo over
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void needsAnotherUser() throws Exception {
        Tools.require("setpriv", "bash");
        Process other = new ProcessBuilder("setpriv", "--reuid=12345", "--clear-groups", "true").start();
        Tools.requireThat(other.waitFor() == 0, "only root can start a process of another user");
    }

    @Test
    void aForeignUsersConnectionIsHeldUnansweredAndOthersAreServed() throws Exception {
        Path output = folder.resolve("foreign");
        try (Bus leader = Bus.open(BusOptions.DEFAULTS)) {
            Ports.awaitListener();
            foreign(output);
            await().atMost(PATIENCE).until(() -> leader.stats().refused(Refusal.FOREIGN_USER) == 1);

            try (RawPeer ours = RawPeer.member("ns");
                    RawPeer more = RawPeer.member("ns")) {
                assertThat(ours.next()).startsWith("[\"localcast\"");
                assertThat(more.next()).startsWith("[\"localcast\"");
            }
            await().atMost(PATIENCE).until(() -> leader.stats().connections() == 0);
            assertThat(output).hasContent("asked");
            assertThat(leader.stats().refused(Refusal.FOREIGN_USER))
                    .as("it did not come back")
                    .isEqualTo(1);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(output).hasContent("asked\nover"));
    }

    @Test
    void aProcessThatWeStartedUnderAnotherUserIsLetIn() throws Exception {
        Path output = folder.resolve("ours");
        try (Bus leader = Bus.open(BusOptions.DEFAULTS)) {
            Ports.awaitListener();
            Process child = new ProcessBuilder("setpriv", "--reuid=12345", "--clear-groups", "bash", "-c", PEER)
                    .redirectOutput(output.toFile())
                    .start();

            await().atMost(PATIENCE).until(() -> Files.readString(output).contains("HTTP/1.1 101 Switching Protocols"));
            assertThat(leader.stats().refused()).isEmpty();
            child.destroy();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Connects as soon as it is nobody's descendant: when the shell that started it is gone. */
    private static void foreign(Path output) throws IOException, InterruptedException {
        String orphan = "while [ -d /proc/$STARTER ]; do sleep 0.01; done; " + PEER;
        ProcessBuilder shell = new ProcessBuilder(
                "sh", "-c", "STARTER=$$ setpriv --reuid=12345 --clear-groups bash -c \"$ORPHAN\" >\"$OUTPUT\" &");
        shell.environment().put("ORPHAN", orphan);
        shell.environment().put("OUTPUT", output.toString());
        assertThat(shell.start().waitFor()).isZero();
    }
}
