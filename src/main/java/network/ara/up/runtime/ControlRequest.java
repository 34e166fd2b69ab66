package network.ara.up.runtime;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as it came, read forgivingly: what is missing or of another type is empty. */
record ControlRequest(Map<String, @Nullable Object> content) {

    String command() {
        return word("command");
    }

    String word(String key) {
        return content.get(key) instanceof String text ? text : "";
    }

    boolean is(String key) {
        return Boolean.TRUE.equals(content.get(key));
    }

    List<String> nodes() {
        return content.get("nodes") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
