package network.ara.up.bus;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt to reach a leader. The first one after a loss is at once, as with npm's
 * localcast, so that an election takes milliseconds; but npm's goes on like that for ever.
 */
final class Backoff {

    private static final int FIRST_MILLIS = 5;
    private static final int LONGEST_MILLIS = 1000;
    private static final int DOUBLINGS = 8;

    private int failures;

    void succeeded() {
        failures = 0;
    }

    void failed() {
        failures++;
    }

    /** So often that it was no moment between two leaders. */
    boolean hasFailedTwice() {
        return failures >= 2;
    }

    /** Random within its upper half, so that peers that failed together don't try again together. */
    long nextMillis() {
        if (failures == 0) {
            return 0;
        }
        int longest = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, DOUBLINGS));
        return ThreadLocalRandom.current().nextInt(longest / 2, longest + 1);
    }
}
