package network.ara.up.manifest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import network.ara.up.manifest.YamlTree.Entry;
import network.ara.up.model.CallPolicy;
import network.ara.up.model.CallPolicy.Rule;

/** {@code calls}: who may call what, and how many calls at once. */
final class CallsShape {

    private static final class Draft {
        private List<Rule> allow;
        private List<Rule> deny;
        private Duration timeout;
        private int queue;
        private int concurrency;

        Draft(CallPolicy before) {
            allow = before.allow();
            deny = before.deny();
            timeout = before.timeout();
            queue = before.queue();
            concurrency = before.concurrency();
        }

        CallPolicy policy() {
            return new CallPolicy(allow, deny, timeout, queue, concurrency);
        }
    }

    private static final int MAX_COUNT = 1_000_000;
    private static final String RULE_WORDS = "a list of callers, or a map of them to the functions that are meant";
    private static final Pattern CALLER = Pattern.compile("[A-Za-z0-9*][A-Za-z0-9._+*-]{0,127}");
    private static final Pattern FUNCTION = Pattern.compile("\\S{1,256}");

    private static final Shape<String> CALLER_SHAPE =
            pattern(CALLER, "a caller's name, in which * stands for anything");

    private static final Shape<List<String>> FUNCTIONS = Shape.oneOrMore(
            pattern(FUNCTION, "a function's name, in which * stands for anything"), "a function or a list of them");

    private static final Shape<List<Rule>> RULES = new Shape<>(
            RULE_WORDS,
            Schema.mapOr(Schema.map(FUNCTIONS.schema()), Schema.list(CALLER_SHAPE.schema())),
            CallsShape::rules);

    static final Section<Draft> SECTION = Section.of(List.of(
            Key.<Draft, List<Rule>>of("allow", RULES, "only these may call", (d, it) -> d.allow = it),
            Key.<Draft, List<Rule>>of("deny", RULES, "these may not; wins over 'allow'", (d, it) -> d.deny = it),
            Key.<Draft, Duration>of(
                            "timeout", Shapes.PAUSE, "of a call that has no deadline", (d, it) -> d.timeout = it)
                    .byDefault("5s"),
            Key.<Draft, Integer>of("queue", count(0), "how many calls wait at most", (d, it) -> d.queue = it)
                    .byDefault("1000"),
            Key.<Draft, Integer>of(
                    "concurrency", count(1), "how many calls it is given at once", (d, it) -> d.concurrency = it)));

    static final Patch<CallPolicy> CALLS = Patch.section(SECTION, Draft::new, Draft::policy);

    private CallsShape() {}

    private static Shape<Integer> count(int least) {
        return Shapes.integer(least, MAX_COUNT, "a number from " + least + " to " + MAX_COUNT);
    }

    private static Shape<String> pattern(Pattern pattern, String expects) {
        return Shape.parsed(
                expects,
                Schema.matching(pattern.pattern(), expects),
                text -> Optional.of(text).filter(it -> pattern.matcher(it).matches()));
    }

    private static Optional<List<Rule>> rules(Value value) {
        List<Rule> rules = new ArrayList<>();
        if (value.isList()) {
            value.items()
                    .forEach(item ->
                            CALLER_SHAPE.decode(item).ifPresent(caller -> rules.add(new Rule(caller, List.of("*")))));
        } else if (value.isMap()) {
            value.entries().forEach(entry -> rule(entry, value).ifPresent(rules::add));
        } else {
            return value.wrongType(RULE_WORDS);
        }
        return Optional.of(rules);
    }

    private static Optional<Rule> rule(Entry entry, Value map) {
        Value functions = map.member(entry);
        String caller = entry.key().text();
        if (!CALLER.matcher(caller).matches()) {
            map.report(map.problem(
                    entry.key().position(),
                    "'" + caller + "' is not a caller's name",
                    "write a node's name, in which * may stand for any characters"));
            return Optional.empty();
        }
        return FUNCTIONS.decode(functions).map(names -> new Rule(caller, names));
    }
}
