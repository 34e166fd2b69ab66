package network.ara.up.manifest;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * One row of the table of keys.
 *
 * @param expects what its value must be, in words
 * @param schema the same for editors
 * @param meaning one line for people
 * @param byDefault what holds without it, as it would be written; empty for nothing
 * @param apply puts the value into the draft; empty while the key is specified and not built
 */
record Key<D>(
        String name,
        String expects,
        Schema schema,
        String meaning,
        String byDefault,
        Optional<BiConsumer<D, Value>> apply) {

    static <D, T> Key<D> of(String name, Shape<T> shape, String meaning, BiConsumer<D, T> set) {
        return new Key<>(
                name,
                shape.expects(),
                shape.schema(),
                meaning,
                "",
                Optional.of((draft, value) -> shape.decode(value).ifPresent(decoded -> set.accept(draft, decoded))));
    }

    /** Of which a part may be given: the rest stays as {@code get} has it. */
    static <D, T> Key<D> of(String name, Patch<T> patch, String meaning, Function<D, T> get, BiConsumer<D, T> set) {
        return new Key<>(
                name,
                patch.expects(),
                patch.schema(),
                meaning,
                "",
                Optional.of((draft, value) ->
                        patch.decode(get.apply(draft), value).ifPresent(decoded -> set.accept(draft, decoded))));
    }

    /** In the specification, and not in this release: never silently accepted. */
    static <D> Key<D> planned(String name, String meaning) {
        return new Key<>(name, "", Schema.text(), meaning, "", Optional.empty());
    }

    Key<D> byDefault(String text) {
        return new Key<>(name, expects, schema, meaning, text, apply);
    }

    /** The same key in a larger draft. */
    <E> Key<E> within(Function<E, D> part) {
        return new Key<>(
                name,
                expects,
                schema,
                meaning,
                byDefault,
                apply.map(set -> (draft, value) -> set.accept(part.apply(draft), value)));
    }
}
