package network.ara.up.manifest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import network.ara.up.manifest.YamlTree.Entry;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;

/** {@code requires}, {@code wants} and {@code after}. */
final class DependencyShapes {

    private static final Shape<Condition> CONDITION = Shapes.word(Condition.class, Condition::word);

    private static final Schema NAME_SCHEMA = Schema.matching("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}", "a name");

    /** In a fix. */
    private static final int MAX_WORDS = 20;

    private DependencyShapes() {}

    /** @param what a name, in words */
    static Shape<NodeName> name(String what) {
        return Shape.text(what)
                .<NodeName>then((text, value) -> {
                    Optional<NodeName> name = value.scope().names().of(text);
                    return name.isPresent()
                            ? name
                            : value.fail(
                                    "'" + text + "' is not " + what + ": "
                                            + NodeName.flaw(text).orElse(""),
                                    "choose another name");
                })
                .with(NAME_SCHEMA);
    }

    /** A list of names, or a map of them to conditions. */
    static Shape<List<Dependency>> conditional(Dependency.Kind kind) {
        String expects = "a list of node names, or a map of them to conditions";
        Schema names = Schema.list(NAME_SCHEMA);
        Schema conditions = Schema.map(Schema.either(CONDITION.schema(), Schema.nothing()));
        return new Shape<>(expects, Schema.mapOr(conditions, names), value -> {
            if (value.isMap()) {
                return Optional.of(new Collector(kind).entries(value));
            }
            return value.isList() ? Optional.of(new Collector(kind).items(value)) : wrong(value, expects);
        });
    }

    /** A list of names. */
    static Shape<List<Dependency>> plain(Dependency.Kind kind) {
        String expects = "a list of node names";
        return new Shape<>(
                expects,
                Schema.list(NAME_SCHEMA),
                value -> value.isList() ? Optional.of(new Collector(kind).items(value)) : wrong(value, expects));
    }

    private static <T> Optional<T> wrong(Value value, String expects) {
        if (value.isScalar() && !value.isNull()) {
            String words = Arrays.stream(value.raw(expects).orElse("").split("[,\\s]+", MAX_WORDS))
                    .map(word -> word.startsWith("-") ? word.substring(1) : word)
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.joining(", "));
            return value.fail(
                    value.name() + " must be " + expects + ", and is a single value", "write [" + words + "]");
        }
        return value.wrongType(expects);
    }

    private static final class Collector {

        private final Dependency.Kind kind;
        private final Map<NodeName, Dependency> dependencies = new LinkedHashMap<>();

        Collector(Dependency.Kind kind) {
            this.kind = kind;
        }

        List<Dependency> items(Value list) {
            for (Value item : list.items()) {
                item.text("a node name").ifPresent(text -> add(text, item.position(), Condition.READY, item));
            }
            return List.copyOf(dependencies.values());
        }

        List<Dependency> entries(Value map) {
            for (Entry entry : map.entries()) {
                Value value = map.member(entry);
                Condition condition = value.isNull()
                        ? Condition.READY
                        : CONDITION.decode(value).orElse(Condition.READY);
                add(entry.key().text(), value.key(), condition, value);
            }
            return List.copyOf(dependencies.values());
        }

        private void add(String text, SourcePosition position, Condition condition, Value value) {
            Optional<NodeName> name = value.scope().names().of(text);
            if (name.isEmpty()) {
                String fix = text.contains(" - ")
                        ? "begin all items of the list at one column"
                        : text.contains(" ") ? "separate names by commas" : "write a node's name";
                value.report(value.problem(
                        position,
                        "'" + text + "' is not a node name: "
                                + NodeName.flaw(text).orElse(""),
                        fix));
                return;
            }
            NodeName target = name.get();
            Dependency first = dependencies.putIfAbsent(target, new Dependency(target, kind, condition, position));
            if (first != null) {
                Problem twice = value.problem(
                        position, "'" + text + "' stands twice in '" + kind.word() + "'", "remove one of them");
                value.report(new Problem(
                        twice.position(),
                        twice.message(),
                        List.of(new Problem.Note(first.position(), "first given here")),
                        twice.fix()));
            }
        }
    }
}
