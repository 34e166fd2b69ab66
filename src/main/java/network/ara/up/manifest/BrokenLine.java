package network.ara.up.manifest;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;

/** Mistakes in how a line begins and how it stands to those above it: indentation, colons, dashes. */
final class BrokenLine {

    /** {@code run:node a.js}, {@code run = node a.js}: a word, and what was meant as its value. */
    private static final Pattern NEARLY_KEY = Pattern.compile("([A-Za-z_][\\w.+-]*)(?::|\\s*=\\s*|\\s+)(\\S.*)");

    /** {@code env {A: 1}}. */
    private static final Pattern KEY_AND_BRACKET = Pattern.compile("\\s*[A-Za-z_]+ +[\\[{]");

    /** Above that, an indentation is not explained by the lines above it. */
    private static final int MAX_LOOKED_AT = 10_000;

    private BrokenLine() {}

    static Optional<Problem> tab(Scene scene) {
        int tabs = scene.from(scene.at()).length()
                - scene.from(scene.at()).replaceAll("^\t+", "").length();
        SourcePosition place = scene.token(scene.at(), Math.max(1, tabs));
        return scene.before().isBlank()
                ? Scene.problem(place, "this line is indented by a tab", "use spaces: YAML allows no tabs there")
                : Scene.problem(place, "a tab stands where only spaces may", "replace it by a space");
    }

    static Optional<Problem> directive(Scene scene) {
        return Scene.problem(
                scene.wholeLine(scene.opened().line()),
                "a line can't begin with '%'",
                "remove it, or put it into quotes");
    }

    /** {@code run: - x}. */
    static Optional<Problem> listBehindKey(Scene scene) {
        String items = scene.from(scene.at()).replaceFirst("^-\\s*", "").replaceAll("\\s+-\\s+", ", ");
        return Scene.problem(
                scene.at(),
                "a list can't begin on the line of its key",
                "begin it on the next line, or write " + Scene.example("[" + items.strip() + "]"));
    }

    /** A colon where none can be: the value is text with a colon, or a line above lacks its own. */
    static Optional<Problem> secondColon(Scene scene) {
        int number = scene.at().line();
        String line = scene.line(number);
        Optional<String> key = Scene.key(scene.before());
        if (line.startsWith("--- ")) {
            return Scene.problem(scene.wholeLine(number), "nothing may stand behind '---'", "begin a new line");
        } else if (key.isPresent()) {
            return colonInValue(scene, key.get());
        }
        int above = scene.above(number);
        return above == 0
                ? Optional.empty()
                : Scene.key(scene.line(above)).isPresent() || isItem(scene.line(above))
                        ? tooDeep(scene, above)
                        : lacksColon(scene, firstWithoutColon(scene, above));
    }

    private static Optional<Problem> colonInValue(Scene scene, String key) {
        String value = Scene.value(scene.line(scene.at().line()));
        String rest = scene.from(scene.at()).substring(1).strip();
        boolean structure = rest.isEmpty() || rest.startsWith("{") || rest.startsWith("[");
        return Scene.problem(
                scene.at(),
                "a second ':' stands on this line",
                structure
                        ? "begin a new line, indented, behind '" + key + ":'"
                        : "put the value into quotes: " + BrokenValue.inQuotes(value));
    }

    private static Optional<Problem> tooDeep(Scene scene, int above) {
        String line = scene.line(above);
        int indent = Scene.indentOf(line);
        SourcePosition place = scene.wholeLine(scene.at().line());
        if (isItem(line) && Scene.key(line).isEmpty()) {
            return Scene.problem(
                    place, "this key stands within the list item above it", "indent it less than the list");
        }
        return Scene.problem(
                place,
                "this line is indented deeper than line " + above + ", whose key has a value already",
                (indent == 0 ? "begin it in the first column" : "indent it by " + spaces(indent)) + ", as line "
                        + above);
    }

    private static boolean isItem(String line) {
        return line.stripLeading().startsWith("- ");
    }

    private static int firstWithoutColon(Scene scene, int from) {
        int first = from;
        for (int above = scene.above(first);
                above > 0 && Scene.key(scene.line(above)).isEmpty() && !isItem(scene.line(above));
                above = scene.above(above)) {
            first = above;
        }
        return first;
    }

    /** A line that is neither {@code key: value} nor {@code - item}. */
    static Optional<Problem> lacksColon(Scene scene, int number) {
        String text = scene.line(number).strip();
        SourcePosition place = scene.wholeLine(number);
        Optional<Problem> foreign = foreign(text, place);
        if (foreign.isPresent()) {
            return foreign;
        }
        int above = scene.above(number);
        String lineAbove = above == 0 ? "" : scene.line(above);
        if (lineAbove.matches(".*:\\s+[|>][+-]?\\s*(#.*)?")) {
            return Scene.problem(
                    place,
                    "the text that belongs to line " + above + " is not indented",
                    "indent it deeper than line " + above);
        } else if (text.matches("-[^\\s-].*")) {
            return Scene.problem(place, "a space is missing after '-'", "write " + example("- " + text.substring(1)));
        } else if (isItem(lineAbove) && Scene.indentOf(lineAbove) == Scene.indentOf(scene.line(number))) {
            return Scene.problem(
                    place,
                    "a '- ' is missing before this item",
                    "write " + example("- " + text) + ", as line " + above);
        }
        boolean value = lineAbove.stripTrailing().endsWith(":")
                && Scene.indentOf(lineAbove) == Scene.indentOf(scene.line(number));
        return withColon(text, place, value ? ", or indent it if it is the value of line " + above : "");
    }

    private static Optional<Problem> withColon(String text, SourcePosition place, String otherwise) {
        Matcher nearly = NEARLY_KEY.matcher(text);
        boolean word = !nearly.matches();
        boolean space = !word && text.charAt(nearly.end(1)) == ':';
        return Scene.problem(
                place,
                space ? "a space is missing after ':'" : "this line is neither 'key: value' nor '- item'",
                "write " + example(word ? text + ":" : nearly.group(1) + ": " + nearly.group(2)) + otherwise);
    }

    private static String example(String text) {
        return "'" + Scene.example(text) + "'";
    }

    /** What is no YAML at all. */
    static Optional<Problem> foreign(String text, SourcePosition place) {
        if (text.matches("(<{7}|={7}|>{7})( .*)?")) {
            return Scene.problem(place, "this is the mark of a merge conflict", "resolve the conflict");
        } else if (text.startsWith("//") || text.startsWith("/*")) {
            return Scene.problem(place, "a comment begins with '#'", "write '#' for '" + text.substring(0, 2) + "'");
        } else if (text.matches("(?i)<(!doctype|html|\\?xml).*")) {
            return Scene.problem(place, "this is a page of HTML or XML", "name another file");
        }
        return Optional.empty();
    }

    /** Something that can't stand where it does in a map or a list in block style. */
    static Optional<Problem> unexpected(Scene scene) {
        String text = scene.from(scene.at());
        if (KEY_AND_BRACKET.matcher(scene.line(scene.at().line())).lookingAt()) {
            return lacksColon(scene, scene.at().line());
        } else if (text.startsWith("}") || text.startsWith("]")) {
            return Scene.problem(scene.at(), "this '" + text.charAt(0) + "' closes nothing", "remove it");
        } else if (text.startsWith(":")) {
            return Scene.problem(scene.at(), "a key is missing before this ':'", "write it");
        } else if (!scene.beginsItsLine(scene.at())) {
            return BrokenValue.continued(scene);
        }
        return sameIndent(scene).or(() -> indent(scene));
    }

    /** A list item among keys, a key among list items. */
    private static Optional<Problem> sameIndent(Scene scene) {
        boolean item = isItem(scene.from(scene.at()));
        boolean list = scene.context().contains("collection");
        if (scene.at().column() != scene.opened().column() || item == list) {
            return Optional.empty();
        }
        int above = scene.above(scene.at().line());
        return Scene.problem(
                scene.wholeLine(scene.at().line()),
                list ? "this key stands among the items of a list" : "this item of a list stands among keys",
                list ? "begin it with '- ', or indent it less than the list" : "write 'key: value', as line " + above);
    }

    private static Optional<Problem> indent(Scene scene) {
        int number = scene.at().line();
        int indent = Scene.indentOf(scene.line(number));
        String choices = enclosing(scene, number).entrySet().stream()
                .map(level -> (level.getKey() == 0 ? "not at all" : "by " + spaces(level.getKey())) + ", as line "
                        + level.getValue())
                .collect(Collectors.joining(", or "));
        return Scene.problem(
                scene.wholeLine(number),
                "this line is indented by " + spaces(indent) + ", as no line that it could belong to",
                choices.isEmpty() ? "align it with its neighbours" : "indent it " + choices);
    }

    /** The two nearest indentations of the lines above that are still open, each with its line. */
    private static SortedMap<Integer, Integer> enclosing(Scene scene, int number) {
        TreeMap<Integer, Integer> levels = new TreeMap<>();
        int indent = Scene.indentOf(scene.line(number));
        int lowest = Integer.MAX_VALUE;
        for (int line = scene.above(number); line > 0 && number - line < MAX_LOOKED_AT; line = scene.above(line)) {
            int level = Scene.indentOf(scene.line(line));
            if (level < lowest) {
                levels.put(level, line);
                lowest = level;
            }
            if (lowest < indent) {
                break;
            }
        }
        while (levels.size() > 2) {
            levels.pollLastEntry();
        }
        return levels;
    }

    private static String spaces(int count) {
        return count == 0 ? "no space" : count == 1 ? "1 space" : count + " spaces";
    }

    static Optional<Problem> afterDocument(Scene scene) {
        int above = scene.above(scene.at().line());
        if (above > 0 && scene.line(above).startsWith("...")) {
            return Scene.problem(scene.wholeLine(above), "'...' ends the manifest, and more follows", "remove it");
        }
        return Scene.problem(
                scene.wholeLine(scene.at().line()),
                "this line is indented less than the first one",
                "begin all keys of the manifest in the first column");
    }
}
