package network.ara.up.manifest;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import network.ara.up.manifest.YamlTree.Entry;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;

/** The keys that a map of the manifest may have. */
final class Section<D> {

    /** More are of no help in a message. */
    private static final int MAX_LISTED = 12;

    private final Map<String, Key<D>> keys = new LinkedHashMap<>();
    private final List<Key<D>> table;
    private final Map<String, Integer> rows = new HashMap<>();

    private Section(Collection<Key<D>> keys) {
        keys.forEach(key -> this.keys.put(key.name(), key));
        table = List.copyOf(this.keys.values());
        table.forEach(key -> rows.put(key.name(), rows.size()));
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
        SortedMap<Integer, Value> given = new TreeMap<>();
        Map<String, SourcePosition> places = new LinkedHashMap<>();
        for (Entry entry : map.entries()) {
            Integer row = rows.get(entry.key().text());
            if (row != null) {
                given.put(row, map.member(entry));
                places.put(entry.key().text(), entry.key().position());
            } else {
                map.scope().problems().add(() -> unknown(map, entry, places));
            }
        }
        given.forEach((row, value) -> table.get(row).apply().accept(draft, value));
        return places;
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
