package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.ara.up.model.Launch;

/** {@code ann}: a type and its flags, in a string or a list, or a map of {@code type} and {@code args}. */
final class AnnShape {

    private static final String ARGS_WORDS = "a map of flags to values, or to lists of them";

    private static final class Draft {
        private Optional<String> type = Optional.empty();
        private List<String> args = List.of();
    }

    private static final Shape<List<String>> ARGS = new Shape<>(
            ARGS_WORDS,
            Schema.map(Schema.either(Schema.text(), Schema.list(Schema.text()))),
            value -> value.isMap() ? Optional.of(flags(value)) : value.wrongType(ARGS_WORDS));

    private static final Section<Draft> SECTION = Section.of(List.of(
            Key.<Draft, String>of(
                    "type",
                    Shapes.STRING,
                    "as ann finds it: ara-network-node-TYPE",
                    (d, it) -> d.type = Optional.of(it)),
            Key.<Draft, List<String>>of("args", ARGS, "its flags: {port: 1} is --port=1", (d, it) -> d.args = it)));

    static final Shape<Launch> ANN = new Shape<Launch>(
            "a type and its flags, or a map of 'type' and 'args'",
            Schema.mapOr(Schema.object(SECTION), Shapes.COMMAND.schema()),
            value -> value.isMap() ? ofMap(value) : Shapes.COMMAND.decode(value).flatMap(words -> ann(words, value)));

    private AnnShape() {}

    private static Optional<Launch> ofMap(Value value) {
        Draft draft = new Draft();
        boolean typed = SECTION.decode(value, draft).containsKey("type");
        if (!typed) {
            return value.fail(value.name() + " has no 'type'", "write ann: {type: TYPE, args: ...}");
        }
        List<String> words = new ArrayList<>();
        draft.type.ifPresent(words::add);
        words.addAll(draft.args);
        return draft.type.isPresent() ? ann(words, value) : Optional.empty();
    }

    private static Optional<Launch> ann(List<String> words, Value value) {
        String type = words.get(0);
        return type.isBlank() || type.startsWith("-")
                ? value.fail("'" + type + "' is no type of a node", "write the type first, then its flags")
                : Optional.of(new Launch.Ann(type, words.subList(1, words.size())));
    }

    private static List<String> flags(Value map) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (YamlTree.Entry entry : map.entries()) {
            Value value = map.member(entry);
            List<Value> items = value.isList() ? value.items() : List.of(value);
            List<String> texts = new ArrayList<>();
            items.forEach(item -> item.text("a single value").ifPresent(texts::add));
            values.put(entry.key().text(), texts);
        }
        List<String> flags = new ArrayList<>();
        values.forEach((name, texts) -> texts.forEach(text -> flags.add("--" + name + "=" + text)));
        return flags;
    }
}
