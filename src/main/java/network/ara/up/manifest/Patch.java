package network.ara.up.manifest;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * As a {@link Shape}, for a value that changes parts of what holds without it, such as {@code ready: {timeout: 60s}}.
 *
 * @param expects what stands after "must be"
 * @param schema the same for editors
 * @param decoder takes what held before; empty when the value was wrong, which it has reported
 */
record Patch<T>(String expects, Schema schema, BiFunction<T, Value, Optional<T>> decoder) {

    /**
     * A map whose keys are those of {@code section}.
     *
     * @param begin the draft that holds what held before
     */
    static <T, D> Patch<T> section(Section<D> section, Function<T, D> begin, Function<D, T> end) {
        return new Patch<>("a map", Schema.object(section), (before, value) -> {
            if (!value.isMap()) {
                return value.wrongType("a map");
            }
            D draft = begin.apply(before);
            section.decode(value, draft);
            return Optional.of(end.apply(draft));
        });
    }

    /** The short form, a single value, or the long one, a map. */
    Patch<T> or(String expected, Schema single, BiFunction<T, Value, Optional<T>> ofSingle) {
        return new Patch<>(expected, Schema.mapOr(schema, single), (before, value) -> {
            if (value.isMap()) {
                return decode(before, value);
            }
            return value.isScalar() ? ofSingle.apply(before, value) : value.wrongType(expected);
        });
    }

    /** With a further check, which reports what it refuses. */
    Patch<T> then(Shape.Check<T, T> check) {
        return new Patch<>(
                expects, schema, (before, value) -> decode(before, value).flatMap(it -> check.apply(it, value)));
    }

    Optional<T> decode(T before, Value value) {
        return decoder.apply(before, value);
    }
}
