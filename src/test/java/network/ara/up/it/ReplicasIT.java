package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import network.ara.up.process.ProcessIdentity;
import network.ara.up.wire.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replicas}: several processes that are one name on the real localcast, each supervised by itself. */
class ReplicasIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> INSTANCES = List.of("dht.1", "dht.2", "dht.3");

    private static final String MANIFEST = """
            name: several
            nodes:
              dht: {run: [node, wired-node.js], cwd: %1$s, replicas: 3, ports: {udp: 21900, bump: 20}}
              module: {run: [node, test-node.js, module], cwd: %1$s, requires: [dht]}
            """.formatted(Tools.script(""));

    @TempDir
    private Path folder;

    private AraUp araUp;

    @BeforeEach
    void aUserOfItsOwn() {
        Tools.requireNpm("localcast");
        araUp = new AraUp(folder);
        araUp.manifest("ara.yml", MANIFEST);
    }

    @AfterEach
    void nothingIsLeft() {
        araUp.downAll("ara.yml");
    }

    @Test
    void eachAnswersWithItsOwnPidAndPortBeforeWhoRequiresThemIsBooted() {
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");

            assertThat(pongs()).isEqualTo(pids());
            assertThat(ports()).hasSize(3);
            List<String> lines = up.lines();
            int module = indexOf(lines, "module", "booting");
            assertThat(INSTANCES).allMatch(instance -> indexOf(lines, instance, "ready") < module);
            assertThat(lines).noneMatch(line -> line.contains("two processes answer"));
        }
    }

    @Test
    void eachIsCalledByItsPid() {
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");

            for (Long pid : pids().values()) {
                assertThat(araUp.run(0, "call", "dht@" + pid, "pid")).containsExactly(String.valueOf(pid));
            }
        }
    }

    @Test
    void oneThatIsKilledIsStartedAgainAndTheOthersGoOn() {
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            Map<String, Long> before = pids();

            kill(pid(before, "dht.2"));
            await().atMost(PATIENCE)
                    .until(() -> "ready".equals(araUp.ps("dht.2").get("state"))
                            && araUp.pid("dht.2") != pid(before, "dht.2"));

            assertThat(araUp.pid("dht.1")).isEqualTo(before.get("dht.1"));
            assertThat(araUp.pid("dht.3")).isEqualTo(before.get("dht.3"));
            assertThat(pongs()).isEqualTo(pids());
            assertThat(ports()).hasSize(3);
        }
    }

    @Test
    void theNameMeansAllOfThemAndAnInstanceItself() {
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            Map<String, Long> before = pids();

            araUp.run(0, "restart", "dht.3");
            assertThat(araUp.pid("dht.1")).isEqualTo(before.get("dht.1"));
            assertThat(araUp.pid("dht.3")).isNotEqualTo(before.get("dht.3"));
            assertThat(araUp.run(0, "logs", "dht")).anyMatch(line -> line.startsWith("dht.2"));
            araUp.run(0, "stop", "dht", "module");
            araUp.run(0, "wait", "dht", "--for", "stopped");

            assertThat(before.values()).noneMatch(pid -> ProcessIdentity.of(pid).isPresent());
        }
    }

    @Test
    void psSaysInJsonWhatItSaysAndNothingElseThoughAllAreToStop() throws Exception {
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            araUp.run(0, "stop", "dht", "module");
            Path errors = folder.resolve("errors");

            Process ps = araUp.builder("ps", "-o", "json")
                    .redirectError(errors.toFile())
                    .start();
            Object projects = Json.parse(ps.getInputStream().readAllBytes());

            assertThat(ps.waitFor()).isZero();
            assertThat(errors).isEmptyFile();
            assertThat(String.valueOf(projects)).contains("node=dht.1, state=stopped", "node=module, state=stopped");
        }
    }

    @Test
    void aStrangerWhoAnswersInTheirNameIsNoneOfThem() {
        try (ChildProcess stranger = ChildProcess.node("wired-node.js", "dht")) {
            stranger.awaitStart("ready on ");
            try (ChildProcess up = araUp.start("ara.yml")) {
                up.awaitStart("up after");

                assertThat(pids().values()).doesNotContain(stranger.pid()).hasSize(3);
                assertThat(INSTANCES)
                        .allMatch(name -> "owned".equals(araUp.ps(name).get("origin")));
            }
        }
    }

    @Test
    void trap17_theNextSupervisorAdoptsEachAndTheirPortsToo() {
        Map<String, Long> before;
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            before = pids();
            up.kill();
        }
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            assertThat(pids()).isEqualTo(before);

            kill(pid(before, "dht.1"));
            await().atMost(PATIENCE)
                    .until(() -> "ready".equals(araUp.ps("dht.1").get("state"))
                            && araUp.pid("dht.1") != pid(before, "dht.1"));
            assertThat(ports()).hasSize(3);
        }
        araUp.run(0, "down", "ara.yml");
        assertThat(before.values()).noneMatch(pid -> ProcessIdentity.of(pid).isPresent());
    }

    private Map<String, Long> pids() {
        Map<String, Long> pids = new TreeMap<>();
        INSTANCES.forEach(name -> pids.put(name, araUp.pid(name)));
        return pids;
    }

    /** By name of instance, the processes that answer as dht on the bus. */
    private Map<String, Long> pongs() {
        Set<Object> answering = new HashSet<>();
        answers().forEach(answer -> answering.add(answer.get("pid")));
        assertThat(answering).hasSize(3);
        Map<String, Long> pids = pids();
        pids.values().removeIf(pid -> !answering.contains(pid));
        return pids;
    }

    private Set<Object> ports() {
        Set<Object> ports = new HashSet<>();
        answers().forEach(answer -> ports.add(String.valueOf(answer.get("ports"))));
        return ports;
    }

    private Stream<Map<?, ?>> answers() {
        Object all = Json.parse(String.join("\n", araUp.run(0, "ping", "-o", "json")));
        return (all instanceof List<?> list ? list : List.of())
                .stream()
                        .<Map<?, ?>>map(answer -> (Map<?, ?>) answer)
                        .filter(answer -> "dht".equals(answer.get("node")));
    }

    private static long pid(Map<String, Long> pids, String name) {
        return Objects.requireNonNull(pids.get(name));
    }

    private static int indexOf(List<String> lines, String node, String word) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches(".*\\b" + node.replace(".", "\\.") + " +" + word + "\\b.*")) {
                return i;
            }
        }
        throw new AssertionError("no '" + node + " " + word + "' in " + lines);
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }
}
