package network.ara.up.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import network.ara.up.model.ProvidedFunction;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;

/** What a provided function was called with: exactly its parameters, in their order. */
final class Arguments {

    private final List<String> names;
    private final List<@Nullable Object> values;

    private Arguments(List<String> names, List<@Nullable Object> values) {
        this.names = names;
        this.values = values;
    }

    /**
     * Errors: {@link CallRefused} for too few, too many, and those of other names.
     *
     * @param params a list or a map of JSON values
     */
    static Arguments of(ProvidedFunction function, Object params) throws CallRefused {
        List<String> names = function.parameters();
        if (params instanceof Map<?, ?> map) {
            return byName(names, map);
        }
        List<@Nullable Object> values = new ArrayList<>((List<?>) params);
        if (values.size() != names.size()) {
            throw refused("takes " + counted(names) + ", not " + values.size());
        }
        return new Arguments(names, values);
    }

    private static Arguments byName(List<String> names, Map<?, ?> map) throws CallRefused {
        Set<String> strange = new TreeSet<>();
        map.keySet().forEach(key -> strange.add(String.valueOf(key)));
        names.forEach(strange::remove);
        if (!strange.isEmpty() || map.size() != names.size()) {
            throw refused("takes " + counted(names)
                    + (strange.isEmpty()
                            ? ", not " + map.size()
                            : ", and has no '" + strange.iterator().next() + "'"));
        }
        List<@Nullable Object> values = new ArrayList<>();
        names.forEach(name -> values.add(map.get(name)));
        return new Arguments(names, values);
    }

    private static String counted(List<String> names) {
        boolean named = names.stream().anyMatch(name -> !name.matches("\\d+"));
        return (names.isEmpty() ? "no" : names.size()) + " parameter" + (names.size() == 1 ? "" : "s")
                + (named ? " (" + String.join(", ", names) + ")" : "");
    }

    static CallRefused refused(String message) {
        return new CallRefused(ErrorCode.BAD_PARAMETERS, message);
    }

    /** A string as it is; anything else as JSON. */
    String text(int index) {
        Object value = values.get(index);
        return value instanceof String string ? string : Json.text(value);
    }

    /** Those that are not among {@code used}, by name. */
    Map<String, @Nullable Object> except(List<Integer> used) {
        Map<String, @Nullable Object> others = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (!used.contains(i)) {
                others.put(names.get(i), values.get(i));
            }
        }
        return others;
    }
}
