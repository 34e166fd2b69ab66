package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import network.ara.up.process.ProcessIdentity;
import org.junit.jupiter.api.Test;

/** Tasks, critical and persistent nodes, probes, requests to stop and env files, on real processes. */
class LifecycleIT extends UserOfItsOwn {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aServiceThatRequiresATaskStartsOnceThatHasSucceeded() {
        araUp.manifest("ara.yml", """
                name: chain
                nodes:
                  migrate: {type: task, shell: "touch migrated; exit 3", success_exit_codes: [3]}
                  service: {shell: "test -f migrated && exec sleep 600", ready: none, requires: [migrate]}
                """);
        try (ChildProcess up = araUp.start("ara.yml")) {
            String summary = up.awaitStart("up after");
            assertThat(summary).matches(".*; booted: migrate \\(.* ms\\), service .*");
            assertThat(araUp.ps("migrate").get("state")).isEqualTo("completed");
            assertThat(araUp.ps("service").get("state")).isEqualTo("ready");
            up.signal("INT");
            assertThat(up.exitCode()).isEqualTo(130);
        }
    }

    @Test
    void upIsOverWithSuccessWhenAllTasksAre() {
        araUp.manifest("ara.yml", """
                name: tasks
                nodes:
                  one: {type: task, run: "true"}
                  two: {type: task, run: "true", requires: [one]}
                """);
        assertThat(araUp.run(0, "ara.yml")).anyMatch(line -> line.matches("two +completed .*"));
    }

    @Test
    void theEndOfACriticalNodeIsThatOfTheProjectWithItsExitCode() throws IOException {
        araUp.manifest("ara.yml", """
                name: critical
                nodes:
                  other: {run: sleep 600, ready: none}
                  web:
                    shell: until test -f go; do sleep 0.05; done; exit 9
                    ready: none
                    restart: no
                    critical: true
                """);
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            long other = araUp.pid("other");
            Files.createFile(folder.resolve("go"));
            assertThat(up.exitCode()).isEqualTo(9);
            up.await("why", line -> line.matches("web +ending +it is critical: .* exit code 9"));
            up.await("other stopped", line -> line.matches("other +stopped"));
            assertThat(isAlive(other)).isFalse();
        }
    }

    @Test
    void aPersistentNodeSurvivesCtrlCAndDownWithWhatItRequires() {
        araUp.manifest("ara.yml", """
                name: stays
                nodes:
                  base: {run: sleep 600, ready: none}
                  db: {run: sleep 600, ready: none, lifetime: persistent, requires: [base]}
                  web: {run: sleep 600, ready: none, requires: [db]}
                """);
        long db;
        long base;
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            db = araUp.pid("db");
            base = araUp.pid("base");
            up.signal("INT");
            assertThat(up.exitCode()).isEqualTo(130);
            up.await("db stays", line -> line.matches("db +left running +it is persistent"));
        }
        assertThat(List.of(db, base)).allMatch(LifecycleIT::isAlive);
        assertThat(araUp.run(0, "down", "ara.yml"))
                .anyMatch(line -> line.matches("base +left running +'db' is persistent and requires it"));
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            assertThat(araUp.ps("db").get("origin")).isEqualTo("adopted");
            assertThat(araUp.pid("db")).isEqualTo(db);
            araUp.run(0, "down");
            assertThat(up.exitCode()).isZero();
        }
        assertThat(List.of(db, base)).allMatch(LifecycleIT::isAlive);
        araUp.manifest("ara.yml", """
                name: stays
                nodes:
                  base: {run: sleep 600, ready: none}
                  db: {run: sleep 600, ready: none, requires: [base]}
                """);
        araUp.run(0, "down", "ara.yml");
        assertThat(List.of(db, base)).noneMatch(LifecycleIT::isAlive);
    }

    @Test
    void aPlanKnowsWhatCanNotBeBooted() {
        araUp.manifest("ara.yml", """
                name: plan
                nodes:
                  base: {run: sleep 600, ready: none}
                  db: {run: no-such-program, requires: [base]}
                  web: {run: sleep 600, requires: [db]}
                  log: {run: sleep 600, requires: [base], wants: [db]}
                """);
        assertThat(araUp.run(0, "plan", "ara.yml"))
                .anyMatch(line -> line.matches("base +boot +ara.yml:3:3"))
                .anyMatch(line -> line.matches(
                        "db +cannot boot +ara.yml:4:3 +its program 'no-such-program' is not on the PATH.*"))
                .anyMatch(line -> line.matches("web +cannot boot +ara.yml:5:3 +requires 'db', which cannot boot"))
                .anyMatch(line -> line.matches("log +boot +ara.yml:6:3 +waits for 'base'"));
        assertThat(araUp.run(0, "down", "ara.yml")).containsExactly("nothing that project 'plan' booted is running");
    }

    @Test
    void aManualNodeIsBootedOnlyByName() {
        araUp.manifest("ara.yml", """
                name: manual
                nodes:
                  web: {run: sleep 600, ready: none}
                  tool: {run: sleep 600, ready: none, start: manual, requires: [web]}
                """);
        assertThat(araUp.run(0, "plan", "ara.yml"))
                .anyMatch(line -> line.matches("tool +leave +ara.yml:4:3 +manual: not booted"));
        try (ChildProcess up = araUp.start("ara.yml")) {
            assertThat(up.awaitStart("up after")).doesNotContain("tool");
            up.signal("INT");
            up.exitCode();
        }
        try (ChildProcess up = araUp.start("ara.yml", "tool")) {
            assertThat(up.awaitStart("up after")).contains("web", "tool");
            up.signal("INT");
            up.exitCode();
        }
    }

    @Test
    void trap03_aNodeIsReadyWhenAProgramSaysSo() throws IOException {
        araUp.manifest("ara.yml", """
                name: probes
                nodes:
                  web:
                    shell: until test -f go; do sleep 0.05; done; touch "$FLAG"; exec sleep 600
                    env: {FLAG: flag}
                    ready: {exec: [sh, -c, 'echo noise; cat; test -f "$FLAG"']}
                """);
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.await("web booting", line -> line.matches("web +booting .*"));
            assertThat(araUp.ps("web").get("state")).isEqualTo("started");
            Files.createFile(folder.resolve("go"));
            up.awaitStart("up after");
            assertThat(up.lines()).noneMatch(line -> line.contains("noise"));
        }
    }

    @Test
    void aProbeThatHangsEndsWithTheTimeOfItsNode() throws IOException {
        araUp.manifest("ara.yml", """
                name: hangs
                nodes:
                  web:
                    run: sleep 600
                    ready: {exec: [sh, -c, 'echo $$$$ > new; mv new probe; sleep 600'], timeout: 1s}
                    restart: no
                """);
        araUp.run(1, "ara.yml");
        long probe = Long.parseLong(Files.readString(folder.resolve("probe")).strip());
        await().atMost(PATIENCE).until(() -> !isAlive(probe));
    }

    @Test
    void aNodeIsReadyWhenItHasBoundItsUdpPort() throws IOException {
        Tools.require("node");
        int port = freeUdpPort();
        araUp.manifest("ara.yml", """
                name: udp
                nodes:
                  echo:
                    shell: |
                      until test -f go; do sleep 0.05; done
                      exec node -e 'require("dgram").createSocket("udp4").bind(%1$d, "127.0.0.1")'
                    ready: {udp: %1$d}
                """.formatted(port));
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.await("echo booting", line -> line.matches("echo +booting .*"));
            try (DatagramSocket foreign = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
                assertThat(foreign.isBound()).isTrue();
                assertThat(araUp.ps("echo").get("state")).isEqualTo("started");
            }
            Files.createFile(folder.resolve("go"));
            up.awaitStart("up after");
        }
    }

    @Test
    void aNodeIsReadyWhenItsFunctionHasAResultAndStopsWhenAsked() throws IOException {
        Tools.requireNpm("localcast");
        araUp.manifest("ara.yml", """
                name: calls
                nodes:
                  web:
                    run: [node, -e, '
                      const node = require("%s").node("web");
                      node.function("isReady", (how, n) => { if (n !== 3 || how !== "really") throw new Error("no");
                        if (!require("fs").existsSync("go")) throw new Error("not yet"); return null });
                      node.function("leave", () => { setTimeout(() => process.exit(0), 20); return true });
                      node.ready(); process.on("SIGTERM", () => console.log("TERM"))']
                    ready: {call: isReady really 3}
                    stop: {call: leave}
                """.formatted(Tools.script("ara-inc")));
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.await("web booting", line -> line.matches("web +booting .*"));
            assertThat(araUp.ps("web").get("state")).isEqualTo("started");
            Files.createFile(folder.resolve("go"));
            up.awaitStart("up after");
            up.signal("INT");
            assertThat(up.exitCode()).isEqualTo(130);
            up.await("web stopped", line -> line.matches("web +stopped"));
            assertThat(up.lines()).noneMatch(line -> line.contains("TERM") || line.contains("killing"));
        }
    }

    @Test
    void aNodeIsStoppedByItsCommandAndBySignalWhenThatFails() throws IOException {
        araUp.manifest("ara.yml", """
                name: stops
                nodes:
                  asked:
                    shell: trap '' TERM; until test -f stop; do sleep 0.05; done
                    ready: none
                    stop: {command: [sh, -c, 'echo "$ARA_UP_PID $ARA_UP_NODE" > stop']}
                  fails: {run: sleep 600, ready: none, stop: {command: "false"}}
                  missing: {run: sleep 600, ready: none, stop: {command: no-such-program}}
                """);
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            long asked = araUp.pid("asked");
            up.signal("INT");
            assertThat(up.exitCode()).isEqualTo(130);
            assertThat(folder.resolve("stop")).hasContent(asked + " asked");
            up.await("fails", line -> line.matches("fails +stopping .*ended with exit code 1: it gets SIGTERM"));
            up.await("missing", line -> line.matches("missing +stopping .*'no-such-program'.*: it gets SIGTERM"));
            up.awaitCount("stopped", line -> line.matches("\\w+ +stopped"), 3);
            assertThat(up.lines()).noneMatch(line -> line.contains("killing"));
        }
    }

    @Test
    void anEnvFileIsReadAnewAtEachStart() throws IOException {
        Path file = Files.writeString(folder.resolve("web.env"), "V=one\n");
        araUp.manifest("ara.yml", """
                name: envs
                nodes:
                  web:
                    shell: echo "V is $V"; until test -f "end-$V"; do sleep 0.05; done; exit 1
                    ready: none
                    env_file: web.env
                """);
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.await("one", line -> line.endsWith("V is one"));
            Files.writeString(file, "V=two\n");
            Files.createFile(folder.resolve("end-one"));
            up.await("two", line -> line.endsWith("V is two"));
            Files.writeString(file, "V=three\nnonsense\n");
            Files.createFile(folder.resolve("end-two"));
            assertThat(up.exitCode()).isEqualTo(1);
            up.await("why", line -> line.matches("web +failed .*/web.env:2:1: this is not KEY=VALUE"));
        }
    }

    @Test
    void downNeedsNothingThatOnlyAStartDoes() throws IOException {
        Path file = Files.writeString(folder.resolve("web.env"), "V=one\n");
        Path cwd = Files.createDirectory(folder.resolve("cwd"));
        araUp.manifest("ara.yml", """
                name: gone
                nodes:
                  web: {run: sleep 600, ready: none, env_file: web.env, lifetime: persistent}
                  api: {run: sleep 600, ready: none, cwd: cwd}
                """);
        long web;
        long api;
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            web = araUp.pid("web");
            api = araUp.pid("api");
            up.signal("KILL");
            up.exitCode();
        }
        Files.writeString(file, "nonsense\n");
        Files.delete(cwd);
        assertThat(araUp.run(0, "down", "ara.yml"))
                .anyMatch(line -> line.matches("web +left running +it is persistent"));
        assertThat(isAlive(api)).isFalse();
        araUp.run(3, "check", "ara.yml");
        araUp.manifest("ara.yml", "{name: gone, nodes: {web: {run: sleep 600, env_file: web.env}}}");
        araUp.run(0, "down", "ara.yml");
        assertThat(isAlive(web)).isFalse();
    }

    @Test
    void downWithoutTheManifestLeavesWhatIsPersistentAndWhatThatRequires() throws IOException {
        String manifest = """
                name: bare
                nodes:
                  base: {run: sleep 600, ready: none}
                  db: {run: sleep 600, ready: none, lifetime: persistent, requires: [base]}
                  web: {run: sleep 600, ready: none, requires: [db]}
                """;
        araUp.manifest("ara.yml", manifest);
        List<Long> stays;
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            stays = List.of(araUp.pid("base"), araUp.pid("db"));
            up.signal("KILL");
            up.exitCode();
        }
        Files.delete(folder.resolve("ara.yml"));
        assertThat(araUp.run(0, "down", "--project", "bare"))
                .anyMatch(line -> line.matches("base +left running +'db' is persistent and requires it"))
                .anyMatch(line -> line.matches("web +stopped"));
        assertThat(stays).allMatch(LifecycleIT::isAlive);
        araUp.manifest("ara.yml", manifest.replace(", lifetime: persistent", ""));
        araUp.run(0, "down", "ara.yml");
        assertThat(stays).noneMatch(LifecycleIT::isAlive);
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessIdentity.of(pid).map(ProcessIdentity::isAlive).orElse(false);
    }
}
