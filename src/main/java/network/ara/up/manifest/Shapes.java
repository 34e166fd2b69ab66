package network.ara.up.manifest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import network.ara.up.manifest.YamlTree.Entry;
import network.ara.up.model.FunctionCall;
import network.ara.up.model.NodeReference;
import network.ara.up.model.Suggestion;

/** Shapes that several keys share. */
final class Shapes {

    static final Shape<String> STRING = Shape.text("a string");

    static final Shape<Boolean> TRUE = Shape.parsed(
            "true, or left out", Schema.bool(true), text -> text.equals("true") ? Optional.of(true) : Optional.empty());

    /** Linux gives no program a longer argument. */
    private static final int MAX_COMMAND = 131_072;

    private static final String DURATION_WORDS = "a duration such as 250ms, 5s, 2m or 1h";
    private static final String CALL_WORDS = "a function and its arguments, in a string or a list";
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");

    /** At least 0, at most a year. */
    static final Shape<Duration> DURATION_OR_ZERO =
            Shape.text(DURATION_WORDS).then(Shapes::duration).with(Schema.matching(DURATION.pattern(), DURATION_WORDS));

    /** More than 0, at most a year. */
    static final Shape<Duration> PAUSE = DURATION_OR_ZERO.then((duration, value) -> duration.isZero()
            ? value.fail(value.name() + " is 0, and must be longer", "write a longer duration")
            : Optional.of(duration));

    /** Argument vector; never empty, and its first word is not empty. */
    static final Shape<List<String>> COMMAND = new Shape<List<String>>(
                    "a command or a list of its words",
                    Schema.either(Schema.text(), Schema.list(Schema.text())),
                    value -> words(value, "a command or a list of its words"))
            .then((words, value) -> notEmpty(words, "program", value));

    /** A function and its arguments, split as a command is. */
    static final Shape<FunctionCall> CALL = new Shape<>(
            CALL_WORDS,
            COMMAND.schema(),
            value -> words(value, CALL_WORDS)
                    .flatMap(words -> notEmpty(words, "function", value))
                    .map(words -> new FunctionCall(words.get(0), words.subList(1, words.size()))));

    static final Shape<Boolean> BOOLEAN =
            Shape.text("true or false").then(Shapes::bool).with(Schema.bool(true, false));

    /** What other launchers call it, or YAML 1.1. */
    private static final Map<String, String> MEANT_WORDS = Map.ofEntries(
            Map.entry("false", "no"),
            Map.entry("never", "no"),
            Map.entry("off", "no"),
            Map.entry("true", "always"),
            Map.entry("yes", "always"),
            Map.entry("unless-stopped", "always"),
            Map.entry("on_failure", "on-failure"),
            Map.entry("service_started", "started"),
            Map.entry("service_healthy", "ready"),
            Map.entry("healthy", "ready"),
            Map.entry("service_completed_successfully", "completed"),
            Map.entry("oneshot", "task"),
            Map.entry("job", "task"),
            Map.entry("daemon", "service"));

    private static final Pattern INTEGER = Pattern.compile("\\d{1,9}");

    private Shapes() {}

    /** One of the words of an enumeration. */
    static <E extends Enum<E>> Shape<E> word(Class<E> type, Function<E, String> word) {
        List<E> values = Arrays.asList(type.getEnumConstants());
        List<String> words = values.stream().map(word).toList();
        String expects = oneOf(words);
        return new Shape<>(
                expects,
                Schema.words(words),
                value -> value.text(expects).flatMap(text -> {
                    int index = words.indexOf(text);
                    return index >= 0 ? Optional.of(values.get(index)) : unknownWord(value, text, words);
                }));
    }

    /** Reports a word that is none of {@code words}. */
    static <T> Optional<T> unknownWord(Value value, String text, List<String> words) {
        String wrong = value.name() + " must be " + oneOf(words) + ", and is '" + text + "'";
        String lower = text.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(MEANT_WORDS.get(lower))
                .filter(words::contains)
                .or(() -> Suggestion.nearest(lower, words))
                .<Optional<T>>map(nearest -> value.fail(wrong, "did you mean '" + nearest + "'?"))
                .orElseGet(() -> value.fail(wrong));
    }

    private static Optional<Boolean> bool(String text, Value value) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (text.equals("true") || text.equals("false")) {
            return Optional.of(text.equals("true"));
        }
        String wrong = value.name() + " must be true or false, and is '" + text + "'";
        return List.of("yes", "on", "y", "1", "true").contains(lower)
                ? value.fail(wrong, "write true")
                : value.fail(wrong, "write false, or leave it out");
    }

    static String oneOf(List<String> words) {
        return list(words, "or");
    }

    /** Words in quotes, as people list them. */
    static String list(List<String> words, String conjunction) {
        String all = words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
        int comma = all.lastIndexOf(", ");
        return comma < 0 ? all : all.substring(0, comma) + " " + conjunction + all.substring(comma + 1);
    }

    static Shape<Double> number(double least, double most, String expects) {
        return Shape.parsed(
                expects,
                Schema.number(least, most),
                text -> NUMBER.matcher(text).matches()
                        ? Optional.of(Double.parseDouble(text)).filter(number -> number >= least && number <= most)
                        : Optional.empty());
    }

    static Shape<Integer> integer(int least, int most, String expects) {
        return Shape.parsed(
                expects,
                Schema.integer(least, most),
                text -> INTEGER.matcher(text).matches()
                        ? Optional.of(Integer.parseInt(text)).filter(number -> number >= least && number <= most)
                        : Optional.empty());
    }

    /** Each key's text. */
    static Shape<Map<String, String>> labels() {
        return new Shape<>("a map of labels to texts", Schema.map(Schema.text()), value -> {
            if (!value.isMap()) {
                return value.wrongType("a map of labels to texts");
            }
            Map<String, String> labels = new LinkedHashMap<>();
            for (Entry entry : value.entries()) {
                value.member(entry)
                        .text("a single value")
                        .ifPresent(text -> labels.put(entry.key().text(), text));
            }
            return Optional.of(labels);
        });
    }

    /** Each key's value, or empty where it is null. */
    static Shape<Map<String, Optional<String>>> environment() {
        return new Shape<>("a map of names to values", Schema.map(Schema.optionalText()), value -> {
            if (!value.isMap()) {
                return value.fail(
                        value.name() + " must be a map of names to values, and is " + value.kind(),
                        "write NAME: value" + (value.isList() ? ", without '-'" : ", a line each"));
            }
            Map<String, Optional<String>> environment = new LinkedHashMap<>();
            for (Entry entry : value.entries()) {
                variable(entry, value.member(entry), environment);
            }
            return Optional.of(environment);
        });
    }

    private static void variable(Entry entry, Value value, Map<String, Optional<String>> environment) {
        String name = entry.key().text();
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
            value.report(value.problem(
                    value.key(),
                    "'" + name + "' can't be a variable's name",
                    "use a name without '=' that is not empty"));
        } else if (value.isNull()) {
            environment.put(name, Optional.empty());
        } else {
            value.text("a single value, or null to unset it")
                    .ifPresent(text -> environment.put(name, Optional.of(text)));
        }
    }

    private static Optional<List<String>> notEmpty(List<String> words, String first, Value value) {
        if (!words.isEmpty() && NodeReference.isIn(words.get(0))) {
            return value.fail(
                    value.name() + " asks a node for the name of its " + first, "write the " + first + " itself");
        }
        return words.isEmpty() || words.get(0).isEmpty()
                ? value.fail(value.name() + " names no " + first, "write the " + first + " and its arguments")
                : Optional.of(words);
    }

    private static Optional<List<String>> words(Value value, String expects) {
        if (value.isList()) {
            List<Optional<String>> words = new ArrayList<>();
            value.items().forEach(item -> words.add(item.text("a single value")));
            return all(words);
        }
        return value.raw(expects).flatMap(text -> split(text, value));
    }

    private static Optional<List<String>> split(String text, Value value) {
        if (text.length() > MAX_COMMAND) {
            return value.fail(
                    value.name() + " is longer than " + MAX_COMMAND + " characters", "put it into a file of its own");
        }
        ShellWords split = ShellWords.of(text);
        if (split.flaw().isPresent()) {
            ShellWords.Flaw flaw = split.flaw().get();
            String token = text.substring(flaw.offset(), flaw.offset() + flaw.length());
            value.failAt(token, flaw.offset(), flaw.message(), flaw.fix());
            return Optional.empty();
        }
        return all(split.words().stream().map(value::expand).toList());
    }

    private static Optional<List<String>> all(List<Optional<String>> words) {
        List<String> present = new ArrayList<>(words.size());
        words.forEach(word -> word.ifPresent(present::add));
        return present.size() == words.size() ? Optional.of(List.copyOf(present)) : Optional.empty();
    }

    private static Optional<Duration> duration(String text, Value value) {
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            double millis = Double.parseDouble(matcher.group(1)) * millisPer(matcher.group(2));
            Duration duration = Duration.ofNanos((long) (Math.min(millis, LONGEST.toMillis() + 1.0) * 1e6));
            return duration.compareTo(LONGEST) <= 0
                    ? Optional.of(duration)
                    : value.fail(value.name() + " is '" + text + "', and at most 8760h are allowed", "write less");
        }
        if (NUMBER.matcher(text).matches()) {
            String units = String.format("write %1$sms, %1$ss, %1$sm or %1$sh", text);
            return value.fail(value.name() + " is '" + text + "', a number without a unit", units);
        }
        return value.wrongType(DURATION_WORDS, "'" + text + "'");
    }

    private static long millisPer(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
    }
}
