package network.ara.up.manifest;

import java.util.Optional;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;

/** Mistakes within a value: what it begins with, its quotes, its escapes. */
final class BrokenValue {

    /** How many lines above are looked at for an open quote. */
    private static final int MAX_ABOVE = 100;

    private BrokenValue() {}

    /** A character that means something else to YAML at the beginning of a value. */
    static Optional<Problem> beginning(Scene scene, SourcePosition at) {
        String text = scene.from(at);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String first = text.substring(0, text.offsetByCodePoints(0, 1));
        String value = isInBrackets(scene.line(at.line()), at) ? text.split("[,\\]}]", 2)[0] : text;
        boolean closing = first.matches("[]},]");
        return Scene.problem(
                scene.token(at, 1),
                "a value can't begin with '" + first + "'",
                "put it into quotes: " + inQuotes(closing ? text : value));
    }

    private static boolean isInBrackets(String line, SourcePosition at) {
        String before = line.substring(0, Math.min(line.length(), at.column() - 1));
        return before.replaceAll("[^\\[{]", "").length()
                > before.replaceAll("[^]}]", "").length();
    }

    /** A quote that is not closed, or a wrong escape in it. */
    static Optional<Problem> quoted(Scene scene) {
        if (scene.reason().contains("escape")
                && scene.opened().line() < scene.at().line()) {
            return acrossLines(scene, scene.opened());
        } else if (scene.reason().contains("escape")) {
            String before = scene.before();
            int backslash = before.lastIndexOf('\\');
            SourcePosition at = backslash < 0
                    ? scene.at()
                    : scene.source().position(scene.at().line(), before.codePointCount(0, backslash) + 1, 2);
            return Scene.problem(
                    at,
                    "a backslash in double quotes begins an escape, and this is none",
                    "write \\\\ for a backslash, or use single quotes");
        }
        String quote = scene.from(scene.opened()).startsWith("'") ? "'" : "\"";
        String apostrophe = quote.equals("'") ? "; within single quotes, '' stands for an apostrophe" : "";
        return Scene.problem(
                scene.opened(), "this quote is never closed", "add the " + quote + " that closes it" + apostrophe);
    }

    static Optional<Problem> textBesideBar(Scene scene) {
        String bar = scene.from(scene.opened()).startsWith("|") ? "|" : ">";
        return Scene.problem(
                scene.opened(),
                "text behind '" + bar + "' has to begin on the next line",
                "put it there, indented; or put the whole value into quotes");
    }

    /** Text follows a value that was over already: at its closing quote or bracket. */
    static Optional<Problem> continued(Scene scene) {
        int number = scene.at().line();
        String value = Scene.value(scene.line(number));
        Optional<SourcePosition> open = openQuote(scene, number);
        if (value.isEmpty() || open.isPresent()) {
            return open.flatMap(quote -> acrossLines(scene, quote));
        }
        String first = value.substring(0, 1);
        if (first.matches("[\\[{]")) {
            return Scene.problem(
                    scene.valueOf(number),
                    "a value that begins with '" + first + "' ends at its '" + (first.equals("{") ? '}' : ']')
                            + "', and text follows",
                    "put all of it into quotes: " + inQuotes(value));
        }
        if (first.matches("['\"]")) {
            return Scene.problem(
                    scene.source().toEndOfLine(number, scene.at().column()),
                    "the value ended at its closing quote, and text follows",
                    "put all of it into quotes: " + inQuotes(inner(value)));
        }
        return Optional.empty();
    }

    private static Optional<Problem> acrossLines(Scene scene, SourcePosition quote) {
        return Scene.problem(
                quote,
                "this quote is closed only at the next one, in line "
                        + scene.at().line(),
                "close it at the end of line " + quote.line());
    }

    /** The quote of a value above that is closed by one below it, if the line before the parser stopped closes it. */
    private static Optional<SourcePosition> openQuote(Scene scene, int number) {
        for (int line = scene.above(number), tries = 0;
                line > 0 && tries < MAX_ABOVE;
                line = scene.above(line), tries++) {
            String text = scene.line(line);
            String value = Scene.value(text);
            boolean quoted = value.startsWith("'") || value.startsWith("\"");
            if (quoted && value.chars().filter(c -> c == value.charAt(0)).count() % 2 == 1) {
                return Optional.of(scene.token(scene.valueOf(line), 1));
            }
        }
        return Optional.empty();
    }

    /** What was meant to be quoted: the inside of outer quotes, else the whole. */
    private static String inner(String value) {
        String quote = value.substring(0, 1);
        if (value.matches("'[^']*\\w'\\w.*[^']")) {
            return value.substring(1); // an apostrophe within, and the end forgotten
        }
        boolean outer = value.length() > 1 && value.endsWith(quote);
        boolean apart = value.indexOf(quote + " ") > 0 && value.indexOf(" " + quote) > value.indexOf(quote + " ");
        return outer && !apart ? value.substring(1, value.length() - 1).replace("\\" + quote, quote) : value;
    }

    /** In single quotes, or in double ones where that needs no doubling. */
    static String inQuotes(String text) {
        String value = text.strip();
        boolean doubles = value.contains("'") && !value.contains("\"") && !value.contains("\\");
        return Scene.example(doubles ? '"' + value + '"' : "'" + value.replace("'", "''") + "'");
    }
}
