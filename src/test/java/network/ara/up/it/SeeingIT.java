package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import network.ara.up.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code describe}, {@code bus monitor}, {@code record}, {@code replay} and {@code up --http}, of real nodes. */
class SeeingIT {

    private static final String MANIFEST = """
            name: seen
            nodes:
              base: {run: [sh, -c, "echo here; exec sleep 1000"], ready: {log: here}}
              dns:
                description: Names
                builtin: dns --port 0
                requires: [base]
                calls: {allow: {http: ["*"], web: [resolve]}, deny: {web: ["re*"]}}
            """;

    @TempDir
    private Path folder;

    @Test
    void aNodeIsDescribedByWhoeverKnowsSomethingOfIt() {
        AraUp araUp = new AraUp(folder);
        araUp.manifest("ara.yml", MANIFEST);
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");

            List<String> lines = araUp.run(0, "describe", "dns");
            Map<?, ?> json = map(araUp.run(0, "describe", "dns", "-o", "json"));

            assertThat(lines.get(0)).isEqualTo("dns");
            assertThat(lines)
                    .anyMatch(line -> line.contains("Names"))
                    .anyMatch(line -> line.contains("ready, owned, pid " + araUp.pid("dns")))
                    .anyMatch(line -> line.contains("requires base"))
                    .anyMatch(line -> line.contains("allowed: only 'http' (all functions); 'web' (resolve)"))
                    .anyMatch(line -> line.contains("denied: 'web' (re*)"))
                    .anyMatch(line -> line.strip().startsWith("resolve"));
            assertThat(String.valueOf(json.get("supervised"))).contains("origin=owned");
            assertThat(String.valueOf(json.get("answers"))).contains("resolve");
            assertThat(araUp.run(4, "describe", "nobody"))
                    .anyMatch(line -> line.contains("nobody knows a node 'nobody'"));
            araUp.run(0, "down");
        }
    }

    @Test
    void aFileDoesNotHideTheNodeOfItsName() throws IOException {
        Files.writeString(folder.resolve("dns"), "no manifest");
        AraUp araUp = new AraUp(folder);
        araUp.manifest("ara.yml", MANIFEST);
        assertThat(araUp.run(0, "describe", "dns")).contains("dns");
    }

    @Test
    void aNodeIsDescribedWithoutSupervisorAndManifest() {
        Tools.requireNpm("localcast", "md5");
        AraUp araUp = new AraUp(folder);
        try (ChildProcess node = ChildProcess.node("inc-node.js", "alone")) {
            node.awaitStart("started ");

            assertThat(araUp.run(0, "describe", "alone"))
                    .anyMatch(line -> line.contains("runs, and no supervisor looks after it"))
                    .anyMatch(line -> line.strip().startsWith("echo"))
                    .anyMatch(line -> line.contains("pid " + node.pid()));
            assertThat(araUp.run(0, "stats")).anyMatch(line -> line.contains("no project is up"));
        }
    }

    @Test
    void theMonitorHearsACallBetweenTwoNodesOfOthersAndNotWhatItSays() {
        Tools.requireNpm("localcast", "md5");
        AraUp araUp = new AraUp(folder);
        try (ChildProcess callee = ChildProcess.node("inc-node.js", "callee")) {
            callee.awaitStart("started ");
            try (ChildProcess caller = ChildProcess.node("inc-node.js", "caller")) {
                caller.awaitStart("started ");
                try (ChildProcess monitor = araUp.start("bus", "monitor", "callee", "caller")) {
                    monitor.awaitStart("listening");
                    // Mailboxes are heard one by one, so now and then a result is heard before its call.
                    await().untilAsserted(() -> {
                        caller.send("[\"call\", \"k\", \"callee\", \"add\", {\"a\": 20, \"b\": 22}]");
                        assertThat(monitor.lines())
                                .anyMatch(line -> line.contains("caller -> callee  call add  #"))
                                .anyMatch(line ->
                                        line.contains("callee -> caller  result add  #") && line.contains(" ms  "));
                    });

                    assertThat(monitor.lines())
                            .noneMatch(line -> line.contains("result\":") || line.contains("\"b\":22"));
                    monitor.signal("INT");
                    assertThat(monitor.exitCode()).isZero();
                }
            }
        }
    }

    @Test
    void aRecordingIsReplayedAndComparedWithHowItWas() throws Exception {
        Tools.requireNpm("localcast", "md5");
        AraUp araUp = new AraUp(folder);
        Path file = folder.resolve("bus.ndjson");
        try (ChildProcess callee = ChildProcess.node("inc-node.js", "callee");
                ChildProcess caller = startAfter(callee, "caller")) {
            caller.awaitStart("started ");
            try (ChildProcess recorder = araUp.start("bus", "record", file.toString())) {
                recorder.awaitStart("recording");
                // Mailboxes are heard one by one, as it becomes known whose there are.
                await().until(() -> {
                    caller.send("[\"call\", \"probe\", \"callee\", \"echo\", [\"heard?\"]]");
                    return Files.readString(file).contains("[\"result\",");
                });
                caller.send("[\"call\", \"a\", \"callee\", \"add\", {\"a\": 20, \"b\": 22}]");
                caller.send("[\"call\", \"b\", \"callee\", \"refuse\", [77, \"so\"]]");
                caller.send("[\"call\", \"c\", \"callee\", \"caller\", []]");
                caller.await("a result 42");
                caller.awaitStart("b error ");
                caller.await("c result \"caller\"");
                recorder.signal("INT");
                assertThat(recorder.exitCode()).isZero();
                recorder.await("what was recorded", line -> line.contains(" messages in "));
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");

            List<String> replayed =
                    araUp.run(7, "bus", "replay", file.toString(), "--speed", "max", "--only", "callee");
            callee.awaitCount("a second run", "ran add"::equals, 2);

            // who calls is 'replay' now: that one function tells it
            assertThat(replayed).anyMatch(line -> line.contains(": callee.caller: "));
            long calls = Files.readAllLines(file).stream()
                    .filter(line -> line.contains("[\"call\","))
                    .count();
            assertThat(replayed.get(replayed.size() - 1)).startsWith(calls + " calls: ");
            araUp.run(2, "bus", "record", file.toString());
        }
        Files.writeString(file, Files.readString(file).substring(0, 30));
        assertThat(araUp.run(2, "bus", "replay", file.toString()))
                .anyMatch(line -> line.startsWith("error: " + file + ":1: "));
    }

    private static ChildProcess startAfter(ChildProcess first, String name) {
        first.awaitStart("started ");
        return ChildProcess.node("inc-node.js", name);
    }

    @Test
    void curlCallsANodeThroughTheGatewayOfTheSupervisor() {
        Tools.require("curl");
        AraUp araUp = new AraUp(folder);
        araUp.manifest("ara.yml", MANIFEST);
        Path token = folder.resolve("run/ara-up/seen.http-token");
        try (ChildProcess up = araUp.start("up", "ara.yml", "--http", "0")) {
            String told = up.awaitStart("http: POST http://127.0.0.1:");
            up.awaitStart("up after");
            assertThat(told).endsWith("token in '" + token + "'");
            String url = told.substring(told.indexOf("http://"), told.indexOf("/call/")) + "/call/dns/records";

            assertThat(curl(token, url, "[]"))
                    .singleElement()
                    .asString()
                    .contains("ns.ara.local.")
                    .endsWith("]200");

            araUp.run(0, "down");
            assertThat(up.exitCode()).isZero();
            assertThat(token).doesNotExist();
        }
    }

    @Test
    void aPostBootsWhatItCallsAndIsHeldToPolicyAndLimitsLikeAnyCall() {
        Tools.require("curl");
        AraUp araUp = new AraUp(folder);
        araUp.manifest("ara.yml", """
                name: posted
                nodes:
                  lazy: {builtin: dns --port 0, start: on-call, calls: {allow: {http: [records]}}}
                  slow: {builtin: dns --port 0, calls: {rate: 1/h}}
                """);
        Path token = folder.resolve("run/ara-up/posted.http-token");
        try (ChildProcess up = araUp.start("up", "ara.yml", "--http", "0")) {
            String told = up.awaitStart("http: POST http://127.0.0.1:");
            up.awaitStart("up after");
            String url = told.substring(told.indexOf("http://"), told.indexOf("/call/")) + "/call/";

            assertThat(curl(token, url + "lazy/records", "[]")).anyMatch(line -> line.endsWith("]200"));
            assertThat(araUp.ps("lazy").get("state")).isEqualTo("ready");
            assertThat(curl(token, url + "lazy/resolve", "[\"a.example\"]"))
                    .anyMatch(line -> line.contains("-32003") && line.endsWith("}403"));
            assertThat(curl(token, url + "slow/records", "[]")).anyMatch(line -> line.endsWith("]200"));
            assertThat(curl(token, url + "slow/records", "[]"))
                    .anyMatch(line -> line.contains("-32005") && line.endsWith("}429"));
            araUp.run(0, "down");
        }
    }

    /** The token does not go through the command line. */
    private static List<String> curl(Path token, String url, String body) {
        String script = "printf 'header = \"Authorization: Bearer %s\"' \"$(cat \"$1\")\""
                + " | curl -s -K - -w '%{http_code}' --data \"$3\" \"$2\"; echo";
        ChildProcess curl = ChildProcess.start(List.of("sh", "-c", script, "sh", token.toString(), url, body));
        try (curl) {
            assertThat(curl.exitCode()).isZero();
        }
        return curl.lines();
    }

    private static Map<?, ?> map(List<String> lines) {
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(lines.get(lines.size() - 1)));
    }
}
