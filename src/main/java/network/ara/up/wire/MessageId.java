package network.ara.up.wire;

import java.math.BigInteger;

/**
 * What ties an answer to its question: a string or a whole number, sent back in the kind it came in.
 *
 * <p>Ours are strings. A peer that numbers its calls as JSON-RPC 2.0 allows would not find {@code "7"} under {@code 7}.
 *
 * @param value a String, a Long or a BigInteger
 */
public record MessageId(Object value) {

    public MessageId {
        if (!(value instanceof String || value instanceof Long || value instanceof BigInteger)) {
            throw new IllegalArgumentException("an id is a string or a whole number, not a "
                    + value.getClass().getSimpleName());
        }
    }

    public static MessageId of(String text) {
        return new MessageId(text);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
