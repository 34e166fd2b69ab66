package network.ara.up.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is written on the outside of a call, a result or a cancel: all that a broker looks at. Parameters and results are
 * skipped unread.
 *
 * @param name the sender, as it claims; empty when it did not say
 * @param id empty for a call that wants no answer
 * @param method of a call, else empty
 * @param target of a call that says for whom it is, else empty
 * @param again of a call that was sent before, and must not run twice
 * @param deadline of a call, how long the caller still waits
 * @param error of a result, the code of its error; empty where it has a value
 */
public record Envelope(
        Kind kind,
        String name,
        Optional<MessageId> id,
        String method,
        Optional<String> target,
        boolean again,
        Optional<Duration> deadline,
        OptionalInt error) {

    /** The messages that have one. */
    public enum Kind {
        CALL,
        RESULT,
        CANCEL
    }

    /** Whether the caller left an address for the answer. */
    public boolean wantsAnswer() {
        return id.isPresent() && !name.isEmpty();
    }
}
