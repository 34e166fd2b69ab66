package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an editor is told of a value: a JSON Schema, draft 7, as plain Java values. A single value may always be a
 * reference such as {@code ${PORT}} instead.
 *
 * @param keywords in the order in which they are written
 */
record Schema(Map<String, Object> keywords) {

    private static final String EXAMPLES = "examples";
    private static final Map<String, Object> REFERENCE = ordered("type", "string", "pattern", "\\$\\{");

    Schema {
        keywords = Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
    }

    /** Any single value: what looks like a number or a boolean is taken as the text that it is. */
    static Schema text() {
        return new Schema(Map.of("type", List.of("string", "number", "boolean")));
    }

    /** A single value, or nothing at all. */
    static Schema optionalText() {
        return new Schema(Map.of("type", List.of("string", "number", "boolean", "null")));
    }

    static Schema nothing() {
        return new Schema(Map.of("type", "null"));
    }

    /** @param expects what stands after "must be" */
    static Schema matching(String pattern, String expects) {
        return new Schema(ordered(
                "type",
                "string",
                "pattern",
                "^(" + pattern + ")$|\\$\\{",
                "patternErrorMessage",
                "must be " + expects));
    }

    /** The words stand in {@code examples} too: an editor completes those even where the schema is behind a choice. */
    static Schema words(List<String> words) {
        return new Schema(ordered("anyOf", List.of(Map.of("enum", words), REFERENCE), EXAMPLES, words));
    }

    /** {@code true}, {@code false}, or only one of them. */
    static Schema bool(Boolean... values) {
        return new Schema(Map.of("anyOf", List.of(Map.of("enum", List.of(values)), REFERENCE)));
    }

    static Schema number(double least, double most) {
        Map<String, Object> number = ordered("type", "number", "minimum", least, "maximum", most);
        return new Schema(Map.of("anyOf", List.of(number, REFERENCE)));
    }

    static Schema integer(int least, int most) {
        Map<String, Object> number = ordered("type", "integer", "minimum", least, "maximum", most);
        return new Schema(Map.of("anyOf", List.of(number, REFERENCE)));
    }

    static Schema list(Schema items) {
        return new Schema(ordered("type", "array", "items", items.keywords));
    }

    /** Any keys, each with such a value. */
    static Schema map(Schema values) {
        return new Schema(ordered("type", "object", "additionalProperties", values.keywords));
    }

    static Schema either(Schema... choices) {
        List<Object> all = new ArrayList<>();
        for (Schema choice : choices) {
            all.add(choice.keywords);
        }
        return new Schema(Map.of("anyOf", all));
    }

    /** A choice that an editor makes by whether it sees a map, so that it complains about the form that was meant. */
    static Schema mapOr(Schema map, Schema otherwise) {
        Map<String, Object> choice =
                ordered("if", Map.of("type", "object"), "then", map.keywords, "else", otherwise.keywords);
        Optional.ofNullable(otherwise.keywords.get(EXAMPLES)).ifPresent(words -> choice.put(EXAMPLES, words));
        return new Schema(choice);
    }

    /** What is defined elsewhere in the same schema. */
    static Schema reference(String name) {
        return new Schema(Map.of("$ref", "#/definitions/" + name));
    }

    /** A map with the keys of {@code section}; {@code x-...} is nobody's business. */
    static Schema object(Section<?> section) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Key<?> key : section.keys()) {
            if (key.isOffered()) {
                properties.put(key.name(), property(key));
            }
        }
        return new Schema(ordered(
                "type",
                "object",
                "properties",
                properties,
                "patternProperties",
                Map.of("^x-", true),
                "additionalProperties",
                false));
    }

    private static Map<String, Object> property(Key<?> key) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("description", key.meaning() + (key.byDefault().isEmpty() ? "" : "; default: " + key.byDefault()));
        property.putAll(key.schema().keywords);
        return property;
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
