package network.ara.up.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import network.ara.up.manifest.YamlText.Word;
import network.ara.up.model.ProvidedFunction;
import network.ara.up.model.ProvidedFunction.Command;
import network.ara.up.model.ProvidedFunction.Http;
import network.ara.up.model.ProvidedFunction.Reading;
import network.ara.up.model.Template;

/** What a node's {@code provides} says: the reverse of {@link ProvidesShape}. */
final class WrittenProvides {

    private WrittenProvides() {}

    /** @param text how each free text is written */
    static Map<String, Object> functions(Map<String, ProvidedFunction> provides, UnaryOperator<String> text) {
        Map<String, Object> functions = new LinkedHashMap<>();
        provides.forEach((name, function) -> functions.put(name, function(function, text)));
        return functions;
    }

    private static Map<String, Object> function(ProvidedFunction function, UnaryOperator<String> text) {
        Map<String, Object> keys = new LinkedHashMap<>();
        function.description().ifPresent(it -> keys.put("description", text.apply(it)));
        List<String> named =
                function.parameters().stream().filter(it -> !it.matches("\\d+")).toList();
        if (!named.isEmpty()) {
            keys.put("params", named);
        }
        if (function.action() instanceof Command command) {
            keys.put(
                    "command",
                    command.argv().stream().map(Template::text).map(text).toList());
            command.input().ifPresent(input -> keys.put("input", text.apply(input.text())));
            if (command.dashes()) {
                keys.put("dashes", new Word("true"));
            }
        } else if (function.action() instanceof Http http) {
            keys.put("http", text.apply(http.url().text()));
            if (!http.method().equals("GET")) {
                keys.put("method", http.method());
            }
            if (!http.headers().isEmpty()) {
                Map<String, Object> headers = new LinkedHashMap<>();
                http.headers().forEach((name, value) -> headers.put(name, text.apply(value)));
                keys.put("headers", headers);
            }
        }
        if (function.result() != Reading.AUTO) {
            keys.put("result", new Word(function.result().word()));
        }
        return keys;
    }
}
