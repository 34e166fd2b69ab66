package network.ara.up.inc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import network.ara.up.wire.CallCounts;
import network.ara.up.wire.IncMessage.Pong;
import network.ara.up.wire.NodeInfo;

/** {@code info} and {@code stats}: what every node answers, unless its author offers functions of these names. */
final class Builtins {

    private Builtins() {}

    /** The author's functions and these. */
    static Map<String, Offer> with(Map<String, Offer> offers, Supplier<Pong> self, CallCounts counts) {
        Map<String, Offer> all = new HashMap<>();
        all.put("info", offer(() -> info(self.get(), offers)));
        all.put("stats", offer(counts::told));
        all.putAll(offers);
        return Map.copyOf(all);
    }

    private static Offer offer(Supplier<Object> value) {
        return new Offer((parameters, caller) -> value.get(), Access.forEverybody(), Signature.NONE);
    }

    private static Map<String, Object> info(Pong pong, Map<String, Offer> offers) {
        List<NodeInfo.Function> functions = offers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> function(entry.getKey(), entry.getValue().signature()))
                .toList();
        return NodeInfo.of(pong, functions);
    }

    private static NodeInfo.Function function(String name, Signature signature) {
        List<Map<String, String>> parameters = signature.parameters().stream()
                .map(it -> NodeInfo.parameter(it.name(), it.type(), it.description()))
                .toList();
        return new NodeInfo.Function(name, signature.description(), parameters, signature.returns());
    }
}
