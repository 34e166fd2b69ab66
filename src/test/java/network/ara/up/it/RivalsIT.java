package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import network.ara.up.wire.Mailbox;
import org.junit.jupiter.api.Test;

/** Two processes that answer to one name (traps.md 34): who is called, what people are told, and one result for each call. */
class RivalsIT extends SupervisedCalls {

    private static ChildProcess byHand() {
        ChildProcess node = ChildProcess.node("waiting-node.js", "dht");
        node.await("ready");
        return node;
    }

    @Test
    void trap34_theSupervisedOneIsCalledAndEachOtherOneIsSaidOnce() {
        araUp.manifest(
                "ara.yml", "{name: rivals, nodes: {dht: {%s, alive: {inc: true, interval: 1s}}}}".formatted(node("dht")));
        try (ChildProcess up = up();
                ChildProcess caller = caller("caller");
                ChildProcess rival = byHand()) {
            long ours = araUp.pid("dht");
            awaitNotice(up, "the one that ara-up started", rival);
            assertThat(answers(caller, 20)).containsOnly("result " + ours);
            assertThat(araUp.run(0, "describe", "dht"))
                    .anyMatch(line -> line.contains("says ") && line.contains("pid " + ours))
                    .anyMatch(line -> line.contains("says ") && line.contains("pid " + rival.pid()));

            rival.kill();
            try (ChildProcess another = byHand()) {
                awaitNotice(up, "the one that ara-up started", another);
                assertThat(answers(caller, 20)).containsOnly("result " + ours);
                assertThat(up.lines()).filteredOn(line -> line.contains("two processes")).hasSize(2);
            }
        }
    }

    @Test
    void trap34_ofTwoThatNobodySupervisesOneIsCalledAndEachCallHasOneResult() {
        araUp.manifest("ara.yml", "{name: rivals, nodes: {dht: {%s}}}".formatted(node("dht")));
        try (ChildProcess one = byHand();
                ChildProcess up = up();
                ChildProcess two = byHand();
                ChildProcess mailbox = ChildProcess.node("cast.js", Mailbox.of("raw"));
                ChildProcess sender = ChildProcess.node("cast.js", Mailbox.of("dht"))) {
            assertThat(araUp.ps("dht").get("origin")).isEqualTo("external");
            sender.awaitCount("both", line -> line.startsWith("peer "), 2);
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
