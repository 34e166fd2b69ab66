package network.ara.up.inc;

import java.time.Duration;

/**
 * How a call is made.
 *
 * @param timeout after which it ends without an answer, 5 s by default
 * @param idempotent running it twice does no harm: it may be sent again even to a node that remembers nothing
 */
public record CallOptions(Duration timeout, boolean idempotent) {

    public static final CallOptions DEFAULTS = new CallOptions(Duration.ofSeconds(5), false);

    public CallOptions withTimeout(Duration newTimeout) {
        return new CallOptions(newTimeout, idempotent);
    }

    public CallOptions withIdempotent(boolean newIdempotent) {
        return new CallOptions(timeout, newIdempotent);
    }
}
