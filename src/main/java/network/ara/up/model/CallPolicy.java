package network.ara.up.model;

import java.time.Duration;
import java.util.List;

/**
 * Who may call what of a node, and how many calls it is given at once.
 *
 * <p>In a pattern, {@code *} stands for any characters. {@code stop}, {@code start}, {@code configure} and
 * {@code getInstance} are allowed only where they are named without one (inc.md, "Call").
 *
 * @param allow when empty, everybody may call; else only these
 * @param deny wins over {@code allow}
 * @param timeout of a call whose caller gives no deadline
 * @param queue how many calls wait at most for their turn, or for the node to be started
 * @param concurrency how many calls the node is given at once; 0 for no limit
 */
public record CallPolicy(List<Rule> allow, List<Rule> deny, Duration timeout, int queue, int concurrency) {

    public static final CallPolicy DEFAULT = new CallPolicy(List.of(), List.of(), Duration.ofSeconds(5), 1_000, 0);

    /** Callers, by a pattern of their names, and the patterns of the functions that are meant. */
    public record Rule(String caller, List<String> functions) {
        public Rule {
            functions = List.copyOf(functions);
        }

        private boolean isAbout(String name, String function) {
            return matches(caller, name) && functions.stream().anyMatch(pattern -> matches(pattern, function));
        }
    }

    /** What is allowed only where it is named. */
    private static final List<String> GUARDED = List.of("stop", "start", "configure", "getInstance");

    public CallPolicy {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /** Whether the rules let the caller call the function. */
    public boolean allows(String caller, String function) {
        if (deny.stream().anyMatch(rule -> rule.isAbout(caller, function))) {
            return false;
        }
        if (GUARDED.contains(function)) {
            return allow.stream()
                    .anyMatch(rule -> rule.functions().contains(function) && matches(rule.caller(), caller));
        }
        return allow.isEmpty() || allow.stream().anyMatch(rule -> rule.isAbout(caller, function));
    }

    private static boolean matches(String pattern, String text) {
        String[] parts = pattern.split("\\*", -1);
        if (parts.length == 1) {
            return pattern.equals(text);
        }
        String last = parts[parts.length - 1];
        int at = parts[0].length();
        if (!text.startsWith(parts[0]) || !text.endsWith(last) || text.length() < at + last.length()) {
            return false;
        }
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        return at <= text.length() - last.length();
    }
}
