package network.ara.up.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Writes maps, lists and single values as YAML 1.2 that people like to read: in braces and brackets where it is short, and
 * in quotes only where a reader of YAML 1.1 or 1.2 could take it for something else.
 */
final class YamlText {

    /** Written as it is: a word or number of the manifest's own. */
    record Word(String text) {}

    /** A script, which is written over several lines where it has some. */
    record Script(String text) {}

    private static final int WIDTH = 100;

    /** A longer text is always in quotes: patterns call themselves for each part of it. */
    private static final int MAX_PLAIN = 200;

    private static final Pattern PLAIN = Pattern.compile(
            "(?:-{1,2}(?=[A-Za-z]))?[A-Za-z0-9./_$(\\p{L}][A-Za-z0-9./_$()\\p{L}@+=~^*;<|&%! -]*(?:[:](?! )[A-Za-z0-9./_$@+=~-]+)*");

    /** What some reader takes for a number, a boolean, nothing, or a date. */
    private static final Pattern NOT_TEXT = Pattern.compile(
            "(?i)(?:~|null|true|false|yes|no|on|off|y|n|[-+]?[.]?[0-9][0-9_]*(?:[.][0-9_]*)?(?:e[-+]?[0-9]+)?|[0-9]+(?::[0-9]+)+|0x[0-9a-f_]+|0o?[0-7_]+"
                    + "|0b[01_]+|[-+]?[.]inf|[.]nan|[0-9]{4}-[0-9].*)");

    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_.+-]{0,127}");

    private final StringBuilder out = new StringBuilder();

    /** {@code key: value} at an indentation, and its line's end. */
    void entry(int indent, String key, Object value) {
        String head = " ".repeat(indent) + key(key) + ":";
        Optional<String> line = flow(value).filter(text -> head.length() + 1 + text.length() <= WIDTH);
        if (line.isPresent() && !(value instanceof Script)) {
            out.append(head).append(' ').append(line.get()).append('\n');
        } else if (value instanceof Map<?, ?> map) {
            out.append(head).append('\n');
            map.forEach((name, member) -> entry(indent + 2, String.valueOf(name), member));
        } else if (value instanceof List<?> list) {
            out.append(head).append('\n');
            list.forEach(item -> out.append(" ".repeat(indent + 2))
                    .append("- ")
                    .append(flow(item).orElseThrow())
                    .append('\n'));
        } else if (value instanceof Script script) {
            out.append(head)
                    .append(' ')
                    .append(script(script.text(), indent + 2))
                    .append('\n');
        } else {
            out.append(head).append(' ').append(flow(value).orElseThrow()).append('\n');
        }
    }

    void line(String text) {
        out.append(text).append('\n');
    }

    String text() {
        return out.toString();
    }

    /** On one line. */
    private static Optional<String> flow(Object value) {
        if (value instanceof Word word) {
            return Optional.of(word.text());
        } else if (value instanceof Script script) {
            return Optional.of(scalar(script.text()));
        } else if (value instanceof List<?> list) {
            return Optional.of(
                    list.stream().map(item -> flow(item).orElseThrow()).collect(Collectors.joining(", ", "[", "]")));
        } else if (value instanceof Map<?, ?> map) {
            return Optional.of(map.entrySet().stream()
                    .map(entry -> key(String.valueOf(entry.getKey())) + ": "
                            + flow(entry.getValue()).orElseThrow())
                    .collect(Collectors.joining(", ", "{", "}")));
        }
        return Optional.of(scalar(String.valueOf(value)));
    }

    /** Keys are always text. */
    private static String key(String text) {
        return PLAIN_KEY.matcher(text).matches() ? text : scalar(text);
    }

    /** A text on one line, in quotes where it needs them. */
    static String scalar(String text) {
        if (text.length() <= MAX_PLAIN
                && PLAIN.matcher(text).matches()
                && !NOT_TEXT.matcher(text).matches()
                && !text.endsWith(" ")
                && !text.contains(" #")) {
            return text;
        }
        boolean simple = text.codePoints().allMatch(YamlText::isSimple);
        return simple && text.contains("\"") || simple && text.contains("\\")
                ? "'" + text.replace("'", "''") + "'"
                : doubleQuoted(text);
    }

    private static boolean isSimple(int c) {
        return c >= ' '
                && c != 0x7F
                && c != 0x85
                && c != 0xA0
                && c != 0x2028
                && c != 0x2029
                && c != 0xFEFF
                && StreamReader.isPrintable(c);
    }

    private static String doubleQuoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (isSimple(c)) {
                        quoted.appendCodePoint(c);
                    } else {
                        quoted.append(String.format(c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    /** In a block where that gives the same text again. */
    private static String script(String text, int indent) {
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        boolean block = body.contains("\n")
                && !body.endsWith("\n")
                && !body.startsWith(" ")
                && !body.startsWith("\n")
                && body.codePoints().allMatch(c -> c == '\n' || c == '\t' || isSimple(c));
        if (!block) {
            return scalar(text);
        }
        String lines = body.lines()
                .map(line -> line.isEmpty() ? "" : " ".repeat(indent) + line)
                .collect(Collectors.joining("\n"));
        return (text.endsWith("\n") ? "|\n" : "|-\n") + lines;
    }
}
