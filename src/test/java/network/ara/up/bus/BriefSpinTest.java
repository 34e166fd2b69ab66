package network.ara.up.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.SelectStrategy;
import org.junit.jupiter.api.Test;

/** The clock goes on by what each look costs, and by what others take when the core is offered to them. */
final class BriefSpinTest {

    private static final long LOOK_NANOS = 1_000;

    private long nanos = 1_000_000;
    private long beganNanos;
    private long takenNanos;
    private boolean hasTasks;
    private int looks;
    private int readyAtLook;
    private final BriefSpin spin = new BriefSpin(() -> hasTasks, () -> nanos, () -> nanos += takenNanos);

    private int turn() throws Exception {
        looks = 0;
        beganNanos = nanos;
        return spin.calculateStrategy(
                () -> {
                    nanos += LOOK_NANOS;
                    return ++looks == readyAtLook ? 3 : 0;
                },
                false);
    }

    /** The next turn is a dense one. */
    private void turnSoon() {
        nanos = Math.max(nanos, beganNanos + BriefSpin.DENSE_NANOS / 2);
    }

    @Test
    void whoeverHasTasksLooksOnceAndDoesNotSleep() throws Exception {
        turn();
        turnSoon();
        assertEquals(2, spin.calculateStrategy(() -> 2, true));
        assertEquals(0, spin.calculateStrategy(() -> 0, true));
    }

    @Test
    void whatComesSeldomIsSleptFor() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertEquals(SelectStrategy.SELECT, turn());
            assertEquals(0, looks);
            nanos += BriefSpin.DENSE_NANOS;
        }
    }

    @Test
    void whatComesDenselyIsLookedFor() throws Exception {
        turn();
        readyAtLook = 7;
        for (int i = 0; i < 10; i++) {
            turnSoon();
            assertEquals(3, turn());
            assertEquals(7, looks);
        }
    }

    @Test
    void aTaskOfAnotherThreadEndsTheLook() throws Exception {
        turn();
        turnSoon();
        hasTasks = true;
        assertEquals(0, turn());
        assertEquals(1, looks);
    }

    @Test
    void aLookEndsAndThoseInVainBecomeRare() throws Exception {
        turn();
        int spins = 0;
        for (int i = 0; i < 10 * BriefSpin.MOST_SKIPPED; i++) {
            turnSoon();
            assertEquals(SelectStrategy.SELECT, turn());
            assertTrue(looks <= BriefSpin.LONGEST_NANOS / LOOK_NANOS, "it looked " + looks + " times");
            spins += looks > 0 ? 1 : 0;
        }
        assertTrue(spins > 10 && spins < 20, spins + " looks in vain");
    }

    @Test
    void oneThatPaysMakesTheNextOnesComeAtOnce() throws Exception {
        turn();
        turnSoon();
        turn();
        turnSoon();
        turn();
        assertEquals(0, looks, "left out after one in vain");
        readyAtLook = 2;
        turnSoon();
        assertEquals(3, turn());
        turnSoon();
        assertEquals(3, turn());
    }

    @Test
    void whereOthersWantTheCoreItIsLeftForAWhile() throws Exception {
        turn();
        readyAtLook = 2;
        long first = nanosUntilTheNextLook();
        long second = nanosUntilTheNextLook();
        assertTrue(first >= BriefSpin.PAUSE_NANOS && first < 2 * BriefSpin.PAUSE_NANOS, first + " ns");
        assertTrue(second >= 2 * BriefSpin.PAUSE_NANOS && second < 3 * BriefSpin.PAUSE_NANOS, second + " ns");
        for (int i = 0; i < 10; i++) {
            long next = nanosUntilTheNextLook();
            assertTrue(next < 2 * BriefSpin.LONGEST_PAUSE_NANOS, next + " ns");
        }

        nanos += 2 * BriefSpin.LONGEST_PAUSE_NANOS;
        turn();
        long afterQuiet = nanosUntilTheNextLook();
        assertTrue(afterQuiet < 2 * BriefSpin.PAUSE_NANOS, afterQuiet + " ns");
    }

    /** After another program had the core. */
    private long nanosUntilTheNextLook() throws Exception {
        takenNanos = 2 * BriefSpin.TAKEN_NANOS;
        turnSoon();
        assertEquals(SelectStrategy.SELECT, turn());
        assertEquals(1, looks);
        takenNanos = 0;
        long began = nanos;
        do {
            turnSoon();
        } while (turn() != 3);
        return nanos - began;
    }
}
