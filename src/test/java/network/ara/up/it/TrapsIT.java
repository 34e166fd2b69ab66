package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import network.ara.up.Eventually;
import network.ara.up.process.ProcessIdentity;
import org.junit.jupiter.api.Test;

/**
 * Faults that programs of this kind have shipped, one a test, by their numbers in {@code docs/reliability.md}: those of
 * starting, stopping and restarting that need real processes. {@link SurvivalIT} has those of who lives on.
 */
class TrapsIT extends UserOfItsOwn {

    @Test
    void trap01_trap08_trap11_aFailedStartIsSaidWithItsChainWhoeverHoldsTheOutput() throws Exception {
        araUp.manifest("ara.yml", """
                name: fails
                nodes:
                  broken:
                    shell: 'sleep 600 & echo $$! > held; setsid sleep 600 & echo $$! > far; echo the reason; exit 3'
                    restart: no
                  waits: {run: sleep 600, ready: none, requires: [broken]}
                  last: {run: sleep 600, ready: none, requires: [waits]}
                  fine: {run: sleep 600, ready: none}
                """);
        assertThat(araUp.run(1, "up", "-d"))
                .anyMatch(line -> line.matches("broken +failed +exit code 3"))
                .anyMatch(line -> line.strip().equals("the reason"))
                .anyMatch(line -> line.matches("waits +skipped +requires 'broken', which failed: exit code 3"))
                .anyMatch(line -> line.matches(
                        "last +skipped +requires 'waits', which is skipped: requires 'broken', which failed: .*"));
        long far = pidIn("far");
        assertThat(isAlive(far))
                .as("it has left the group, and holds the output")
                .isTrue();
        assertThat(araUp.ps("fine").get("state")).isEqualTo("ready");
        long held = pidIn("held");
        Eventually.await("the group has ended with its leader", () -> !isAlive(held));
        assertThat(araUp.run(1, "wait", "last", "--timeout", "1m"))
                .anyMatch(line -> line.contains("'last' is skipped"));
        araUp.run(0, "down");
        ProcessHandle.of(far).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void trap06_aCompletedTaskIsNotWaitedForAndATimeOutNamesWhoIs() throws Exception {
        araUp.manifest("ara.yml", """
                name: waits
                nodes:
                  migrate: {type: task, run: "true"}
                  slow:
                    shell: until test -f go; do sleep 0.05; done; echo open; exec sleep 600
                    ready: {log: open}
                    requires: [migrate]
                """);
        assertThat(araUp.run(124, "up", "-d", "--timeout", "2s"))
                .anyMatch(line -> line.equals("error: not ready after 2 s: 'slow' is started"));
        assertThat(araUp.run(124, "wait", "--timeout", "1s"))
                .anyMatch(line -> line.equals("error: not ready: 'slow' is started after 1 s"));
        araUp.run(0, "wait", "migrate", "--for", "completed", "--timeout", "1m");
        Files.createFile(folder.resolve("go"));
        araUp.run(0, "wait", "--timeout", "1m");
        araUp.run(0, "up", "-d");
    }

    @Test
    void trap09_trap10_trap16_trap21_aStopIsOverWhenTheGroupIsEmptyAndSaysOnWhomItWaits() throws Exception {
        araUp.manifest("ara.yml", """
                name: stops
                nodes:
                  leader:
                    shell: |
                      (trap '' TERM; until test -f end; do sleep 0.05; done) & echo $$! > child
                      echo armed; wait
                    ready: {log: armed}
                    stop: {timeout: 1h}
                  saver:
                    shell: |
                      trap 'touch saving; until test -f end; do sleep 0.05; done; touch saved; exit 0' TERM
                      echo armed; while :; do sleep 0.05; done
                    ready: {log: armed}
                  deaf:
                    shell: trap '' TERM; echo armed; while :; do sleep 0.05; done
                    ready: {log: armed}
                    stop: {timeout: 1s}
                """);
        araUp.run(0, "up", "-d");
        long leader = araUp.pid("leader");
        long child = pidIn("child");
        long deaf = araUp.pid("deaf");
        try (ChildProcess down = araUp.start("down")) {
            Eventually.await("the leader obeys", () -> !isAlive(leader));
            Eventually.await("the saver obeys", () -> Files.exists(folder.resolve("saving")));
            assertThat(araUp.ps("leader").get("state")).isEqualTo("stopping");
            assertThat(araUp.ps("leader").get("pid")).isEqualTo(leader);
            assertThat(isAlive(child)).isTrue();
            assertThat(down.isAlive()).isTrue();
            Files.createFile(folder.resolve("end"));
            assertThat(down.exitCode()).isZero();
            down.await("whom", line -> line.equals("leader     stopping    pid " + leader + ", within 3600 s"));
            down.await("killed", line -> line.matches("deaf +killing +it did not stop within 1 s"));
            assertThat(down.lines()).noneMatch(line -> line.matches("(leader|saver) +killing.*"));
        }
        assertThat(folder.resolve("saved")).exists();
        assertThat(List.of(leader, child, deaf)).noneMatch(TrapsIT::isAlive);
    }

    @Test
    void trap12_whatIsStoppedWhileItWaitsNeverStarts() throws Exception {
        araUp.manifest("ara.yml", """
                name: ghosts
                nodes:
                  gate:
                    shell: until test -f go; do sleep 0.05; done; echo open; exec sleep 600
                    ready: {log: open}
                  ghost: {shell: touch seen; exec sleep 600, ready: none, requires: [gate]}
                  other: {run: sleep 600, ready: none, requires: [gate]}
                """);
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.await("the gate", line -> line.matches("gate +booting .*"));
            araUp.run(0, "stop", "ghost");
            araUp.run(0, "wait", "ghost", "--for", "stopped", "--timeout", "1m");
            try (ChildProcess restart = araUp.start("restart", "other")) {
                Files.createFile(folder.resolve("go"));
                assertThat(restart.exitCode()).isZero();
            }
            assertThat(up.awaitStart("up in part after")).contains("booted: ").endsWith("; not running: ghost");
            assertThat(araUp.ps("ghost").get("state")).isEqualTo("stopped");
            assertThat(folder.resolve("seen")).doesNotExist();
        }
    }

    @Test
    void trap13_trap14_aRestartObeysTheOrderAndIsNotTheEndOfACriticalNode() {
        araUp.manifest("ara.yml", """
                name: again
                nodes:
                  base: {shell: "echo open; exec sleep 600", ready: {log: open}}
                  web: {run: sleep 600, ready: none, restart: no, critical: true, requires: [base]}
                """);
        araUp.run(0, "up", "-d");
        long base = araUp.pid("base");
        long web = araUp.pid("web");
        araUp.run(0, "restart", "web");
        assertThat(araUp.pid("base")).isEqualTo(base);
        long webAnew = araUp.pid("web");
        assertThat(webAnew).isNotIn(web, 0L);
        araUp.run(0, "restart", "base");
        assertThat(araUp.pid("web")).isEqualTo(webAnew);
        assertThat(notices(araUp.run(0, "restart")))
                .containsExactly(
                        "web stopping",
                        "web stopped",
                        "base stopping",
                        "base stopped",
                        "base booting",
                        "base ready",
                        "web booting",
                        "web ready");
        araUp.run(0, "stop", "web");
        assertThat(araUp.ps("web").get("state")).isEqualTo("stopped");
        assertThat(araUp.ps("base").get("state")).isEqualTo("ready");
        araUp.run(0, "start", "web");
        assertThat(araUp.ps("web").get("state")).isEqualTo("ready");
    }

    @Test
    void trap20_trap28_aCrashLoopIsSlowedDownAndEndsAndEachOutcomeHasItsExitStatus() throws Exception {
        araUp.manifest("ara.yml", """
                name: loops
                nodes:
                  loop:
                    shell: echo x >> starts; test -f well || exit 7; echo well; exec sleep 600
                    ready: {log: well}
                    restart: {backoff: {initial: 50ms, factor: 2, jitter: 0}, limit: 3 in 1m}
                  base: {run: sleep 600, ready: none}
                  top: {run: sleep 600, ready: none, requires: [base]}
                """);
        assertThat(araUp.run(1, "up", "-d"))
                .containsSubsequence(
                        "loop       restarting  in 0 ms, restart 1",
                        "loop       restarting  in 50 ms, restart 2",
                        "loop       restarting  in 100 ms, restart 3",
                        "loop       failed      exit code 7, after 3 restarts (limit 3 in 60s)");
        assertThat(Files.readAllLines(folder.resolve("starts"))).hasSize(4);
        assertThat(araUp.ps("loop").get("state")).isEqualTo("failed");
        assertThat(araUp.ps("loop").get("restarts")).isEqualTo(3L);
        araUp.run(1, "start", "loop");
        Files.createFile(folder.resolve("well"));
        araUp.run(0, "reset");
        assertThat(araUp.ps("loop").get("state")).isEqualTo("ready");

        assertThat(araUp.run(6, "stop", "base")).anyMatch(line -> line.contains("'base' is needed by 'top'"));
        araUp.run(4, "stop", "nobody");
        araUp.run(4, "wait", "nobody");
        araUp.run(2, "wait", "loop", "--for", "sunshine");
        araUp.run(0, "stop", "base", "--force");
        araUp.run(1, "wait", "top", "--timeout", "1m");
        araUp.run(0, "wait", "top", "--for", "stopped", "--timeout", "1m");
        araUp.manifest("ara.yml", "name: loops\nndoes: {}\n");
        araUp.run(3, "reload");
        araUp.run(3, "up", "-d");
        araUp.run(0, "down", "--project", "loops");
        araUp.run(4, "events", "--project", "loops");
        Files.delete(folder.resolve("ara.yml"));
    }

    /** "name notice" of each line. */
    private static List<String> notices(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("^(\\w+) +(\\w+).*", "$1 $2"))
                .toList();
    }

    private long pidIn(String file) throws IOException {
        return Long.parseLong(Files.readString(folder.resolve(file)).strip());
    }

    private static boolean isAlive(long pid) {
        return ProcessIdentity.of(pid).map(ProcessIdentity::isAlive).orElse(false);
    }
}
