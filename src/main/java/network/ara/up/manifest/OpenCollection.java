package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.ara.up.manifest.YamlTree.Entry;
import network.ara.up.manifest.YamlTree.Mapping;
import network.ara.up.manifest.YamlTree.Scalar;
import network.ara.up.manifest.YamlTree.Sequence;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;

/** A list or a map whose end was not read yet. */
abstract class OpenCollection {

    private final SourcePosition position;
    private final Optional<String> anchor;
    long size = 1;

    private OpenCollection(CollectionStartEvent event, SourcePosition position) {
        this.position = position;
        this.anchor = event.getAnchor().map(name -> name.getValue());
    }

    static OpenCollection of(CollectionStartEvent event, SourcePosition position, Problems problems) {
        return event instanceof MappingStartEvent
                ? new OpenMapping(event, position, problems)
                : new OpenSequence(event, position);
    }

    SourcePosition position() {
        return position;
    }

    Optional<String> anchor() {
        return anchor;
    }

    abstract void add(YamlTree tree);

    abstract YamlTree close(SourcePosition whole);

    /** Of what merge keys brought in; known once closed. */
    long mergedSize() {
        return 0;
    }

    private static final class OpenSequence extends OpenCollection {

        private final List<YamlTree> items = new ArrayList<>();

        OpenSequence(CollectionStartEvent event, SourcePosition position) {
            super(event, position);
        }

        @Override
        void add(YamlTree tree) {
            items.add(tree);
            size += tree.size();
        }

        @Override
        YamlTree close(SourcePosition whole) {
            return new Sequence(List.copyOf(items), whole, size);
        }
    }

    private static final class OpenMapping extends OpenCollection {

        /** YAML's own limit for keys without '?'. Messages repeat keys. */
        private static final int MAX_KEY = 1024;

        private final Problems problems;
        private final Map<String, Entry> entries = new LinkedHashMap<>();
        private final List<YamlTree> merges = new ArrayList<>();
        private Optional<YamlTree> key = Optional.empty();
        private long mergedSize;

        OpenMapping(CollectionStartEvent event, SourcePosition position, Problems problems) {
            super(event, position);
            this.problems = problems;
        }

        @Override
        void add(YamlTree tree) {
            size += tree.size();
            if (key.isEmpty()) {
                key = Optional.of(tree);
            } else {
                put(key.get(), tree);
                key = Optional.empty();
            }
        }

        private void put(YamlTree newKey, YamlTree value) {
            if (newKey instanceof Scalar scalar) {
                if (!scalar.quoted() && scalar.text().equals("<<")) {
                    merges.add(value);
                } else {
                    put(scalar, value);
                }
            } else if (!(newKey instanceof YamlTree.Broken)) {
                String wrong = "a key must be a single word, and this is " + newKey.kind();
                problems.add(Problem.at(newKey.position(), wrong, "put text with { } or [ ] into quotes"));
            }
        }

        private void put(Scalar newKey, YamlTree value) {
            if (newKey.text().length() > MAX_KEY) {
                problems.add(Problem.at(
                        newKey.position(), "this key is longer than " + MAX_KEY + " characters", "shorten it"));
                return;
            }
            Entry first = entries.putIfAbsent(newKey.text(), new Entry(newKey, value));
            if (first != null) {
                problems.add(new Problem(
                        newKey.position(),
                        "the key '" + newKey.text() + "' is given twice",
                        List.of(new Problem.Note(first.key().position(), "first given here")),
                        Optional.of("remove one of them")));
            }
        }

        @Override
        YamlTree close(SourcePosition whole) {
            merges.forEach(this::merge);
            size += mergedSize;
            return new Mapping(List.copyOf(entries.values()), whole.length() > 1 ? whole : firstKey(whole), size);
        }

        /** A map in block style begins with its first key; a caret under the whole of that reads better. */
        private SourcePosition firstKey(SourcePosition whole) {
            return entries.values().stream()
                    .findFirst()
                    .map(entry -> entry.key().position())
                    .filter(key -> key.compareTo(whole) == 0)
                    .orElse(whole);
        }

        private void merge(YamlTree value) {
            if (value instanceof Mapping mapping) {
                mapping.entries().forEach(this::mergeEntry);
            } else if (value instanceof Sequence sequence
                    && sequence.items().stream().allMatch(Mapping.class::isInstance)) {
                sequence.items().forEach(this::merge);
            } else if (!(value instanceof YamlTree.Broken)) {
                problems.add(Problem.at(
                        value.position(),
                        "'<<' merges a map or a list of maps, and this is " + value.kind(),
                        "write '<<: *NAME', where '&NAME' stands at a map"));
            }
        }

        /** Own keys win over merged ones, earlier merges over later. */
        private void mergeEntry(Entry entry) {
            if (entries.putIfAbsent(entry.key().text(), entry) == null) {
                mergedSize += entry.key().size() + entry.value().size();
            }
        }

        @Override
        long mergedSize() {
            return mergedSize;
        }
    }
}
