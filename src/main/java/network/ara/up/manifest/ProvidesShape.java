package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import network.ara.up.model.ProvidedFunction;
import network.ara.up.model.ProvidedFunction.Action;
import network.ara.up.model.ProvidedFunction.Command;
import network.ara.up.model.ProvidedFunction.Http;
import network.ara.up.model.ProvidedFunction.Reading;
import network.ara.up.model.Suggestion;
import network.ara.up.model.Template;

/** {@code provides}: functions by name, each a command or an HTTP request. */
final class ProvidesShape {

    private static final String EXPECTED = "a map of functions, each with 'command' or 'http'";
    private static final Pattern FUNCTION = Pattern.compile("\\S{1,256}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7e\\u00a0-\\u00ff]*");
    private static final Pattern SHELL = Pattern.compile("(?:.*/)?(?:sh|bash|dash|ash|zsh|ksh)");

    /** A scheme, a host without places, and a path. */
    private static final Pattern URL = Pattern.compile("https?://[^/?#{}\\s]+(?:[/?].*)?");

    private static final String URL_WORDS = "a URL such as http://127.0.0.1:8080/items/{id}, whose host is fixed";
    private static final String PARAMETER_WORDS = "a parameter's name, of letters, digits and _";

    private static final Shape<String> PARAMETER = Shape.parsed(
            PARAMETER_WORDS,
            Schema.matching("[A-Za-z_]\\w*", PARAMETER_WORDS),
            text -> Optional.of(text).filter(it -> it.matches("[A-Za-z_]\\w*")));

    private static final Shape<String> METHOD = Shape.text(Shapes.oneOf(Http.METHODS))
            .then((text, value) ->
                    Http.METHODS.contains(text) ? Optional.of(text) : Shapes.unknownWord(value, text, Http.METHODS))
            .with(Schema.words(Http.METHODS));

    private static final class Draft {
        private Optional<String> description = Optional.empty();
        private List<String> params = List.of();
        private Optional<List<String>> command = Optional.empty();
        private Optional<String> input = Optional.empty();
        private boolean dashes;
        private Optional<String> http = Optional.empty();
        private String method = "GET";
        private Map<String, String> headers = Map.of();
        private Reading result = Reading.AUTO;
    }

    static final Section<Draft> SECTION = Section.of(List.of(
            Key.<Draft, String>of(
                    "description", Shapes.STRING, "text for people", (d, it) -> d.description = Optional.of(it)),
            Key.<Draft, List<String>>of(
                    "params",
                    Shape.list(PARAMETER, "a list of names"),
                    "its parameters: {NAME} or {0} is where one goes; without it, as many as the highest number has",
                    (d, it) -> d.params = it),
            Key.<Draft, List<String>>of(
                    "command",
                    Shapes.COMMAND,
                    "a program that does it, started without a shell in the node's folder and environment",
                    (d, it) -> d.command = Optional.of(it)),
            Key.<Draft, String>of(
                    "input", Shapes.STRING, "what the program reads", (d, it) -> d.input = Optional.of(it)),
            Key.<Draft, Boolean>of(
                            "dashes",
                            Shapes.BOOLEAN,
                            "whether a parameter may begin an argument with '-': the program takes no options there",
                            (d, it) -> d.dashes = it)
                    .byDefault("false"),
            Key.<Draft, String>of("http", url(), "a URL that is asked for it", (d, it) -> d.http = Optional.of(it)),
            Key.<Draft, String>of("method", METHOD, "of the request", (d, it) -> d.method = it)
                    .byDefault("GET"),
            Key.<Draft, Map<String, String>>of("headers", headers(), "of the request", (d, it) -> d.headers = it),
            Key.<Draft, Reading>of(
                            "result",
                            Shapes.word(Reading.class, Reading::word),
                            "how the output, or the answer's body, is read; auto: as JSON if it is, else as text",
                            (d, it) -> d.result = it)
                    .byDefault("auto")));

    static final Shape<Map<String, ProvidedFunction>> PROVIDES =
            new Shape<>(EXPECTED, Schema.map(Schema.object(SECTION)), ProvidesShape::functions);

    private ProvidesShape() {}

    private static Shape<String> url() {
        return Shape.text(URL_WORDS)
                .then((text, value) -> URL.matcher(text).matches() ? Optional.of(text) : value.wrongType(URL_WORDS))
                .with(Schema.matching(URL.pattern(), URL_WORDS));
    }

    private static Shape<Map<String, String>> headers() {
        return Shapes.labels().then((headers, value) -> {
            for (Map.Entry<String, String> header : headers.entrySet()) {
                if (!HEADER.matcher(header.getKey()).matches()
                        || !HEADER_VALUE.matcher(header.getValue()).matches()) {
                    return value.fail("'" + header.getKey() + "' can't be a header", "write NAME: value, on one line");
                }
            }
            return Optional.of(headers);
        });
    }

    private static Optional<Map<String, ProvidedFunction>> functions(Value value) {
        if (!value.isMap()) {
            return value.wrongType(EXPECTED);
        }
        Map<String, ProvidedFunction> functions = new LinkedHashMap<>();
        for (YamlTree.Entry entry : value.entries()) {
            String name = entry.key().text();
            Value function = value.member(entry);
            if (!FUNCTION.matcher(name).matches()) {
                function.report(function.problem(
                        function.key(), "'" + name + "' is not a function's name", "write a word without blanks"));
            } else if (!function.isMap()) {
                function.wrongType("a map with 'command' or 'http'");
            } else {
                Draft draft = new Draft();
                Set<String> given = SECTION.decode(function, draft).keySet();
                function(draft, given, function).ifPresent(it -> functions.put(name, it));
            }
        }
        return Optional.of(functions);
    }

    private static Optional<ProvidedFunction> function(Draft draft, Set<String> given, Value value) {
        if (given.contains("command") == given.contains("http")) {
            String all = given.contains("http") ? "'command' and 'http' are both given" : "nothing says what it does";
            return value.fail(value.name() + ": " + all, "give it one of 'command' and 'http'");
        }
        Set<String> strange = new TreeSet<>(given);
        strange.retainAll(given.contains("http") ? List.of("input", "dashes") : List.of("method", "headers"));
        if (!strange.isEmpty()) {
            String kind = given.contains("http") ? "command" : "http";
            return value.fail(
                    value.name() + ": " + Shapes.list(List.copyOf(strange), "and") + " without '" + kind + "'",
                    "remove it, or give '" + kind + "'");
        }
        try {
            Optional<? extends Action> action = draft.http.isPresent() ? http(draft) : command(draft, value);
            return action.flatMap(it -> complete(draft, it, value));
        } catch (IllegalArgumentException e) { // of Template
            String name = String.valueOf(e.getMessage());
            String fix = Suggestion.nearest(name, draft.params)
                    .map(nearest -> "did you mean '{" + nearest + "}'?")
                    .orElse("name it in 'params', or write {{" + name + "}} for the braces themselves");
            return value.fail(value.name() + ": '{" + name + "}' is none of its parameters", fix);
        }
    }

    private static Optional<Http> http(Draft draft) {
        return draft.http.map(url -> new Http(draft.method, Template.of(url, draft.params), draft.headers));
    }

    private static Optional<Command> command(Draft draft, Value value) {
        List<Template> argv = draft.command.orElse(List.of()).stream()
                .map(word -> Template.of(word, draft.params))
                .toList();
        if (argv.isEmpty()) {
            return Optional.empty(); // reported where it was read
        }
        if (!argv.get(0).places().isEmpty()) {
            return value.fail(value.name() + ": a caller would choose the program", "write the program's name");
        }
        int script = SHELL.matcher(argv.get(0).text()).matches() ? script(argv) : argv.size();
        if (script < argv.size() && !argv.get(script).places().isEmpty()) {
            return value.fail(
                    value.name() + ": a caller's text would become part of a shell's script",
                    "write \"$1\" in the script, and 'sh' and the parameter after it: [sh, -c, 'echo \"$1\"', sh, \"{0}\"]");
        }
        return Optional.of(new Command(argv, draft.input.map(text -> Template.of(text, draft.params)), draft.dashes));
    }

    /** The index of the shell's script. */
    private static int script(List<Template> argv) {
        for (int i = 1; i < argv.size(); i++) {
            if (argv.get(i).text().matches("-[a-z]*c[a-z]*")) {
                return i + 1;
            }
        }
        return argv.size();
    }

    private static Optional<ProvidedFunction> complete(Draft draft, Action action, Value value) {
        Set<Integer> used = new LinkedHashSet<>();
        if (action instanceof Command command) {
            command.argv().forEach(word -> used.addAll(word.places()));
            command.input().ifPresent(input -> used.addAll(input.places()));
        } else if (action instanceof Http http) {
            used.addAll(http.url().places());
        }
        boolean body = action instanceof Http http && Http.WITH_BODY.contains(http.method());
        for (int i = 0; i < draft.params.size(); i++) {
            if (!used.contains(i) && !body) {
                String name = draft.params.get(i);
                return value.fail(
                        value.name() + ": its parameter '" + name + "' goes nowhere", "write {" + name + "} somewhere");
            }
        }
        return Optional.of(
                new ProvidedFunction(draft.description, parameters(draft.params, used), action, draft.result));
    }

    private static List<String> parameters(List<String> named, Set<Integer> used) {
        List<String> parameters = new ArrayList<>(named);
        int count = used.stream().mapToInt(place -> place + 1).max().orElse(0);
        while (parameters.size() < count) {
            parameters.add(String.valueOf(parameters.size()));
        }
        return parameters;
    }
}
