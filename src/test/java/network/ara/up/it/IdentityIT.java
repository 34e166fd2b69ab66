package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import network.ara.up.Eventually;
import network.ara.up.wire.Mailbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls, by the kernel's word or by his own: real processes, and what is allowed to them. */
class IdentityIT extends SupervisedCalls {

    @ParameterizedTest
    @ValueSource(strings = {"web", "made-up"})
    void aChildProcessOfANodeIsThatNodeWhateverItsName(String claimed) throws Exception {
        araUp.manifest("ara.yml", """
                name: who
                nodes:
                  web: {%s}
                  dht: {%s, calls: {allow: {web: [pid]}}}
                """.formatted(node("web"), node("dht")));
        try (ChildProcess up = up();
                ChildProcess driver = caller("driver")) {
            call(driver, NEVER, "k", "web", "child", claimed, "dht", "pid");

            driver.await("k result \"result " + araUp.pid("dht") + "\"");
            assertThat(araUp.run(0, "stats", "dht")).anyMatch(line -> line.matches("web +dht +pid +1 +0 +0 .*"));
            assertThat(up.lines()).noneMatch(line -> line.contains("refused"));
        }
    }

    @Test
    void aChildProcessOfAnotherNodeDoesNotBorrowTheNameOfOneThatMay() {
        araUp.manifest("ara.yml", """
                name: who
                nodes:
                  web: {%s}
                  shop: {%s}
                  dht: {%s, calls: {allow: {web: [pid]}}}
                """.formatted(node("web"), node("shop"), node("dht")));
        try (ChildProcess up = up();
                ChildProcess driver = caller("driver")) {
            call(driver, NEVER, "k", "shop", "child", "web", "dht", "pid");

            assertThat(driver.awaitStart("k ")).contains("-32003", "claims to be 'web'");
            up.await("the audit", line -> line.matches("dht +refused +'shop' \\(verified\\) may not call 'pid': .*"));
        }
    }

    @Test
    void whatStopsOrChangesANodeIsRefusedUnlessItIsAllowedByName() {
        araUp.manifest("ara.yml", """
                name: who
                nodes:
                  boss: {%s}
                  shop: {%s}
                  dht: {%s, calls: {allow: {"*": ["*"], boss: [stop]}}}
                """.formatted(node("boss"), node("shop"), node("dht")));
        try (ChildProcess up = up();
                ChildProcess driver = caller("driver");
                ChildProcess liar = caller("boss")) {
            for (String guarded : List.of("stop", "start", "configure", "getInstance")) {
                call(driver, NEVER, guarded, "shop", "relay", "dht", guarded, List.of(), NEVER);
                assertThat(driver.awaitStart(guarded + " ")).contains("error", "'" + guarded + "' wants a rule");
                up.await(
                        "the audit of " + guarded,
                        line -> line.matches("dht +refused +'shop' \\(verified\\) may not call '" + guarded + "': .*"));
            }
            call(liar, NEVER, "k", "dht", "stop");
            assertThat(liar.awaitStart("k ")).contains("-32003");
            up.await("the audit", line -> line.matches("dht +refused +'boss' \\(claimed\\) may not call 'stop': .*"));

            call(driver, NEVER, "boss", "boss", "relay", "dht", "stop", List.of(), NEVER);
            driver.await("boss result \"stop\"");
            call(driver, NEVER, "configure", "boss", "relay", "dht", "configure", List.of(), NEVER);
            assertThat(driver.awaitStart("configure ")).contains("error", "'configure' wants a rule");
        }
    }

    @Test
    void aResultFromElsewhereIsNoResult() throws Exception {
        araUp.manifest("ara.yml", "{name: who, nodes: {dht: {%s, calls: {timeout: 1h}}}}".formatted(node("dht")));
        String params = "[\"%s\", \"%s\"]".formatted(file("came"), file("go"));
        try (ChildProcess up = up();
                ChildProcess witness = ChildProcess.node("cast.js", Mailbox.of("raw"));
                ChildProcess forger = ChildProcess.node("cast.js", Mailbox.of("raw"));
                ChildProcess caller = ChildProcess.node("rfc-caller.js", "raw", "dht", "meet", params)) {
            awaitRuns(1, file("came"));
            for (ChildProcess joined : List.of(witness, forger)) {
                joined.awaitCount("the others", line -> line.startsWith("peer "), 2);
            }
            forger.send("[\"result\",{\"name\":\"dht\",\"id\":\"rfc-1\",\"result\":\"forged\"}]");
            forger.send("[\"said\"]");
            witness.await("message [\"said\"]");

            open(file("go"));

            assertThat(caller.awaitStart("result ")).isEqualTo("result " + araUp.pid("dht"));
            assertThat(witness.lines()).noneMatch(line -> line.contains("forged"));
            assertThat(up.isAlive()).isTrue();
        }
    }

    @Test
    void whoIsKnownByTheKernelAndWhoByItsWordIsShown() throws Exception {
        araUp.manifest(
                "ara.yml",
                "{name: who, nodes: {ours: {%s}, theirs: {%s, start: manual}}}"
                        .formatted(node("ours"), node("theirs")));
        try (ChildProcess up = up();
                ChildProcess theirs = byHand("theirs")) {
            araUp.run(0, "start", "theirs");
            try (ChildProcess driver = caller("driver")) {
                Eventually.await(
                        "both are on the bus",
                        () -> identity("ours").equals("verified")
                                && identity("theirs").equals("claimed"));
                assertThat(araUp.run(0, "ps"))
                        .anyMatch(line -> line.startsWith("theirs: its name is claimed"))
                        .noneMatch(line -> line.startsWith("ours: "));
                assertThat(araUp.run(0, "describe", "ours")).anyMatch(line -> line.contains("identity   verified"));
                assertThat(araUp.run(0, "describe", "theirs")).anyMatch(line -> line.contains("identity   claimed"));

                call(driver, NEVER, "k1", "ours", "relay", "theirs", "pid", List.of(), NEVER);
                call(driver, NEVER, "k2", "theirs", "relay", "ours", "pid", List.of(), NEVER);
                driver.await("k1 result " + theirs.pid());
                driver.await("k2 result " + araUp.pid("ours"));
                assertThat(araUp.run(0, "stats"))
                        .anyMatch(line -> line.matches("ours +theirs +pid +1 +0 +0 .*"))
                        .anyMatch(line -> line.matches("theirs \\(claimed\\) +ours +pid +1 +0 +0 .*"));
                assertThat(up.isAlive()).isTrue();
            }
        }
    }

    private String identity(String node) {
        Map<?, ?> line = araUp.ps(node);
        return String.valueOf(line.get("identity"));
    }
}
