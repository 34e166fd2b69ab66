package network.ara.up.inc;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import network.ara.up.wire.IncMessage.Call;
import network.ara.up.wire.IncMessage.Pong;
import network.ara.up.wire.Mailbox;

/** {@code info} and {@code stats}: what every node answers, unless its author offers functions of these names. */
final class Builtins {

    private static final Set<String> NAMES = Set.of("info", "stats");

    private Builtins() {}

    /** Whether it is the command line that looks at the node: who looks is not part of what is seen. */
    static boolean isLook(Call call) {
        return call.name().equals(Mailbox.LAUNCHER) && NAMES.contains(call.method());
    }

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

    /** A pong, with what each function's author said of it. */
    private static Map<String, Object> info(Pong pong, Map<String, Offer> offers) {
        Map<String, Object> info = new LinkedHashMap<>();
        pong.name().ifPresent(name -> info.put("name", name));
        pong.pid().ifPresent(pid -> info.put("pid", pid));
        pong.version().ifPresent(version -> info.put("version", version));
        pong.startedMillis().ifPresent(started -> info.put("started", started));
        pong.state().ifPresent(state -> info.put("state", state));
        info.put(
                "functions",
                offers.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> function(entry.getKey(), entry.getValue()))
                        .toList());
        info.put("requires", pong.requires());
        info.put("ports", pong.ports());
        return info;
    }

    private static Map<String, Object> function(String name, Offer offer) {
        Signature signature = offer.signature();
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", name);
        if (!signature.description().isEmpty()) {
            function.put("description", signature.description());
        }
        if (!signature.parameters().isEmpty()) {
            function.put("params", parameters(signature.parameters()));
        }
        signature.returns().ifPresent(returns -> function.put("returns", returns));
        return function;
    }

    private static List<Map<String, String>> parameters(List<Signature.Parameter> parameters) {
        return parameters.stream()
                .map(it -> Map.of("name", it.name(), "type", it.type(), "description", it.description()))
                .toList();
    }
}
