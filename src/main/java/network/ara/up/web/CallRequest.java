package network.ara.up.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.ara.up.model.Durations;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * A call as a request's head asks for it.
 *
 * @param timeout how long the caller waits
 */
record CallRequest(String node, String function, Duration timeout) {

    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    /** A connection is held for as long. */
    static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    /**
     * Reads the path, as it is after decoding, {@code /call/NODE/FUNCTION}.
     *
     * @param timeout as the request has it, if it does
     * @return empty for any other path
     *     <p>Errors: {@link IllegalArgumentException} for a time that is none.
     */
    static Optional<CallRequest> of(String path, Optional<String> timeout) {
        String[] words = path.split("/", -1);
        boolean isCall = words.length == 4
                && words[0].isEmpty()
                && words[1].equals("call")
                && !words[2].isEmpty()
                && !words[3].isEmpty();
        return isCall
                ? Optional.of(new CallRequest(
                        words[2], words[3], timeout.map(CallRequest::time).orElse(DEFAULT_TIMEOUT)))
                : Optional.empty();
    }

    private static Duration time(String text) {
        return Durations.parse(text)
                .filter(time -> !time.isZero() && time.compareTo(MAX_TIMEOUT) <= 0)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is not how long to wait: such as 250ms, 5s or 2m, and at most 1h"));
    }

    /** The body as parameters; an empty one is none. Errors: {@link IllegalArgumentException} for what is not a list or object. */
    static Object parameters(byte[] body) {
        if (body.length == 0) {
            return List.of();
        }
        @Nullable Object value = Json.parse(body);
        if (value instanceof List || value instanceof Map) {
            return value;
        }
        throw new IllegalArgumentException("the body is neither a JSON array nor an object");
    }
}
