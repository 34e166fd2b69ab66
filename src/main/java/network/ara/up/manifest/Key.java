package network.ara.up.manifest;

import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * One row of the table of keys.
 *
 * @param expects what its value must be, in words
 * @param schema the same for editors
 * @param meaning one line for people
 * @param byDefault what holds without it, as it would be written; empty for nothing
 * @param isOffered whether it can be given: editors and docs/manifest.md show no others
 * @param apply puts the value into the draft, or says why the key can't be given
 */
record Key<D>(
        String name,
        String expects,
        Schema schema,
        String meaning,
        String byDefault,
        boolean isOffered,
        BiConsumer<D, Value> apply) {

    static <D, T> Key<D> of(String name, Shape<T> shape, String meaning, BiConsumer<D, T> set) {
        return new Key<>(
                name,
                shape.expects(),
                shape.schema(),
                meaning,
                "",
                true,
                (draft, value) -> shape.decode(value).ifPresent(decoded -> set.accept(draft, decoded)));
    }

    /** Of which a part may be given: the rest stays as {@code get} has it. */
    static <D, T> Key<D> of(String name, Patch<T> patch, String meaning, Function<D, T> get, BiConsumer<D, T> set) {
        return new Key<>(
                name,
                patch.expects(),
                patch.schema(),
                meaning,
                "",
                true,
                (draft, value) ->
                        patch.decode(get.apply(draft), value).ifPresent(decoded -> set.accept(draft, decoded)));
    }

    /** In the specification, and not in this release: never silently accepted. */
    static <D> Key<D> planned(String name, String meaning) {
        return refused(name, meaning, "is not supported yet", "leave it out until a release has it");
    }

    /**
     * One that people may expect here, and that makes no sense.
     *
     * @param why stands after the key
     */
    static <D> Key<D> refused(String name, String meaning, String why, String fix) {
        return new Key<>(
                name,
                "",
                Schema.text(),
                meaning,
                "",
                false,
                (draft, value) -> value.report(value.problem(value.key(), value.name() + " " + why, fix)));
    }

    Key<D> byDefault(String text) {
        return new Key<>(name, expects, schema, meaning, text, isOffered, apply);
    }

    /** The same key in a larger draft. */
    <E> Key<E> within(Function<E, D> part) {
        return new Key<>(
                name,
                expects,
                schema,
                meaning,
                byDefault,
                isOffered,
                (draft, value) -> apply.accept(part.apply(draft), value));
    }
}
