package network.ara.up.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ${nodes.dht.ports.udp}}: something that only the running node can tell. It stays in the texts of a {@link NodeSpec}
 * until a process is started with them, between two characters U+0000, which no other text of a manifest can hold.
 *
 * @param node a node's name, one of its aliases, or the name of one instance
 * @param property {@code ports.NAME}, {@code pid} or {@code host}
 * @param fallback what stands after {@code :-}
 */
public record NodeReference(NodeName node, String property, Optional<String> fallback) {

    /** What {@code ports.} is followed by: also names that only pongs have. */
    private static final String PORT_NAME = "[A-Za-z0-9_-]+";

    private static final Pattern WRITTEN = Pattern.compile(
            "nodes\\.([A-Za-z0-9][A-Za-z0-9._+-]*?)\\.(ports\\." + PORT_NAME + "|pid|host)(?::-([^{}$\\x00]*))?");

    private static final Pattern KEPT = Pattern.compile("\\x00([^\\x00]*)\\x00");

    private static final String PORTS = "ports.";

    /** What a text has in place of a reference. */
    @FunctionalInterface
    public interface Resolution<E extends Exception> {
        String of(NodeReference reference) throws E;
    }

    /**
     * Reads one.
     *
     * @param inside what stands between <code>${</code> and <code>}</code>
     * @return empty for what is none
     */
    public static Optional<NodeReference> parse(String inside) {
        Matcher matcher = WRITTEN.matcher(inside);
        return matcher.matches() && NodeName.flaw(matcher.group(1)).isEmpty()
                ? Optional.of(new NodeReference(
                        new NodeName(matcher.group(1)), matcher.group(2), Optional.ofNullable(matcher.group(3))))
                : Optional.empty();
    }

    /** Whether somebody means one, rightly or not. */
    public static boolean isMeant(String inside) {
        return inside.startsWith("nodes.");
    }

    public static boolean isIn(String text) {
        return text.indexOf('\0') >= 0;
    }

    public static List<NodeReference> allIn(String text) {
        List<NodeReference> all = new ArrayList<>();
        Matcher matcher = KEPT.matcher(text);
        while (matcher.find()) {
            parse(matcher.group(1)).ifPresent(all::add);
        }
        return all;
    }

    /** The text with its references replaced, and what is between them changed. */
    public static <E extends Exception> String resolve(
            String text, UnaryOperator<String> between, Resolution<E> resolution) throws E {
        if (!isIn(text)) {
            return between.apply(text);
        }
        StringBuilder out = new StringBuilder();
        Matcher matcher = KEPT.matcher(text);
        int at = 0;
        while (matcher.find()) {
            out.append(between.apply(text.substring(at, matcher.start())));
            out.append(resolution.of(parse(matcher.group(1)).orElseThrow()));
            at = matcher.end();
        }
        return out.append(between.apply(text.substring(at))).toString();
    }

    /** As it stands in the texts of a spec. */
    public String kept() {
        return "\0" + inside() + "\0";
    }

    /** As it is written in a manifest. */
    @Override
    public String toString() {
        return "${" + inside() + "}";
    }

    private String inside() {
        return "nodes." + node + "." + property
                + fallback.map(text -> ":-" + text).orElse("");
    }

    /** The port's name, where it is one. */
    public Optional<String> port() {
        return property.startsWith(PORTS) ? Optional.of(property.substring(PORTS.length())) : Optional.empty();
    }
}
