package network.ara.up.manifest;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import network.ara.up.model.FunctionCall;
import network.ara.up.model.NodeReference;
import network.ara.up.model.Probe;

/** The probes of {@code ready} and {@code alive}. */
final class ProbeShapes {

    private static final int MAX_PORT = 65_535;

    /** Java's compiler of regular expressions calls itself for each bracket: a long text could exhaust its stack. */
    private static final int MAX_PATTERN = 1_000;

    private static final String PORT_WORDS = "a port, or HOST:PORT";
    private static final String URL_WORDS = "a URL such as http://127.0.0.1:8080/health";

    /** A host, in brackets where it holds colons, or none; then the port. */
    private static final Pattern ADDRESS = Pattern.compile("(?:(\\[[0-9A-Fa-f:.%]+]|[^:\\[\\]\\s]*):)?([^:\\s]*)");

    private static final Shape<Probe> TCP = Shape.text(PORT_WORDS)
            .then(ProbeShapes::tcp)
            .with(Schema.either(Schema.integer(1, MAX_PORT), Schema.matching("(?:.*:)?\\d{1,5}", PORT_WORDS)));

    private static final Shape<Probe> HTTP =
            Shape.text(URL_WORDS).then(ProbeShapes::http).with(Schema.matching("https?://.+", URL_WORDS));

    private static final Shape<Probe> UDP = Shapes.integer(1, MAX_PORT, "a port, a number from 1 to " + MAX_PORT)
            .map(Probe.Udp::new);

    private static final Shape<Probe> LOG = Shape.text("a regular expression").then(ProbeShapes::log);

    static final String EXPECTED = "'inc', 'none' or a map of probes";

    /** The words that need no more. */
    static final List<String> WORDS = List.of("inc", "none");

    private ProbeShapes() {}

    /** What both may ask. */
    static <D> List<Key<D>> keys(BiConsumer<D, Probe> add) {
        return List.of(
                Key.<D, Boolean>of(
                        "inc", Shapes.TRUE, "answers INC ping", (draft, yes) -> add.accept(draft, new Probe.Inc())),
                Key.of("tcp", wired("tcp", TCP), "accepts connections at [HOST:]PORT", add),
                Key.of("http", wired("http", HTTP), "answers GET with a status from 200 to 399", add),
                Key.<D, List<String>>of(
                        "exec",
                        Shapes.COMMAND,
                        "this command exits with 0, in the node's folder and environment",
                        (draft, it) -> add.accept(draft, new Probe.Exec(it))),
                Key.of("udp", wired("udp", UDP), "its own process has bound this port", add),
                Key.<D, FunctionCall>of(
                        "call",
                        Shapes.CALL,
                        "this function of the node, with these arguments, has a result",
                        (draft, it) -> add.accept(draft, new Probe.Call(it))));
    }

    /** The same, or one whose address holds what is known at the start only. */
    private static Shape<Probe> wired(String kind, Shape<Probe> plain) {
        return new Shape<>(plain.expects(), plain.schema(), value -> {
            boolean asks = value.isScalar()
                    && !value.isNull()
                    && value.raw(plain.expects())
                            .filter(raw -> raw.contains("${nodes."))
                            .isPresent();
            if (!asks) {
                return plain.decode(value);
            }
            Optional<String> address = value.text(plain.expects());
            return address.filter(NodeReference::isIn).isPresent()
                    ? address.map(text -> new Probe.Wired(kind, text))
                    : address.flatMap(text -> plain.decode(value));
        });
    }

    static <D> Key<D> log(BiConsumer<D, Probe> add) {
        return Key.of("log", LOG, "this is found in a line of its output; named groups are kept", add);
    }

    /** The probes that a word stands for. */
    static Optional<List<Probe>> word(String key, Value value) {
        return value.text(EXPECTED).flatMap(word -> switch (word) {
            case "inc" -> Optional.of(List.of(new Probe.Inc()));
            case "none" -> Optional.of(List.of());
            case "tcp", "http", "log", "exec", "udp", "call" -> unsaid(key, word, value);
            default -> Shapes.unknownWord(value, word, WORDS);
        });
    }

    private static <T> Optional<T> unsaid(String key, String word, Value value) {
        return value.fail(
                "'" + key + ": " + word + "' does not say what to ask", "write " + key + ": {" + word + ": ...}");
    }

    private static Optional<Probe> tcp(String text, Value value) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches()) {
            return value.wrongType(PORT_WORDS, "'" + text + "'");
        }
        String host = Optional.ofNullable(matcher.group(1))
                .filter(given -> !given.isEmpty())
                .map(given -> given.replaceAll("[\\[\\]]", ""))
                .orElse("127.0.0.1");
        String port = matcher.group(2);
        boolean digits = port.matches("\\d{1,9}");
        if (digits && isPort(Integer.parseInt(port))) {
            return Optional.of(new Probe.Tcp(host, Integer.parseInt(port)));
        }
        value.failAt(port, matcher.start(2), "'" + port + "' is not a port", "write a number from 1 to " + MAX_PORT);
        return Optional.empty();
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= MAX_PORT;
    }

    private static Optional<Probe> http(String text, Value value) {
        try {
            URI url = new URI(text);
            String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            if (url.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                if (url.getPort() == -1 || isPort(url.getPort())) {
                    return Optional.of(new Probe.Http(url));
                }
                String port = String.valueOf(url.getPort());
                value.failAt(
                        port,
                        text.indexOf(":" + port),
                        "'" + port + "' is not a port",
                        "write a number from 1 to " + MAX_PORT);
                return Optional.empty();
            }
        } catch (URISyntaxException e) {
            // falls through to the message: where it fails is of little help, and what is expected says it all
        }
        return value.wrongType(URL_WORDS, "'" + text + "'");
    }

    private static Optional<Probe> log(String text, Value value) {
        if (text.length() > MAX_PATTERN) {
            return value.fail(
                    value.name() + " is longer than " + MAX_PATTERN + " characters", "look for something shorter");
        }
        try {
            return Optional.of(new Probe.Log(Pattern.compile(text)));
        } catch (PatternSyntaxException e) {
            String cause = e.getDescription().toLowerCase(Locale.ROOT);
            return value.fail(
                    value.name() + " is not a regular expression: " + cause,
                    "put a backslash before a ( [ { ? * + that is meant as itself");
        }
    }
}
