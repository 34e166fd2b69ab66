package network.ara.up.wire;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The wanted fields of one payload, by position in a short list of names; the others were skipped unread. A field that is
 * missing or of the wrong kind reads as absent.
 */
final class Fields {

    static final List<String> CALL =
            List.of("name", "id", "method", "params", "deadline", "idempotent", "target", "again");
    static final List<String> RESULT = List.of("name", "id", "result", "error");
    static final List<String> PING = List.of("name", "id", "nodes");
    static final List<String> PONG =
            List.of("name", "pid", "id", "version", "started", "state", "functions", "requires", "ports");
    static final List<String> CANCEL = List.of("name", "id");
    static final List<String> BYE = List.of("name", "pid");

    private static final long LONGEST_MILLIS = Duration.ofDays(365).toMillis();

    private final List<String> wanted;
    private final @Nullable Object[] values;

    private Fields(List<String> wanted) {
        this.wanted = wanted;
        this.values = new @Nullable Object[wanted.size()];
    }

    /**
     * Reads the payload that follows the event's name and moves on to the token behind it. A payload that is missing or no
     * object has no fields.
     */
    static Fields read(JsonParser parser, List<String> wanted) {
        Fields fields = new Fields(wanted);
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return fields;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int index = wanted.indexOf(parser.currentName());
            parser.nextToken();
            if (index < 0) {
                parser.skipChildren();
            } else {
                fields.values[index] = Json.value(parser);
            }
        }
        parser.nextToken();
        return fields;
    }

    @Nullable
    Object get(String name) {
        return values[wanted.indexOf(name)];
    }

    Optional<String> text(String name) {
        return get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    OptionalLong number(String name) {
        return get(name) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    Optional<Duration> millis(String name) {
        return get(name) instanceof Number number ? Optional.of(millis(number)) : Optional.empty();
    }

    /** Not beyond a year: what is longer would not fit into nanoseconds, and means the same. */
    static Duration millis(Number number) {
        return Duration.ofMillis(Math.max(0, Math.min(LONGEST_MILLIS, number.longValue())));
    }

    Optional<MessageId> id() {
        @Nullable Object id = get("id");
        return id instanceof String || id instanceof Long || id instanceof BigInteger
                ? Optional.of(new MessageId(id))
                : Optional.empty();
    }

    List<String> strings(String name) {
        if (!(get(name) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    Object params() {
        @Nullable Object params = get("params");
        if (params == null) {
            return List.of();
        }
        return params instanceof Map || params instanceof List ? params : List.of(params);
    }

    Map<String, Integer> ports() {
        Map<String, Integer> ports = new TreeMap<>();
        if (get("ports") instanceof Map<?, ?> map) {
            map.forEach((name, port) -> {
                if (port instanceof Long number && number >= 0 && number <= 65_535) {
                    ports.put(String.valueOf(name), number.intValue());
                }
            });
        }
        return ports;
    }

    /** An error that is no object, as a careless peer sends it, is its own message. */
    static Outcome failure(Object error) {
        if (!(error instanceof Map<?, ?> map)) {
            return Outcome.failed(ErrorCode.THREW, error.toString());
        }
        int code = map.get("code") instanceof Long number ? number.intValue() : ErrorCode.THREW.code();
        String message = map.get("message") instanceof String text ? text : "";
        return new Outcome.Failed(code, message, map.get("data"));
    }
}
