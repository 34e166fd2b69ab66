package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import network.ara.up.Eventually;
import org.junit.jupiter.api.Test;

/** Nodes that wait for each other, and one that does not answer: real processes, and what {@code ps} shows of them. */
class CallLimitsIT extends SupervisedCalls {

    private void oneAtATime() {
        araUp.manifest("ara.yml", """
                name: limits
                nodes:
                  a: {%s, calls: {concurrency: 1}}
                  b: {%s, calls: {concurrency: 1}}
                  c: {%s, calls: {concurrency: 1}}
                """.formatted(node("a"), node("b"), node("c")));
    }

    @Test
    void trap33_aCallThatClosesACircleEndsAndNamesIt() throws Exception {
        oneAtATime();
        try (ChildProcess up = up();
                ChildProcess caller = caller("caller")) {
            // The caller calls a, which calls b, which calls c, which calls a.
            Object toA = List.of("a", "pid", List.of(), NEVER);
            Object toC = List.of("c", "relay", toA, NEVER);
            call(caller, NEVER, "k", "a", "relay", "b", "relay", toC, NEVER);

            assertThat(caller.awaitStart("k error ")).contains("calls wait for each other, c -> a -> b -> c");
            up.await("the notice", line -> line.matches("a +calls +calls wait for each other: c -> a -> b -> c"));
            awaitRest("a", "b", "c");
            assertThat(araUp.run(0, "stats")).anyMatch(line -> line.matches("c +a +pid +1 +1 +1 *"));
            call(caller, NEVER, "again", "a", "relay", "b", "pid", List.of(), NEVER);
            caller.await("again result " + araUp.pid("b"));
        }
    }

    @Test
    void trap33_ofTwoThatCallEachOtherOneGetsThrough() throws Exception {
        oneAtATime();
        try (ChildProcess up = up();
                ChildProcess caller = caller("caller")) {
            call(caller, NEVER, "k", "a", "meetAndRelay", file("came"), file("go"), "b", "pid", List.of(), NEVER);
            call(caller, NEVER, "k", "b", "meetAndRelay", file("came"), file("go"), "a", "pid", List.of(), NEVER);
            awaitRuns(2, file("came"));
            open(file("go"));

            List<String> ends = caller.awaitCount("an end", line -> line.startsWith("k "), 2);
            assertThat(ends).filteredOn(end -> end.startsWith("k result ")).hasSize(1);
            assertThat(String.join("", ends)).containsPattern("calls wait for each other, (a -> b -> a|b -> a -> b)");
            awaitRest("a", "b");
            assertThat(up.isAlive()).isTrue();
        }
    }

    @Test
    void trap33_aWaitThatWillEndIsShownAndGoesOn() throws Exception {
        araUp.manifest("ara.yml", """
                name: limits
                nodes:
                  a: {%s}
                  b: {%s, calls: {concurrency: 2}}
                """.formatted(node("a"), node("b")));
        try (ChildProcess up = up();
                ChildProcess caller = caller("caller")) {
            call(caller, NEVER, "blocks", "b", "meet", file("came"), file("go"));
            awaitRuns(1, file("came"));
            // Called by a, b calls a, which calls b: that one has to wait for what blocks.
            Object back = List.of("b", "pid", List.of(), NEVER);
            call(caller, NEVER, "k", "b", "relay", "a", "relay", back, NEVER);
            awaitCalls("b", 2, 1);

            assertThat(araUp.ps("b").get("waitCycle")).isEqualTo("a -> b -> a");
            assertThat(araUp.run(0, "ps")).contains("b: 1 calls held, calls wait for each other: a -> b -> a");
            open(file("go"));

            caller.await("k result " + araUp.pid("b"));
            awaitRest("a", "b");
            assertThat(araUp.ps("b").get("waitCycle")).isEqualTo("");
            assertThat(up.isAlive()).isTrue();
        }
    }

    @Test
    void whatDoesNotAnswerIsNotCalledForAWhile() throws Exception {
        araUp.manifest("ara.yml", "{name: limits, nodes: {dht: {%s, calls: {circuit: 2}}}}".formatted(node("dht")));
        try (ChildProcess up = up();
                ChildProcess caller = caller("caller")) {
            assertThat(araUp.ps("dht").get("circuit")).isEqualTo("closed");
            Eventually.await("calls are turned away", () -> end(caller).contains("-32005"));
            caller.await("a call that was not answered", line -> line.contains("-32002"));
            up.await("it opened", line -> line.matches("dht +calls +its circuit is open .* 2 failures in a row"));
            Eventually.await("ps shows it", () -> {
                end(caller); // or it would be tried again after a while
                return "open".equals(araUp.ps("dht").get("circuit"));
            });
            Eventually.await("ps shows it to people", () -> {
                end(caller);
                return araUp.run(0, "ps").contains("dht: circuit open");
            });

            open(file("go"));
            Eventually.await("it answers again", () -> end(caller).contains("result"));
            Eventually.await(
                    "ps shows it", () -> "closed".equals(araUp.ps("dht").get("circuit")));
        }
    }

    /** How a call ends that is not answered while there is no file {@code go}. */
    private String end(ChildProcess caller) {
        String key = "k" + caller.lines().size();
        call(caller, 200, key, "dht", "meet", file("came"), file("go"));
        return caller.awaitStart(key + " ");
    }

    private void awaitRest(String... nodes) throws Exception {
        for (String node : nodes) {
            awaitCalls(node, 0, 0);
        }
    }
}
