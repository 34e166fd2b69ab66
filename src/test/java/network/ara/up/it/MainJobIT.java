package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.ara.up.process.ProcessIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What issue and README promise of {@code up}, {@code ps}, {@code down}, {@code call} and {@code ping}, on real nodes. */
class MainJobIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CHAIN = """
            name: chain
            nodes:
              a: {run: [node, %1$s, a], cwd: %2$s}
              b: {run: [node, %1$s, b], cwd: %2$s, requires: [a]}
              c: {run: [node, %1$s, c], cwd: %2$s, requires: [b]}
            """.formatted(Tools.script("test-node.js"), Tools.script(""));

    @TempDir
    private Path folder;

    private AraUp araUp;

    @BeforeEach
    void aUserOfItsOwn() {
        Tools.requireNpm("localcast");
        araUp = new AraUp(folder);
        araUp.manifest("ara.yml", CHAIN);
    }

    /** Whatever a test left running: of both projects, since a node that the other one needs is left by Ctrl-C. */
    @AfterEach
    void nothingIsLeft() {
        araUp.downAll("ara.yml", "other.yml");
    }

    @Test
    void nodesAreBootedInOrderEachOnceItsRequirementsAreReady() {
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.await("the summary", line -> line.startsWith("up after "));
            assertThat(events(up))
                    .containsExactly("a booting", "a ready", "b booting", "b ready", "c booting", "c ready");
        }
    }

    @Test
    void ctrlCStopsInReverseOrderAndLeavesNothing() {
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            List<Long> pids = pids();
            up.signal("INT");
            assertThat(up.exitCode()).isEqualTo(130);
            assertThat(events(up))
                    .containsSubsequence("c stopped", "b stopping", "b stopped", "a stopping", "a stopped");
            assertThat(pids).noneMatch(MainJobIT::isAlive);
        }
    }

    @Test
    void aNodeThatRunsAlreadyIsUsedAndDownLeavesItAlone() {
        try (ChildProcess byHand = ChildProcess.node("test-node.js", "a")) {
            byHand.await("ready");
            try (ChildProcess up = araUp.start("ara.yml")) {
                up.awaitStart("up after");
                assertThat(events(up)).contains("a found").doesNotContain("a booting");
                assertThat(araUp.ps("a").get("origin")).isEqualTo("external");
                assertThat(araUp.ps("a").get("pid")).isEqualTo(byHand.pid());
                araUp.run(0, "down");
                assertThat(up.exitCode()).isZero();
            }
            assertThat(byHand.isAlive()).isTrue();
        }
    }

    @Test
    void trap17_nodesOutliveTheirSupervisorAndTheNextOneAdoptsThem() {
        List<Long> before;
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            before = pids();
            up.kill();
        }
        assertThat(before).allMatch(MainJobIT::isAlive);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(araUp.run(0, "call", "c", "pidOf", "a"))
                        .containsExactly(String.valueOf(before.get(0))));
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            assertThat(events(up))
                    .contains("a adopted", "b adopted", "c adopted")
                    .noneMatch(e -> e.endsWith("booting"));
            assertThat(pids()).isEqualTo(before);
            araUp.run(0, "down");
            assertThat(up.exitCode()).isZero();
        }
        assertThat(before).noneMatch(MainJobIT::isAlive);
    }

    @Test
    void downFindsWhatADeadSupervisorLeft() {
        List<Long> pids;
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            pids = pids();
            up.kill();
        }
        araUp.run(0, "down", "ara.yml");
        assertThat(pids).noneMatch(MainJobIT::isAlive);
    }

    @Test
    void aNodeThatIsKilledIsStartedAgain() {
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            long pid = araUp.pid("b");
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            up.awaitCount("b ready", line -> line.matches("b +ready .*"), 2);
            Map<?, ?> b = araUp.ps("b");
            assertThat(b.get("pid")).isNotEqualTo(pid);
            assertThat(b.get("restarts")).isEqualTo(1L);
            assertThat(araUp.run(0, "call", "c", "pidOf", "b")).containsExactly(String.valueOf(b.get("pid")));
        }
    }

    @Test
    void trap05_twoProjectsShareOneNode() {
        araUp.manifest("other.yml", CHAIN.replace("name: chain", "name: other"));
        try (ChildProcess first = araUp.start("ara.yml");
                ChildProcess second = araUp.start("other.yml")) {
            first.awaitStart("up after");
            second.awaitStart("up after");
            for (String node : List.of("a", "b", "c")) {
                long booted = events(first).stream()
                                .filter((node + " booting")::equals)
                                .count()
                        + events(second).stream()
                                .filter((node + " booting")::equals)
                                .count();
                assertThat(booted).as(node).isEqualTo(1);
            }
            first.signal("INT");
            second.signal("INT");
            first.exitCode();
            second.exitCode();
        }
    }

    @Test
    void trap01_whatCannotStartIsSaidWithItsLastOutputAndWhoWaitsIsSkipped() {
        araUp.manifest("bad.yml", """
                name: bad
                nodes:
                  broken: {shell: "echo the reason; exit 3", restart: no}
                  waits: {run: sleep 60, ready: none, requires: [broken]}
                """);
        List<String> lines = araUp.run(1, "bad.yml");
        assertThat(lines).anyMatch(line -> line.matches("broken +failed +exit code 3"));
        assertThat(lines).anyMatch(line -> line.strip().equals("the reason"));
        assertThat(lines)
                .anyMatch(line -> line.matches("waits +skipped +requires 'broken', which failed: exit code 3"));
    }

    @Test
    void everyErrorOfAManifestIsFoundInOneRun() {
        araUp.manifest("bad.yml", """
                name: bad
                nodes:
                  dht: {run: a, requires: [dns]}
                  dns: {run: b, requires: [dht]}
                  web: {run: c, requries: [dns]}
                  app: {run: d, requires: [wbe]}
                """);
        List<String> lines = araUp.run(3, "bad.yml");
        assertThat(lines).anyMatch(line -> line.matches("bad.yml:\\d+:\\d+: error: .*dht -> dns -> dht.*"));
        assertThat(lines).anyMatch(line -> line.matches("bad.yml:5:\\d+: error: .*'requries'.*"));
        assertThat(lines).anyMatch(line -> line.matches("bad.yml:6:\\d+: error: .*'wbe'.*"));
        assertThat(lines).noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
    }

    @Test
    void pingShowsWhoIsThereAndAtOnceWhoIsNot() {
        try (ChildProcess byHand = ChildProcess.node("test-node.js", "a")) {
            byHand.await("ready");
            assertThat(araUp.run(0, "ping", "a"))
                    .anyMatch(line -> line.matches("a +" + byHand.pid() + " +.* ms +.*pidOf.*"));
            assertThat(araUp.run(4, "ping", "a", "nobody")).anyMatch(line -> line.contains("not running: nobody"));
        }
    }

    @Test
    void aCallToNobodyIsAnsweredAtOnce() {
        assertThat(araUp.run(4, "call", "nobody", "f")).anyMatch(line -> line.contains("'nobody'"));
    }

    private List<Long> pids() {
        return List.of(araUp.pid("a"), araUp.pid("b"), araUp.pid("c"));
    }

    /** Not a zombie: an orphan's parent is the machine's init, which may take its time. */
    private static boolean isAlive(long pid) {
        return ProcessIdentity.of(pid).map(ProcessIdentity::isAlive).orElse(false);
    }

    /** "name notice" of each notice, in order. */
    private static List<String> events(ChildProcess up) {
        return up.lines().stream()
                .filter(line -> line.matches("[a-z] {3}\\w+ .*|[a-z] {3}\\w+"))
                .map(line -> line.replaceAll("^(\\w) +(\\w+).*", "$1 $2"))
                .toList();
    }
}
