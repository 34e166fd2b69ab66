package network.ara.up.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.ara.up.model.ProvidedFunction;
import network.ara.up.wire.NodeInfo;

/** What {@code info} tells of provided functions: what their manifest does. */
final class ProvidedInfo {

    private ProvidedInfo() {}

    static List<NodeInfo.Function> functions(Map<String, ProvidedFunction> provides) {
        return provides.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> function(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static NodeInfo.Function function(String name, ProvidedFunction function) {
        List<Map<String, String>> parameters = function.parameters().stream()
                .map(parameter -> NodeInfo.parameter(parameter, "", ""))
                .toList();
        Optional<String> returns = switch (function.result()) {
            case TEXT -> Optional.of("string");
            case JSON, AUTO -> Optional.empty();
        };
        return new NodeInfo.Function(name, function.description().orElse(""), parameters, returns);
    }
}
