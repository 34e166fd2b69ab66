package network.ara.up.broker;

import java.time.Duration;

/**
 * Calls of one caller to one function since the broker began.
 *
 * @param calls all that ended, refused ones included
 * @param errors those that ended otherwise than with a value
 * @param refused those of them that were not let through
 * @param p50 from the call's arrival at the leader to its result's
 */
public record CallFigures(
        CallerIdentity caller,
        String node,
        String function,
        long calls,
        long errors,
        long refused,
        Duration p50,
        Duration p99) {}
