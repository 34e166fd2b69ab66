package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import network.ara.up.wire.Mailbox;
import org.junit.jupiter.api.Test;

/** Two processes that answer to one name (traps.md 34): who is called, what people are told, and one result for each call. */
class RivalsIT extends SupervisedCalls {

    /** How a result of process ids begins, in the mailbox of who called. */
    private static final String START = "message [\"result\",{\"name\":\"dht\",\"id\":%d,\"result\":";

    private void manifest(String more) {
        araUp.manifest("ara.yml", """
                name: rivals
                nodes:
                  web: {%s}
                  dht: {%s, alive: {inc: true, interval: 1s}%s}
                """.formatted(node("web"), node("dht"), more));
    }

    @Test
    void trap34_theSupervisedOneIsCalledAndEachOtherOneIsSaidOnce() {
        manifest("");
        try (ChildProcess up = up();
                ChildProcess caller = caller("caller");
                ChildProcess rival = byHand("dht")) {
            long ours = araUp.pid("dht");
            awaitNotice(up, "the one that ara-up started", rival);
            assertThat(answers(caller, 20)).containsOnly("result " + ours);
            String pid = String.valueOf(rival.pid());
            assertThat(araUp.ps("dht").get("rivals")).isEqualTo(List.of(rival.pid()));
            assertThat(araUp.run(0, "ps"))
                    .contains("dht: answered for by others too, which are not called: pid " + pid);
            assertThat(araUp.run(0, "describe", "dht"))
                    .anyMatch(line -> line.contains("pid " + pid + " answers by its name, and is not called"));

            rival.kill();
            try (ChildProcess another = byHand("dht")) {
                awaitNotice(up, "the one that ara-up started", another);
                assertThat(answers(caller, 20)).containsOnly("result " + ours);
                assertThat(up.lines())
                        .filteredOn(line -> line.contains("two processes"))
                        .hasSize(2);
            }
        }
    }

    @Test
    void trap34_ofTwoThatNobodySupervisesOneIsCalledAndEachCallHasOneResult() {
        manifest(", start: manual");
        try (ChildProcess up = up();
                ChildProcess one = byHand("dht");
                ChildProcess two = byHand("dht");
                ChildProcess mailbox = ChildProcess.node("cast.js", Mailbox.of("raw"));
                ChildProcess neighbour = ChildProcess.node("cast.js", Mailbox.of("raw"));
                ChildProcess sender = ChildProcess.node("cast.js", Mailbox.of("dht"))) {
            araUp.run(0, "start", "dht");
            assertThat(araUp.ps("dht").get("origin")).isEqualTo("external");
            for (ChildProcess joined : List.of(mailbox, neighbour, sender)) {
                joined.awaitStart("peer "); // others are met by who has joined
            }
            sender.send("[\"call\",{\"name\":\"raw\",\"id\":0,\"method\":\"pid\"}]");
            long called = Long.parseLong(mailbox.awaitStart(START.formatted(0)).replaceAll(".*:(\\d+)}]", "$1"));
            ChildProcess other = called == one.pid() ? two : one;
            awaitNotice(up, "process " + called + ", which answered first", other);

            for (int i = 1; i <= 20; i++) {
                sender.send("[\"call\",{\"name\":\"raw\",\"id\":%d,\"method\":\"pid\"}]".formatted(i));
                assertThat(mailbox.awaitStart(START.formatted(i))).endsWith(":" + called + "}]");
            }
            assertThat(mailbox.lines())
                    .filteredOn(line -> line.contains("\"result\""))
                    .hasSize(21);
        }
    }

    @Test
    void trap34_whatAManifestCallsItsNodeForIsNotHeardByOthersOfItsName() {
        manifest(", stop: {call: pid, timeout: 1s}");
        try (ChildProcess up = up();
                ChildProcess rival = caller("dht")) {
            awaitNotice(up, "the one that ara-up started", rival);
            araUp.run(0, "stop", "dht");
            up.await("its answer, which did not end it", line -> line.matches("dht +killing .*"));
            rival.send("[\"ping\", \"p\", [\"dht\"]]");
            rival.awaitStart("p pongs ");
            assertThat(rival.lines()).noneMatch(line -> line.equals("ran pid"));
        }
    }

    private static void awaitNotice(ChildProcess up, String called, ChildProcess rival) {
        up.await(
                "the notice",
                line -> line.matches("dht +calls +two processes answer to the name 'dht': calls go to " + called
                        + ", and not to process " + rival.pid() + ": .*"));
    }

    private static List<String> answers(ChildProcess caller, int count) {
        int before = caller.lines().size();
        return IntStream.range(before, before + count)
                .mapToObj(i -> {
                    call(caller, NEVER, "k" + i, "dht", "pid");
                    return caller.awaitStart("k" + i + " ").substring(("k" + i + " ").length());
                })
                .toList();
    }
}
