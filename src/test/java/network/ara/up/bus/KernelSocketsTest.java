package network.ara.up.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelSocketsTest {

    private static final String TITLE =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @TempDir
    private Path folder;

    /** B514 is 46356. */
    @ParameterizedTest
    @CsvSource({
        "nothing of ours,                0100007F:1F90, 0100007F:C000, 01, 00:00000000, false, false",
        "our listener,                   0100007F:B514, 00000000:0000, 0A, 00:00000000, false, false",
        "a connected follower,           0100007F:C000, 0100007F:B514, 01, 00:00000000, true,  false",
        "the leader's side of it,        0100007F:B514, 0100007F:C000, 01, 00:00000000, true,  false",
        "a follower that connects,       0100007F:C000, 0100007F:B514, 02, 01:00000010, true,  false",
        "the leader died 0.5 s ago,      0100007F:B514, 0100007F:C000, 06, 03:0000173E, true,  true",
        "the leader died 10 s ago,       0100007F:B514, 0100007F:C000, 06, 03:00001388, false, false",
        "it died and nobody noticed yet, 0100007F:B514, 0100007F:C000, 05, 00:00000000, true,  true",
        "the other side of that,         0100007F:C000, 0100007F:B514, 08, 00:00000000, true,  true",
        "a follower left,                0100007F:C000, 0100007F:B514, 06, 03:0000176F, false, false",
        "the other side of a leave,      0100007F:B514, 0100007F:C000, 08, 00:00000000, true,  false",
    })
    void theTableTellsWhoIsThereAndWhoWas(
            String what, String local, String remote, String state, String timer, boolean followers, boolean loss)
            throws IOException {
        Path table = folder.resolve("tcp");
        Files.writeString(
                table,
                TITLE + "   0: " + local + " " + remote + " " + state + " 00000000:00000000 " + timer
                        + " 00000000     0        0 12345 1 0000000000000000 100 0 0 10 0\n");
        KernelSockets sockets = new KernelSockets(List.of(table));

        assertThat(sockets.showFollowersOf(46356)).as(what).isEqualTo(followers);
        assertThat(sockets.showLossOn(46356)).as(what).isEqualTo(loss);
    }

    @Test
    void whereThereIsNoTableNothingIsCertain() {
        assertThat(new KernelSockets(List.of(folder.resolve("tcp"))).showLossOn(46356))
                .isTrue();
    }

    @Test
    void aKernelWithoutTheNewerProtocolHasOneTable() throws IOException {
        Path table = folder.resolve("tcp");
        Files.writeString(table, TITLE);

        assertThat(new KernelSockets(List.of(table, folder.resolve("tcp6"))).showLossOn(46356))
                .isFalse();
    }
}
