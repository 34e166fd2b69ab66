package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that a call boots, whoever calls: real processes, the real bus, and callers that never heard of ara-up. */
class OnCallIT extends UserOfItsOwn {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @BeforeEach
    void needsJavaScriptNodes() {
        Tools.requireNpm("localcast", "md5");
    }

    private static String node(String name) {
        return "run: [node, '" + Tools.script("test-node.js") + "', " + name + "]";
    }

    private void manifest(String more) {
        araUp.manifest("ara.yml", """
                name: calls
                nodes:
                  db: {%s, start: manual}
                  dht: {%s, start: on-call, requires: [db]%s}
                """.formatted(node("db"), node("dht"), more));
    }

    private String state(String node) {
        return String.valueOf(araUp.ps(node).get("state"));
    }

    @Test
    void aCallFromTheCommandLineBootsTheNodeWithWhatItRequires() {
        manifest("");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            assertThat(state("dht")).isEqualTo("on-call");
            assertThat(araUp.ps("dht").get("reason")).isEqualTo("the first call boots it");

            assertThat(araUp.run(4, "call", "--no-boot", "dht", "pid").toString())
                    .contains("does not run");
            assertThat(state("dht")).isEqualTo("on-call");

            String pid = araUp.run(0, "call", "dht", "pid").get(0);

            assertThat(araUp.pid("dht")).isEqualTo(Long.parseLong(pid));
            assertThat(state("db")).isEqualTo("ready");
            assertThat(araUp.run(0, "call", "--no-boot", "dht", "pid")).containsExactly(pid);
        }
    }

    @Test
    void aCallOfAJavaScriptNodeBootsTheNode() {
        manifest("");
        try (ChildProcess up = araUp.start("ara.yml");
                ChildProcess web = ChildProcess.node("inc-node.js", "web")) {
            up.awaitStart("up after");
            web.awaitStart("started");
            web.send("[\"call\", \"one\", \"dht\", \"pid\", [], {\"timeout\": 60000}]");
            String answer = web.awaitStart("one ");
            assertThat(answer).isEqualTo("one result " + araUp.pid("dht"));
        }
    }

    @Test
    void aCallOfAProgramThatKnowsOnlyTheRfcBootsTheNode() {
        manifest("");
        try (ChildProcess up = araUp.start("ara.yml");
                ChildProcess caller = startWhenUp(up, "stranger")) {
            assertThat(caller.awaitStart("result ")).isEqualTo("result " + araUp.pid("dht"));
        }
    }

    private static ChildProcess startWhenUp(ChildProcess up, String name) {
        up.awaitStart("up after");
        return ChildProcess.node("rfc-caller.js", name, "dht", "pid");
    }

    @Test
    void whatIsIdleIsStoppedAndTheNextCallBootsItAgain() {
        manifest(", idle: 1s");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            String first = araUp.run(0, "call", "dht", "pid").get(0);
            up.await("its rest", line -> line.matches("dht +idle +.*"));
            await().atMost(PATIENCE).until(() -> state("dht").equals("on-call"));
            assertThat(state("db")).isEqualTo("ready");
            assertThat(araUp.run(0, "call", "dht", "pid").get(0)).isNotEqualTo(first);
        }
    }

    @Test
    void requireBootsNodesAndAnswersWithTheirPongs() {
        manifest("");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            List<String> answer = araUp.run(0, "call", "--timeout", "60s", "ara-up", "require", "[\"dht\", \"db\"]");
            assertThat(answer.get(0))
                    .startsWith("[{\"name\":\"dht\",\"pid\":" + araUp.pid("dht") + ",\"state\":\"ready\"");
            assertThat(answer.get(0)).contains("{\"name\":\"db\",\"pid\":" + araUp.pid("db") + ",\"state\":\"ready\"");

            ChildProcess wrong = araUp.start("call", "ara-up", "require", "[\"dhd\"]");
            try (wrong) {
                assertThat(wrong.exitCode()).isNotZero();
                wrong.await("why", line -> line.contains("no node 'dhd'") && line.contains("did you mean"));
            }
        }
    }

    @Test
    void aCallOfANodeThatFailedSaysWhyAndDoesNotStartItAgain() {
        araUp.manifest("ara.yml", """
                name: calls
                nodes:
                  db: {shell: "echo once >> starts; exit 3", restart: no, start: manual}
                  dht: {%s, start: on-call, requires: [db]}
                """.formatted(node("dht")));
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            for (int i = 0; i < 2; i++) {
                ChildProcess call = araUp.start("call", "dht", "pid");
                try (call) {
                    assertThat(call.exitCode()).isEqualTo(4);
                    call.await("the chain", line -> line.contains("requires 'db', which failed"));
                }
            }
            assertThat(folder.resolve("starts")).content().isEqualTo("once\n");
        }
    }

    @Test
    @SuppressWarnings("try") // the liar speaks by itself
    void whoOnlyClaimsANodesNameIsNotTakenForIt() {
        araUp.manifest("ara.yml", """
                name: calls
                nodes:
                  web: {%s}
                  dht: {%s, start: on-call, calls: {allow: {web: [pid]}}}
                """.formatted(node("web"), node("dht")));
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            try (ChildProcess liar = ChildProcess.node("rfc-caller.js", "web", "dht", "pid")) {
                assertThat(up.await("the audit", line -> line.matches("dht +refused .*")))
                        .contains("pid");
                assertThat(state("dht")).isEqualTo("on-call");
            }
            assertThat(araUp.run(0, "call", "--timeout", "60s", "web", "pidOf", "dht"))
                    .containsExactly(String.valueOf(araUp.pid("dht")));
        }
    }
}
