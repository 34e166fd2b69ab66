package network.ara.up.manifest;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import network.ara.up.manifest.YamlTree.Entry;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;

/** The keys that a map of the manifest may have. */
final class Section<D> {

    /** More are of no help in a message. */
    private static final int MAX_LISTED = 12;

    private final Map<String, Key<D>> keys = new LinkedHashMap<>();

    private Section(Collection<Key<D>> keys) {
        keys.forEach(key -> this.keys.put(key.name(), key));
    }

    static <D> Section<D> of(List<Key<D>> keys) {
        return new Section<>(keys);
    }

    /** With the keys of another section that are not here, for a map that may hold both. */
    <E> Section<D> and(Section<E> other, Function<D, E> part) {
        Map<String, Key<D>> both = new LinkedHashMap<>(keys);
        other.keys.values().forEach(key -> both.putIfAbsent(key.name(), key.within(part)));
        return new Section<>(both.values());
    }

    Collection<Key<D>> keys() {
        return keys.values();
    }

    boolean has(String name) {
        return keys.containsKey(name);
    }

    /**
     * Puts the entries of {@code map} into {@code draft}, in the order of the table, and reports what is no key.
     *
     * @return the known keys that were given or probably meant, with their places, in the order of the file
     */
    Map<String, SourcePosition> decode(Value map, D draft) {
        Map<String, Value> given = new LinkedHashMap<>();
        Map<String, SourcePosition> places = new LinkedHashMap<>();
        for (Entry entry : map.entries()) {
            if (has(entry.key().text())) {
                given.put(entry.key().text(), map.member(entry));
                places.put(entry.key().text(), entry.key().position());
            } else {
                map.scope().problems().add(() -> unknown(map, entry, places));
            }
        }
        for (Key<D> key : keys.values()) {
            Optional.ofNullable(given.get(key.name())).ifPresent(value -> apply(key, draft, value));
        }
        return places;
    }

    private void apply(Key<D> key, D draft, Value value) {
        Optional<BiConsumer<D, Value>> apply = key.apply();
        if (apply.isPresent()) {
            apply.get().accept(draft, value);
        } else {
            value.report(value.problem(
                    value.key(), value.name() + " is not supported yet", "leave it out until a release has it"));
        }
    }

    private Problem unknown(Value map, Entry entry, Map<String, SourcePosition> places) {
        String name = entry.key().text();
        String where = map.path().isEmpty() ? "" : " in '" + map.path() + "'";
        Optional<MeantKey> meant = MeantKey.of(name, keys.keySet());
        meant.ifPresent(key -> places.putIfAbsent(key.key(), entry.key().position()));
        return map.problem(
                entry.key().position(),
                "unknown key '" + name + "'" + where,
                meant.map(MeantKey::fix).orElseGet(() -> fix(name)));
    }

    private String fix(String name) {
        if (has("nodes")) {
            return "if it is a node, indent it below 'nodes:'; if not, remove it, or rename it 'x-" + name + "'";
        }
        return keys.size() > MAX_LISTED
                ? "remove it, or rename it 'x-" + name + "', which is ignored"
                : "known keys are " + String.join(", ", keys.keySet());
    }
}
