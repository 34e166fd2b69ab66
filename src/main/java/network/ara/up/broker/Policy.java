package network.ara.up.broker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.ara.up.model.CallPolicy;

/** A node's {@code calls.allow} and {@code calls.deny}, compiled; decisions are remembered. Thread: one at a time. */
public final class Policy {

    /** Beyond so many different callers and functions somebody makes them up: begin anew. */
    private static final int MOST_DECISIONS = 4096;

    /** Allowed only where a rule names them without a pattern (inc.md, "Call"). */
    private static final Set<String> GUARDED = Set.of("stop", "start", "configure", "getInstance");

    private record Question(String caller, String function) {}

    private record Compiled(Pattern caller, List<Pattern> functions, List<String> written) {

        static Compiled of(CallPolicy.Rule rule) {
            List<Pattern> functions =
                    rule.functions().stream().map(Policy::pattern).toList();
            return new Compiled(pattern(rule.caller()), functions, rule.functions());
        }

        boolean matches(String name, String function) {
            return caller.matcher(name).matches()
                    && functions.stream().anyMatch(it -> it.matcher(function).matches());
        }

        boolean names(String name, String function) {
            return caller.matcher(name).matches() && written.contains(function);
        }
    }

    private final List<Compiled> allow;
    private final List<Compiled> deny;
    private final Map<Question, String> decisions = new HashMap<>();

    public Policy(CallPolicy policy) {
        allow = policy.allow().stream().map(Compiled::of).toList();
        deny = policy.deny().stream().map(Compiled::of).toList();
    }

    /** Why the caller may not call the function, and what would allow it; empty where it may. */
    public String objection(String caller, String node, String function) {
        if (allow.isEmpty() && deny.isEmpty() && !GUARDED.contains(function)) {
            return "";
        }
        if (decisions.size() >= MOST_DECISIONS) {
            decisions.clear();
        }
        return decisions.computeIfAbsent(new Question(caller, function), it -> decide(caller, node, function));
    }

    private String decide(String caller, String node, String function) {
        String who = "'%s' may not call '%s' of '%s'".formatted(caller, function, node);
        if (deny.stream().anyMatch(rule -> rule.matches(caller, function))) {
            return who + ": 'calls.deny' of '" + node + "' forbids it, and wins over 'calls.allow'";
        }
        if (GUARDED.contains(function) && allow.stream().noneMatch(rule -> rule.names(caller, function))) {
            return who
                    + ": '%s' wants a rule that names it, calls.allow: {%s: %s}".formatted(function, caller, function);
        }
        if (!allow.isEmpty() && allow.stream().noneMatch(rule -> rule.matches(caller, function))) {
            return who
                    + ": 'calls.allow' of '%s' does not list this call; calls.allow: {%s: %s} would let it"
                            .formatted(node, caller, function);
        }
        return "";
    }

    private static Pattern pattern(String written) {
        String expression =
                Stream.of(written.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(expression, Pattern.DOTALL); // no name slips past a rule by a line end
    }
}
