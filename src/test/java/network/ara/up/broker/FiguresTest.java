package network.ara.up.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is counted of calls that pass the table. */
class FiguresTest {

    @Test
    void aCallThatIsSentAgainAfterItsEndIsAnsweredAgainAndCountedOnce() {
        CallScript script = new CallScript(true);
        script.step("publish dht READY instances=7");
        script.step("came dht 7");
        for (int i = 0; i < 3; i++) {
            assertThat(script.step("call web dht.find #1"))
                    .extracting(script::text)
                    .contains("deliver #1 to dht 7");
            script.step("result #1 web from=7");
        }

        assertThat(script.figures.all()).extracting(CallFigures::calls).containsExactly(1L);
    }

    @Test
    void aCallThatWasHeldForABootAndIsSentAgainIsCountedOnce() {
        CallScript script = new CallScript(true);
        script.step("publish dht ON_CALL");
        script.step("call web dht.find #1 deadline=60s");
        script.step("publish dht COMING");
        script.step("call web dht.find #1 deadline=59s");
        script.step("publish dht READY instances=7");
        script.step("came dht 7");
        script.step("call web dht.find #1 deadline=58s");
        script.step("result #1 web from=7");
        script.step("call web dht.find #1 deadline=57s");

        assertThat(script.figures.all()).extracting(CallFigures::calls).containsExactly(1L);
    }

    @Test
    void whoLooksFromTheCommandLineIsNotPartOfWhatIsSeen() {
        CallScript script = new CallScript(true);
        script.step("publish dht READY instances=7 allow=web");
        script.step("came dht 7");
        script.step("call ara-up dht.info #1");
        script.step("call ara-up dht.stats #2");
        script.step("call ara-up dht.find #3");
        script.step("call web dht.info #4");
        script.step("result #4 web from=7");

        assertThat(script.figures.all())
                .extracting(row -> row.caller().name() + " " + row.function() + " " + row.calls())
                .containsExactly("ara-up find 1", "web info 1");
    }
}
