package network.ara.up.manifest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.ara.up.manifest.YamlTree.Entry;
import network.ara.up.model.CallPolicy;
import network.ara.up.model.CallPolicy.Circuit;
import network.ara.up.model.CallPolicy.Rate;
import network.ara.up.model.CallPolicy.Rule;

/** {@code calls}: who may call what, and how many calls at once and in a time. */
final class CallsShape {

    private static final class Draft {
        private List<Rule> allow;
        private List<Rule> deny;
        private Duration timeout;
        private int queue;
        private int concurrency;
        private Optional<Rate> rate;
        private Optional<Circuit> circuit;

        Draft(CallPolicy before) {
            allow = before.allow();
            deny = before.deny();
            timeout = before.timeout();
            queue = before.queue();
            concurrency = before.concurrency();
            rate = before.rate();
            circuit = before.circuit();
        }

        CallPolicy policy() {
            return new CallPolicy(allow, deny, timeout, queue, concurrency, rate, circuit);
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

    private static final String RATE_WORDS = "a number of calls and a time, such as 100/s, 600/m or 1000/h";
    private static final Pattern RATE = Pattern.compile("([1-9]\\d{0,6})/(s|m|h)");
    private static final Shape<Rate> RATE_SHAPE =
            Shape.parsed(RATE_WORDS, Schema.matching(RATE.pattern(), RATE_WORDS), CallsShape::rate);

    private static final String CIRCUIT_WORDS = "a count, or a count and a time such as 5 in 30s";
    private static final Pattern CIRCUIT = Pattern.compile("([1-9]\\d{0,5})(?:\\s+in\\s+([1-9]\\d{0,5})(s|m|h))?");
    private static final Shape<Circuit> CIRCUIT_SHAPE =
            Shape.parsed(CIRCUIT_WORDS, Schema.matching(CIRCUIT.pattern(), CIRCUIT_WORDS), CallsShape::circuit);

    static final Section<Draft> SECTION = Section.of(List.of(
            Key.<Draft, List<Rule>>of("allow", RULES, "only these may call", (d, it) -> d.allow = it),
            Key.<Draft, List<Rule>>of("deny", RULES, "these may not; wins over 'allow'", (d, it) -> d.deny = it),
            Key.<Draft, Duration>of(
                            "timeout", Shapes.PAUSE, "of a call that has no deadline", (d, it) -> d.timeout = it)
                    .byDefault("5s"),
            Key.<Draft, Integer>of("queue", count(0), "how many calls wait at most", (d, it) -> d.queue = it)
                    .byDefault("1000"),
            Key.<Draft, Integer>of(
                    "concurrency", count(1), "how many calls it is given at once", (d, it) -> d.concurrency = it),
            Key.<Draft, Rate>of(
                    "rate", RATE_SHAPE, "how many calls each caller may make", (d, it) -> d.rate = Optional.of(it)),
            Key.<Draft, Circuit>of(
                    "circuit",
                    CIRCUIT_SHAPE,
                    "so many calls without an answer, in a row or in a time, and calls are turned away for a while",
                    (d, it) -> d.circuit = Optional.of(it))));

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

    private static Optional<Rate> rate(String text) {
        Matcher matcher = RATE.matcher(text);
        return matcher.matches()
                ? Optional.of(new Rate(Integer.parseInt(matcher.group(1)), time("1", matcher.group(2))))
                : Optional.empty();
    }

    private static Optional<Circuit> circuit(String text) {
        Matcher matcher = CIRCUIT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Duration window = matcher.group(2) == null ? Duration.ZERO : time(matcher.group(2), matcher.group(3));
        return Optional.of(new Circuit(Integer.parseInt(matcher.group(1)), window));
    }

    private static Duration time(String count, String unit) {
        return Duration.parse("PT" + count + unit.toUpperCase(Locale.ROOT));
    }
}
