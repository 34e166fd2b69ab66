package network.ara.up.manifest;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the value of a key must look like, and how it becomes part of the model.
 *
 * @param expects what stands after "must be"
 * @param decoder empty when the value was wrong, which it has reported
 */
record Shape<T>(String expects, Function<Value, Optional<T>> decoder) {

    /** A single value: its text with variables replaced. */
    static Shape<String> text(String expects) {
        return new Shape<>(expects, value -> value.text(expects));
    }

    /** A single value that {@code parse} understands; empty means that it does not. */
    static <T> Shape<T> parsed(String expects, Function<String, Optional<T>> parse) {
        return new Shape<>(
                expects,
                value -> value.text(expects)
                        .flatMap(text -> parse.apply(text).or(() -> value.wrongType(expects, "'" + text + "'"))));
    }

    /** A map whose keys are those of {@code section}. */
    static <D> Shape<D> section(Section<D> section, Supplier<D> newDraft) {
        return new Shape<>("a map", value -> {
            if (!value.isMap()) {
                return value.wrongType("a map");
            }
            D draft = newDraft.get();
            section.decode(value, draft);
            return Optional.of(draft);
        });
    }

    /** The short form, a single value, or the long one, a map. */
    static <T> Shape<T> either(Shape<T> single, Shape<T> map, String expects) {
        return new Shape<>(expects, value -> {
            if (value.isMap()) {
                return map.decode(value);
            }
            return value.isScalar() ? single.decode(value) : value.wrongType(expects);
        });
    }

    Optional<T> decode(Value value) {
        return decoder.apply(value);
    }

    <U> Shape<U> map(Function<T, U> to) {
        return new Shape<>(expects, value -> decode(value).map(to));
    }

    /** With a further check, which reports what it refuses. */
    <U> Shape<U> then(Check<T, U> check) {
        return new Shape<>(expects, value -> decode(value).flatMap(decoded -> check.apply(decoded, value)));
    }

    /** A check of what was decoded; empty when it reported something. */
    interface Check<T, U> {
        Optional<U> apply(T decoded, Value value);
    }
}
