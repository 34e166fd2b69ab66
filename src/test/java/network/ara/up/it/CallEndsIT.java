package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import network.ara.up.Eventually;
import network.ara.up.wire.Mailbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One result for each call, whoever is killed: callee, caller, or the supervisor that leads the bus. No call here has a deadline
 * that could end it. Numbers are those of {@code docs/reliability.md}.
 */
class CallEndsIT extends SupervisedCalls {

    /** Whose libraries call: none but the npm package localcast, ours, or ours in Java. */
    enum From {
        LOCALCAST,
        JAVASCRIPT,
        JAVA
    }

    @ParameterizedTest
    @EnumSource
    void trap30_aCallWhoseCalleeIsKilledEndsAtOnceWithItsOutcomeUnknown(From from) throws Exception {
        araUp.manifest("ara.yml", "{name: ends, nodes: {dht: {%s, calls: {timeout: 1h}}}}".formatted(node("dht")));
        try (ChildProcess up = up();
                ChildProcess caller = meeting(from)) {
            awaitRuns(1, file("came"));
            long killed = araUp.pid("dht");
            kill(killed);

            assertThat(caller.await("its end", line -> line.matches("(k )?(error|result) .*")))
                    .contains("error", "-32006");
            Eventually.await("dht is up again", () -> {
                long pid = araUp.pid("dht");
                return pid != 0 && pid != killed;
            });
            assertThat(araUp.run(0, "call", "--timeout", "60s", "dht", "pid"))
                    .containsExactly(String.valueOf(araUp.pid("dht")));
            awaitRuns(1, file("came"));
            assertThat(up.isAlive()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "near"})
    void aNodeCallsItselfAndOthersOfItsProcessLikeAnybody(String callee) throws Exception {
        araUp.manifest(
                "ara.yml",
                "{name: ends, nodes: {web: {%s}}}".formatted(node("web").replace("]", ", near]")));
        try (ChildProcess up = up();
                ChildProcess raw = ChildProcess.node("cast.js", Mailbox.of("raw"));
                ChildProcess sender = ChildProcess.node("cast.js", Mailbox.of("nobody"));
                ChildProcess caller = caller("caller")) {
            Eventually.await("empty mailboxes are known", () -> {
                sender.send("[\"call\",{\"name\":\"raw\",\"id\":%d,\"method\":\"m\"}]".formatted(System.nanoTime()));
                return raw.lines().stream().anyMatch(line -> line.contains("-32001"));
            });
            call(caller, NEVER, "k", "web", "relay", callee, "meet", List.of(file("came"), file("go")), NEVER);
            awaitRuns(1, file("came"));
            call(caller, NEVER, "p", "web", "pid");
            String pid = String.valueOf(araUp.pid("web"));
            assertThat(caller.awaitStart("p ")).isEqualTo("p result " + pid);
            awaitCalls("web", callee.equals("web") ? 2 : 1, 0);
            assertThat(caller.lines()).noneMatch(line -> line.startsWith("k "));

            open(file("go"));

            assertThat(caller.awaitStart("k ")).isEqualTo("k result " + pid);
            assertThat(Files.readAllLines(Path.of(file("came")))).containsExactly(pid);
            assertThat(up.isAlive()).isTrue();
        }
    }

    /** Somebody who has called a function that does not end. */
    private ChildProcess meeting(From from) {
        String came = file("came");
        String go = file("go");
        if (from == From.LOCALCAST) {
            return ChildProcess.node("rfc-caller.js", "caller", "dht", "meet", "[\"%s\", \"%s\"]".formatted(came, go));
        }
        ChildProcess caller = from == From.JAVA ? javaCaller("caller") : caller("caller");
        if (from == From.JAVA) {
            callFromJava(caller, NEVER, "k", "dht", "meet", came, go);
        } else {
            call(caller, NEVER, "k", "dht", "meet", came, go);
        }
        return caller;
    }

    @Test
    void whatAKilledCallerCalledLeavesNothingBehind() throws Exception {
        araUp.manifest("ara.yml", "{name: ends, nodes: {dht: {%s, calls: {concurrency: 1}}}}".formatted(node("dht")));
        try (ChildProcess up = up();
                ChildProcess second = caller("second")) {
            ChildProcess first = caller("first");
            try (first) {
                call(first, NEVER, "k", "dht", "meet", file("came"), file("go"));
                awaitRuns(1, file("came"));
            } // by SIGKILL
            call(second, NEVER, "k", "dht", "pid");
            awaitCalls("dht", 1, 1);

            open(file("go"));

            assertThat(second.awaitStart("k ")).isEqualTo("k result " + araUp.pid("dht"));
            awaitCalls("dht", 0, 0);
            assertThat(araUp.run(0, "stats"))
                    .anyMatch(line -> line.matches("first \\(claimed\\) +dht +meet +1 +0 +0 .*"))
                    .anyMatch(line -> line.matches("second \\(claimed\\) +dht +pid +1 +0 +0 .*"));
            assertThat(up.isAlive()).isTrue();
        }
    }

    @Test
    void trap35_callsThatWaitForABootHaveOneResultThoughTheirSupervisorIsKilled() throws Exception {
        araUp.manifest("ara.yml", """
                name: ends
                nodes:
                  dht:
                    shell: touch booting; while [ ! -e go ]; do sleep 0.02; done; exec node '%s' dht
                    start: on-call
                """.formatted(Tools.script("waiting-node.js")));
        open(file("at once"));
        try (ChildProcess up = up();
                ChildProcess java = javaCaller("java");
                ChildProcess js = caller("js")) {
            callFromJava(java, NEVER, "k", "dht", "meet", file("by java"), file("at once"));
            call(js, NEVER, "k", "dht", "meet", file("by js"), file("at once"));
            Eventually.await("dht is being booted", () -> Files.exists(Path.of(file("booting"))));
            awaitCalls("dht", 0, 2);

            up.kill();
            try (ChildProcess next = araUp.start("ara.yml")) {
                open(file("go"));
                next.awaitStart("up after");
                long dht = araUp.pid("dht");
                callFromJava(java, NEVER, "later", "dht", "pid");
                call(js, NEVER, "later", "dht", "pid");

                java.await("later result " + dht);
                js.await("later result " + dht);
                assertEndedOnce(java, dht, file("by java"));
                assertEndedOnce(js, dht, file("by js"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOCALCAST") // it would wait for its leader for ever
    void trap35_aCallThatWaitsForABootEndsAtOnceWhereNoSupervisorComesBack(From from) throws Exception {
        araUp.manifest("ara.yml", """
                name: ends
                nodes:
                  dht: {shell: touch booting; exec sleep 600, start: on-call}
                """);
        try (ChildProcess up = up();
                ChildProcess caller = meeting(from)) {
            Eventually.await("dht is being booted", () -> Files.exists(Path.of(file("booting"))));

            up.kill();

            assertThat(caller.awaitStart("k ")).contains("error", "-32006");
            assertThat(Path.of(file("came"))).doesNotExist();
        }
    }

    /** The call {@code k}: with the value of the one run that there was, or with its outcome unknown. */
    private static void assertEndedOnce(ChildProcess caller, long callee, String runs) throws Exception {
        caller.awaitStart("k ");
        List<String> ends =
                caller.lines().stream().filter(line -> line.startsWith("k ")).toList();
        List<String> ran = Files.exists(Path.of(runs)) ? Files.readAllLines(Path.of(runs)) : List.of();
        assertThat(ends).hasSize(1);
        assertThat(ran).hasSizeLessThan(2);
        if (ends.get(0).startsWith("k result ")) {
            assertThat(ends).containsExactly("k result " + callee);
            assertThat(ran).containsExactly(String.valueOf(callee));
        } else {
            assertThat(ends.get(0)).contains("error", "-32006");
        }
    }
}
