package network.ara.up.inc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import network.ara.up.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a function was called with. A caller gives a list or an object; a parameter is found in either, by its place in the one
 * and its name in the other.
 *
 * <p>Errors: {@link IncException} with code -32602 for a parameter that is missing or of the wrong kind.
 */
public final class Parameters {

    private final Object value;

    Parameters(Object value) {
        this.value = value;
    }

    /** As they came: a List or a Map of JSON values. */
    public Object raw() {
        return value;
    }

    /**
     * A JSON value, null when it is null or missing.
     *
     * @param index its place in a list, from 0
     */
    public @Nullable Object value(int index, String name) {
        if (value instanceof Map<?, ?> map) {
            return map.get(name);
        }
        List<?> list = (List<?>) value;
        return index < list.size() ? list.get(index) : null;
    }

    public String text(int index, String name) {
        return optionalText(index, name).orElseThrow(() -> missing(index, name));
    }

    public Optional<String> optionalText(int index, String name) {
        @Nullable Object given = value(index, name);
        if (given == null || given instanceof String) {
            return Optional.ofNullable((String) given);
        }
        throw new IncException(
                ErrorCode.BAD_PARAMETERS, "'%s' (parameter %d) is not a string".formatted(name, index + 1));
    }

    public long integer(int index, String name) {
        return optionalInteger(index, name).orElseThrow(() -> missing(index, name));
    }

    public OptionalLong optionalInteger(int index, String name) {
        @Nullable Object given = value(index, name);
        if (given == null) {
            return OptionalLong.empty();
        }
        if (given instanceof Long whole) {
            return OptionalLong.of(whole);
        }
        throw new IncException(
                ErrorCode.BAD_PARAMETERS, "'%s' (parameter %d) is not a whole number".formatted(name, index + 1));
    }

    private static IncException missing(int index, String name) {
        return new IncException(ErrorCode.BAD_PARAMETERS, "'%s' (parameter %d) is missing".formatted(name, index + 1));
    }
}
