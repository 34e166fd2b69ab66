package network.ara.up.manifest;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the value of a key must look like, and how it becomes part of the model.
 *
 * @param expects what stands after "must be"
 * @param schema the same for editors
 * @param decoder empty when the value was wrong, which it has reported
 */
record Shape<T>(String expects, Schema schema, Function<Value, Optional<T>> decoder) {

    /** A single value: its text with variables replaced. */
    static Shape<String> text(String expects) {
        return new Shape<>(expects, Schema.text(), value -> value.text(expects));
    }

    /** A single value that {@code parse} understands; empty means that it does not. */
    static <T> Shape<T> parsed(String expects, Schema schema, Function<String, Optional<T>> parse) {
        return new Shape<>(
                expects,
                schema,
                value -> value.text(expects)
                        .flatMap(text -> parse.apply(text).or(() -> value.wrongType(expects, "'" + text + "'"))));
    }

    /** One of these, or a list of them. */
    static <T> Shape<List<T>> oneOrMore(Shape<T> item, String expects) {
        Shape<List<T>> list = list(item, expects);
        return new Shape<>(
                expects,
                Schema.either(item.schema(), list.schema()),
                value ->
                        value.isScalar() && !value.isNull() ? item.decode(value).map(List::of) : list.decode(value));
    }

    /** What is wrong in it is left out. */
    static <T> Shape<List<T>> list(Shape<T> item, String expects) {
        return new Shape<>(
                expects,
                Schema.list(item.schema()),
                value -> value.isList()
                        ? Optional.of(value.items().stream()
                                .flatMap(each -> item.decode(each).stream())
                                .toList())
                        : value.wrongType(expects));
    }

    /** The same, with more to say to editors. */
    Shape<T> with(Schema better) {
        return new Shape<>(expects, better, decoder);
    }

    Optional<T> decode(Value value) {
        return decoder.apply(value);
    }

    <U> Shape<U> map(Function<T, U> to) {
        return new Shape<>(expects, schema, value -> decode(value).map(to));
    }

    /** With a further check, which reports what it refuses. */
    <U> Shape<U> then(Check<T, U> check) {
        return new Shape<>(expects, schema, value -> decode(value).flatMap(decoded -> check.apply(decoded, value)));
    }

    /** A check of what was decoded; empty when it reported something. */
    interface Check<T, U> {
        Optional<U> apply(T decoded, Value value);
    }
}
