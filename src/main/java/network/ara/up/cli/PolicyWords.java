package network.ara.up.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import network.ara.up.model.CallPolicy;

/** Who may call what of a node, in words. */
final class PolicyWords {

    private static final String ANY = "*";

    private PolicyWords() {}

    /** One sentence a line. */
    static List<String> of(CallPolicy policy) {
        List<String> words = new ArrayList<>();
        words.add(
                policy.allow().isEmpty()
                        ? "everybody may call everything but stop, start, configure and getInstance"
                        : "allowed: only " + rules(policy.allow()));
        if (!policy.deny().isEmpty()) {
            words.add("denied: " + rules(policy.deny()));
        }
        words.add("within " + policy.timeout().toMillis() + " ms unless the caller says otherwise; "
                + (policy.concurrency() == 0 ? "any number" : "at most " + policy.concurrency())
                + " at a time; at most " + policy.queue() + " wait");
        return words;
    }

    private static String rules(List<CallPolicy.Rule> rules) {
        return rules.stream().map(PolicyWords::rule).collect(Collectors.joining("; "));
    }

    private static String rule(CallPolicy.Rule rule) {
        String caller = rule.caller().equals(ANY) ? "everybody" : "'" + rule.caller() + "'";
        boolean isAll = rule.functions().isEmpty() || rule.functions().contains(ANY);
        return caller + " (" + (isAll ? "all functions" : String.join(", ", rule.functions())) + ")";
    }
}
