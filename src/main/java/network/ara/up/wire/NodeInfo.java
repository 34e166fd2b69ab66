package network.ara.up.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a node answers to {@code info}: its pong, and what is known of each of its functions. */
public final class NodeInfo {

    /**
     * A function.
     *
     * @param description empty for none
     * @param parameters in their order
     * @param returns what its value is, for people
     */
    public record Function(
            String name, String description, List<Map<String, String>> parameters, Optional<String> returns) {
        public Function {
            parameters = List.copyOf(parameters);
        }

        private Map<String, Object> told() {
            Map<String, Object> function = new LinkedHashMap<>();
            function.put("name", name);
            if (!description.isEmpty()) {
                function.put("description", description);
            }
            if (!parameters.isEmpty()) {
                function.put("params", parameters);
            }
            returns.ifPresent(it -> function.put("returns", it));
            return function;
        }
    }

    private static final Set<String> LOOKS = Set.of("info", "stats");

    private NodeInfo() {}

    /** Whether a call is the command line's look at a node: who looks is not part of what is seen, and is counted nowhere. */
    public static boolean isLook(String caller, String function) {
        return caller.equals(Mailbox.LAUNCHER) && LOOKS.contains(function);
    }

    /** The value of {@code info}. */
    public static Map<String, Object> of(IncMessage.Pong pong, List<Function> functions) {
        Map<String, Object> info = new LinkedHashMap<>();
        pong.name().ifPresent(name -> info.put("name", name));
        pong.pid().ifPresent(pid -> info.put("pid", pid));
        pong.version().ifPresent(version -> info.put("version", version));
        pong.startedMillis().ifPresent(started -> info.put("started", started));
        pong.state().ifPresent(state -> info.put("state", state));
        info.put("functions", functions.stream().map(Function::told).toList());
        info.put("requires", pong.requires());
        info.put("ports", pong.ports());
        return info;
    }

    /** A parameter, as {@code info} tells it; type and description may be empty. */
    public static Map<String, String> parameter(String name, String type, String description) {
        return Map.of("name", name, "type", type, "description", description);
    }
}
