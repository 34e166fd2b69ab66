package network.ara.up.process;

import static network.ara.up.process.Launches.exit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import network.ara.up.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessGroupTest {

    @TempDir
    private Path folder;

    private Launches launches;

    @BeforeEach
    void open() {
        launches = new Launches(folder);
    }

    @AfterEach
    void close() throws Exception {
        launches.close();
    }

    @Test
    void aSignalReachesTheWholeGroup() throws Exception {
        LaunchedProcess process = launches.shellUp("sleep 1000 & (sleep 1000 & echo up; sleep 1000); wait");
        assertThat(process.group().members()).hasSizeGreaterThanOrEqualTo(4);

        assertThat(process.group().signal("TERM")).isTrue();

        assertThat(exit(process).probableSignal()).hasValue(15);
        Eventually.await("the group is empty", process.group()::isEmpty);
    }

    @Test
    void trap09_aGroupIsNotEmptyWhileAChildIgnoresTheSignalThatEndedItsLeader() throws Exception {
        LaunchedProcess process =
                launches.shellUp("sh -c 'trap \"\" TERM; echo up; while :; do sleep 1000; done' & wait");
        process.group().signal("TERM");
        exit(process);

        assertThat(process.group().isEmpty()).isFalse();

        assertThat(process.group().signal("KILL")).isTrue();
        Eventually.await("the group is empty", process.group()::isEmpty);
        assertThat(process.group().signal("KILL")).isFalse();
    }

    @Test
    void groupsThatAShellMadeWithinTheSessionBelongToIt() throws Exception {
        LaunchedProcess process = launches.shellUp("set -m; sleep 1000 & echo up; exit 0");
        exit(process);
        assertThat(process.group().members()).hasSize(1);

        process.group().signal("TERM");

        Eventually.await("the group is empty", process.group()::isEmpty);
    }

    @Test
    void aGrandchildInASessionOfItsOwnDoesNotBelongToIt() throws Exception {
        LaunchedProcess process = launches.shellUp("setsid sh -c 'echo $$ >&2; echo up; exec sleep 1000' & wait");
        ProcessIdentity escaped = ProcessIdentity.of(launches.output()
                        .lines()
                        .mapToLong(ProcessGroupTest::number)
                        .max()
                        .orElseThrow())
                .orElseThrow();

        assertThat(process.group().members()).hasSize(1).doesNotContain(escaped);

        ProcessGroup.ledBy(escaped).signal("KILL");
    }

    private static long number(String line) {
        return line.matches("[0-9]+") ? Long.parseLong(line) : 0;
    }

    @Test
    void trap18_aPidThatBelongsToAnotherProcessNowIsNeverSignalled() throws Exception {
        LaunchedProcess process = launches.shellUp("sleep 1000 & echo up; wait");
        ProcessIdentity now = process.identity();
        ProcessGroup before = ProcessGroup.ledBy(new ProcessIdentity(now.pid(), now.startTicks() - 1, now.bootId()));
        ProcessGroup rebooted = ProcessGroup.ledBy(new ProcessIdentity(now.pid(), now.startTicks(), "another-boot"));

        assertThat(before.signal("KILL")).isFalse();
        assertThat(rebooted.signal("KILL")).isFalse();
        assertThat(before.isEmpty()).isTrue();
        assertThat(now.isAlive()).isTrue();
    }

    @Test
    void aProcessThatLeadsNoSessionIsAGroupOfItsOwn() throws Exception {
        LaunchedProcess process = launches.shellUp("sleep 1000 & sleep 1000 & echo up; wait");
        ProcessIdentity member = process.group().members().stream()
                .filter(identity -> identity.pid() != process.pid())
                .findFirst()
                .orElseThrow();

        ProcessGroup.ledBy(member).signal("KILL");

        Eventually.await("it is gone", () -> !member.isAlive());
        assertThat(process.group().members()).hasSize(2);
    }

    @Test
    void aProcessThatIsStoppedGetsSignalsToo() throws Exception {
        LaunchedProcess process = launches.shell("exec sleep 1000");
        process.group().signal("STOP");
        Eventually.await(
                "it is stopped",
                () -> ProcessStat.of(process.pid())
                        .filter(stat -> stat.state() == 'T')
                        .isPresent());

        process.group().signal("KILL");

        assertThat(exit(process).probableSignal()).hasValue(9);
    }

    @Test
    void aZombieIsNoMember() throws Exception {
        LaunchedProcess process = launches.shellUp("sh -c 'exit 0' & echo up; exec sleep 1000");

        Eventually.await(
                "only the leader is alive", () -> process.group().members().size() == 1);
        assertThat(process.group().members()).containsExactly(process.identity());
    }

    /** As after an upgrade of the JDK, when a running ara-up can start nothing any more. */
    @Test
    void withoutAShellTheUsualSignalsAreStillSent() throws Exception {
        LaunchedProcess process = launches.shell("exec sleep 1000");
        List<ProcessStat> members = List.of(ProcessStat.of(process.pid()).orElseThrow());
        IOException cause = new IOException("no shell");

        assertThatThrownBy(() -> ProcessGroup.killByJava("USR1", members, cause))
                .hasRootCause(cause);
        ProcessGroup.killByJava("TERM", members, cause);

        assertThat(exit(process).probableSignal()).hasValue(15);
    }

    @Test
    void whatIsNoSignalIsRefused() throws Exception {
        LaunchedProcess process = launches.shell("sleep 1000");

        assertThatThrownBy(() -> process.group().signal("15; true"))
                .isInstanceOf(IOException.class)
                .hasMessage("'15; true' is not the name of a signal, such as TERM");
        assertThatThrownBy(() -> process.group().signal("FOO"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("signal FOO to the group of pid " + process.pid());
        assertThat(process.identity().isAlive()).isTrue();
    }

    @Test
    void pidOneIsNobodysGroup() {
        ProcessIdentity init = new ProcessIdentity(1, 1, "boot");

        assertThatThrownBy(() -> ProcessGroup.ledBy(init)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void figuresAreThoseOfAllMembers() throws Exception {
        LaunchedProcess process =
                launches.shellUp("sleep 1000 & echo up; i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; sleep 1000");

        Eventually.await(
                "it used the processor", () -> process.group().figures().cpu().toMillis() >= 10);
        assertThat(process.group().figures().processes()).isGreaterThanOrEqualTo(2);
        assertThat(process.group().figures().residentBytes()).isBetween(100_000L, 100_000_000L);
    }
}
