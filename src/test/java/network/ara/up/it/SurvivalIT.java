package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.ara.up.Eventually;
import network.ara.up.process.ProcessIdentity;
import network.ara.up.wire.Json;
import org.junit.jupiter.api.Test;

/**
 * Who lives on, and who knows of it: supervisors that are killed, a second terminal, a second project, another manifest.
 * Numbers are those of {@code docs/reliability.md}.
 */
class SurvivalIT extends UserOfItsOwn {

    @Test
    void trap05_twoLaunchersAtTheSameMomentBootEachNodeOnce() throws Exception {
        araUp.manifest("ara.yml", """
                name: twins
                nodes:
                  a: {shell: echo x >> a; exec sleep 600, ready: none}
                  b: {shell: echo x >> b; exec sleep 600, ready: none, requires: [a]}
                """);
        try (ChildProcess one = araUp.start("up", "-d");
                ChildProcess two = araUp.start("up", "-d")) {
            assertThat(one.exitCode()).as(one.toString()).isZero();
            assertThat(two.exitCode()).as(two.toString()).isZero();
        }
        assertThat(folder.resolve("a")).hasContent("x");
        assertThat(folder.resolve("b")).hasContent("x");
        assertThat(araUp.supervisor()).isPositive();
    }

    @Test
    void trap07_trap17_trap19_theNextSupervisorFindsWhatAKilledOneLeft() throws Exception {
        araUp.manifest("ara.yml", """
                name: killed
                nodes:
                  migrate: {type: task, shell: echo x >> migrated}
                  base: {run: sleep 600, ready: none, requires: [migrate]}
                  web: {run: sleep 600, ready: none, requires: [base]}
                """);
        araUp.run(0, "up", "-d");
        List<Long> before = List.of(araUp.pid("base"), araUp.pid("web"));
        kill(araUp.supervisor());
        assertThat(before).allMatch(SurvivalIT::isAlive);
        assertThat(folder.resolve("run/ara-up/killed.sock")).exists();

        assertThat(araUp.run(0, "up", "-d"))
                .anyMatch(line -> line.matches("migrate +completed +by an earlier run; .*"))
                .anyMatch(line -> line.endsWith("; found running: base, web; done before: migrate"))
                .noneMatch(line -> line.contains("booting"));
        assertThat(List.of(araUp.pid("base"), araUp.pid("web"))).isEqualTo(before);
        assertThat(araUp.ps("web").get("origin")).isEqualTo("adopted");
        assertThat(folder.resolve("migrated")).hasContent("x");

        ProcessHandle.of(before.get(1)).ifPresent(ProcessHandle::destroyForcibly);
        Eventually.await("the new one restarts it", () -> araUp.pid("web") != before.get(1) && araUp.pid("web") != 0);

        araUp.run(0, "down");
        assertThat(before).noneMatch(SurvivalIT::isAlive);
        araUp.run(0, "up", "-d");
        assertThat(folder.resolve("migrated")).hasContent("x\nx");
    }

    @Test
    void trap17_aSupervisorThatIsKilledByTheFirstInstructionOfItsNodeLosesItNot() throws Exception {
        araUp.manifest("ara.yml", """
                name: moment
                nodes:
                  base: {run: sleep 600, ready: none}
                  assassin:
                    shell: |
                      kill -9 "$(cat victim)"
                      echo $$$$ >> pids; rm victim
                      exec sleep 600
                    ready: none
                    start: manual
                """);
        araUp.run(0, "up", "-d");
        Files.writeString(folder.resolve("victim"), String.valueOf(araUp.supervisor()));
        try (ChildProcess start = araUp.start("start", "assassin")) {
            assertThat(start.exitCode())
                    .as("whether it was told first that the node is ready")
                    .isBetween(0, 1);
        }
        Eventually.await("it runs", () -> !Files.exists(folder.resolve("victim")));
        long pid = Long.parseLong(Files.readString(folder.resolve("pids")).strip());

        araUp.run(0, "up", "-d", "assassin");
        assertThat(araUp.pid("assassin")).isEqualTo(pid);

        Path record = folder.resolve("state/ara-up/moment/nodes/assassin.json");
        kill(araUp.supervisor());
        keepOnlyTheToken(record);
        araUp.run(0, "up", "-d", "assassin");
        assertThat(araUp.pid("assassin")).isEqualTo(pid);

        kill(araUp.supervisor());
        araUp.run(0, "down");
        assertThat(isAlive(pid)).isFalse();
        assertThat(Files.readAllLines(folder.resolve("pids"))).hasSize(1);
    }

    @Test
    void trap18_whatHasThePidOfANodeAndIsNotItIsNeitherAdoptedNorSignalled() throws Exception {
        araUp.manifest("ara.yml", "{name: reused, nodes: {web: {run: sleep 600, ready: none}}}");
        araUp.run(0, "up", "-d");
        long web = araUp.pid("web");
        Path file = folder.resolve("state/ara-up/reused/nodes/web.json");
        kill(araUp.supervisor());
        kill(web);
        araUp.run(0, "wait", "web", "--for", "stopped", "--timeout", "1m");
        try (ChildProcess innocent = ChildProcess.start(List.of("sleep", "600"))) {
            Map<String, Object> record = record(file);
            record.computeIfPresent(
                    "process", (key, text) -> text.toString().replaceFirst("\\d+", "" + innocent.pid()));
            Files.write(file, Json.bytes(record));
            araUp.run(0, "down");
            assertThat(innocent.isAlive()).isTrue();

            Files.write(file, Json.bytes(record));
            assertThat(araUp.run(0, "up", "-d")).anyMatch(line -> line.matches("web +booting .*"));
            assertThat(araUp.pid("web")).isNotEqualTo(innocent.pid());
            araUp.run(0, "down");
            assertThat(innocent.isAlive()).isTrue();
        }
    }

    @Test
    void trap15_downLeavesWhatAnotherProjectUsesAndSaysWho() {
        String database = """
                  db:
                    shell: trap 'rm open; exit 0' TERM; touch open; while :; do sleep 0.05; done
                    ready: {exec: [test, -f, open], interval: 50ms}
                """;
        araUp.manifest("ara.yml", "name: owner\nnodes:\n" + database + "  web: {run: sleep 600, ready: none}\n");
        araUp.manifest(
                "other.yml",
                "name: user\nnodes:\n" + database + "  app: {run: sleep 600, ready: none, requires: [db]}\n");
        araUp.run(0, "up", "-d", "ara.yml", "db");
        long db = araUp.pid("db");
        assertThat(araUp.run(0, "up", "-d", "other.yml")).anyMatch(line -> line.matches("db +found .*"));
        araUp.run(0, "up", "-d", "ara.yml", "web");

        assertThat(araUp.run(6, "stop", "--project", "owner", "db"))
                .anyMatch(line -> line.equals("error: 'db' is needed by project 'user'"));
        assertThat(araUp.run(6, "stop", "--project", "user", "db"))
                .anyMatch(line -> line.startsWith("error: 'db' was not started by this project"));
        assertThat(araUp.run(0, "down", "--project", "owner"))
                .anyMatch(line -> line.matches(
                        "db +left running +project 'user' needs it; 'ara-up down --force' stops it all the same"))
                .anyMatch(line -> line.matches("web +stopped"));
        assertThat(isAlive(db)).isTrue();
        assertThat(araUp.run(0, "down", "ara.yml"))
                .anyMatch(line -> line.matches("db +left running +project 'user' needs it; .*"));
        assertThat(isAlive(db)).isTrue();
        araUp.run(0, "down", "ara.yml", "--force");
        assertThat(isAlive(db)).isFalse();
    }

    @Test
    void trap25_trap26_aReloadIsOfWhatWasChosenAndLeavesNothingOfTheOldEnvironment() throws Exception {
        araUp.with("INHERITED", "yes");
        araUp.manifest("ara.yml", """
                name: changes
                nodes:
                  base: {run: sleep 600, ready: none}
                  web: {run: sleep 600, ready: none, requires: [base], env: {KEPT: one, GONE: two}}
                  left: {run: sleep 600, ready: none}
                """);
        araUp.run(0, "up", "-d", "web");
        long base = araUp.pid("base");
        long web = araUp.pid("web");
        assertThat(environment(web)).contains("KEPT=one", "GONE=two", "INHERITED=yes");

        araUp.manifest("ara.yml", """
                name: changes
                nodes:
                  base: {run: sleep 600, ready: none}
                  web: {run: sleep 600, ready: none, requires: [base], env: {KEPT: three, INHERITED: null}}
                  left: {run: sleep 601, ready: none}
                  fresh: {run: sleep 600, ready: none}
                """);
        assertThat(araUp.run(0, "reload", "--dry-run")).containsExactly("web        to restart  env");
        assertThat(araUp.pid("web")).isEqualTo(web);
        assertThat(araUp.run(0, "reload")).contains("web        to restart  env", "web        stopped");
        long anew = araUp.pid("web");
        assertThat(environment(anew))
                .contains("KEPT=three")
                .noneMatch(variable -> variable.startsWith("GONE=") || variable.startsWith("INHERITED="));
        assertThat(isAlive(web)).isFalse();

        assertThat(araUp.run(0, "reload")).isEmpty();
        assertThat(araUp.ps())
                .extracting(node -> String.valueOf(node.get("node")))
                .containsExactly("base", "web");
        assertThat(List.of(araUp.pid("base"), araUp.pid("web"))).isEqualTo(List.of(base, anew));
    }

    @Test
    void aSecondTerminalSeesAllAndItsEndEndsNothing() {
        araUp.manifest("ara.yml", """
                name: seen
                nodes:
                  web: {shell: "echo hello from web; exec sleep 600", ready: none}
                """);
        araUp.run(0, "up", "-d");
        try (ChildProcess up = araUp.start("ara.yml");
                ChildProcess attach = araUp.start("attach");
                ChildProcess events = araUp.start("events", "-o", "json")) {
            up.awaitStart("attached to project 'seen'");
            attach.awaitStart("attached to project 'seen'");
            events.await("what was", line -> line.contains("\"notice\":\"settled\""));
            araUp.run(0, "restart", "web");
            attach.await("hello", line -> line.matches("web +\\| hello from web"));
            up.signal("INT");
            assertThat(up.exitCode()).isZero();
            assertThat(araUp.ps("web").get("state")).isEqualTo("ready");
            araUp.run(0, "down");
            assertThat(attach.exitCode()).isZero();
            assertThat(events.exitCode()).isZero();
            assertThat(events.lines())
                    .extracting(SurvivalIT::notice)
                    .containsExactly(
                            "booting",
                            "ready",
                            "settled",
                            "stopping",
                            "stopped",
                            "booting",
                            "ready",
                            "stopping",
                            "stopped");
        }
    }

    /** The notice of an event in JSON. */
    private static String notice(String line) {
        return Json.parse(line) instanceof Map<?, ?> event ? String.valueOf(event.get("notice")) : line;
    }

    /** SIGKILL; returns when it is gone. */
    private static void kill(long pid) throws Exception {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        Eventually.await("pid " + pid + " is gone", () -> !isAlive(pid));
    }

    /** What is remembered of a node's process. */
    private static Map<String, Object> record(Path file) throws IOException {
        Map<String, Object> record = new LinkedHashMap<>();
        if (Json.parse(Files.readAllBytes(file)) instanceof Map<?, ?> read) {
            read.forEach((key, value) -> record.put(String.valueOf(key), value));
        }
        return record;
    }

    /** As the record is between the launch and its second half, and stays where the supervisor was killed in between. */
    private static void keepOnlyTheToken(Path file) throws IOException {
        Map<String, Object> record = record(file);
        record.remove("process");
        assertThat(record).containsKey("token");
        Files.write(file, Json.bytes(record));
    }

    private static List<String> environment(long pid) throws IOException {
        return List.of(Files.readString(Path.of("/proc/" + pid + "/environ")).split("\0"));
    }

    private static boolean isAlive(long pid) {
        return ProcessIdentity.of(pid).map(ProcessIdentity::isAlive).orElse(false);
    }
}
