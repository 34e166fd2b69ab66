package network.ara.up.manifest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Where the parser gave up, and the lines around it.
 *
 * @param at what the parser could not use, 1 long
 * @param opened where that began in which it was, such as an open bracket; the same as {@code at} where it says nothing
 * @param reason the parser's
 * @param context the parser's
 */
record Scene(SourceText source, SourcePosition at, SourcePosition opened, String reason, String context) {

    private static final Pattern KEY =
            Pattern.compile("\\s*(?:- )*\\s*(\"[^\"]*\"|'[^']*'|[^\\s'\"#{\\[][^#]*?):(?:\\s|$)");

    /** Of a line, in chars: nobody writes longer ones, and patterns are tried on them. */
    private static final int MAX_LOOKED_AT = 2_000;

    /** Longer lines are not quoted in a fix. */
    private static final int MAX_QUOTED = 100;

    static Scene of(MarkedYamlEngineException e, SourceText source) {
        Optional<Mark> problem = e.getProblemMark().or(e::getContextMark);
        return new Scene(
                source,
                place(problem, source),
                place(e.getContextMark().or(() -> problem), source),
                text(e.getProblem()),
                text(e.getContext()));
    }

    private static SourcePosition place(Optional<Mark> mark, SourceText source) {
        return mark.map(at -> {
                    int line = at.getLine() + 1;
                    String text =
                            source.line(line).orElse(""); // the engine counts a lone carriage return at the end as text
                    return source.position(
                            line, Math.min(at.getColumn(), text.codePointCount(0, text.length())) + 1, 1);
                })
                .orElse(source.start());
    }

    private static String text(@Nullable String of) {
        return of == null ? "" : of;
    }

    boolean is(String inContext, String inReason) {
        return context.contains(inContext) && reason.contains(inReason);
    }

    String line(int number) {
        return cut(source.line(number).orElse(""));
    }

    /** What the line holds before the parser stopped. */
    String before() {
        return before(at);
    }

    private String before(SourcePosition position) {
        int start = source.offset(position.line(), 1);
        return cut(source.text().substring(start, source.offset(position.line(), position.column())));
    }

    /** What the line holds from {@code position} on. */
    String from(SourcePosition position) {
        int start = source.offset(position.line(), position.column());
        int end = Math.min(source.text().length(), start + MAX_LOOKED_AT);
        return source.text().substring(start, end).split("[\r\n]", 2)[0];
    }

    private static String cut(String text) {
        return text.length() > MAX_LOOKED_AT ? text.substring(0, MAX_LOOKED_AT) : text;
    }

    /** Whether only blanks and dashes stand before the place, on its line. */
    boolean beginsItsLine(SourcePosition position) {
        return before(position).matches("[\\s-]*");
    }

    static int indentOf(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** The nearest line above that is neither blank nor a comment, or 0. */
    int above(int number) {
        int line = number - 1;
        while (line > 0 && isEmpty(line(line))) {
            line--;
        }
        return line;
    }

    private static boolean isEmpty(String line) {
        return line.isBlank() || line.stripLeading().startsWith("#");
    }

    /** The key that a line begins with, if it does. */
    static Optional<String> key(String line) {
        Matcher matcher = KEY.matcher(line);
        return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The value that stands behind the key of a line; the whole line where it has none. */
    static String value(String line) {
        Matcher matcher = KEY.matcher(line);
        return (matcher.lookingAt() ? line.substring(matcher.end()) : line).strip();
    }

    /** Of the line's content, without its indentation. */
    SourcePosition wholeLine(int number) {
        return source.toEndOfLine(number, indentOf(line(number)) + 1);
    }

    /** Of what {@link #value} gives, where it is written so. */
    SourcePosition valueOf(int number) {
        String line = line(number);
        int start = line.indexOf(value(line));
        return source.toEndOfLine(number, line.codePointCount(0, start) + 1);
    }

    SourcePosition token(SourcePosition start, int length) {
        return source.position(start.line(), start.column(), length);
    }

    static Optional<Problem> problem(SourcePosition position, String message, String fix) {
        return Optional.of(Problem.at(position, SyntaxProblem.NOT_YAML + message, fix));
    }

    /** {@code text} if it is short enough to be shown as an example. */
    static String example(String text) {
        return text.length() > MAX_QUOTED ? text.substring(0, MAX_QUOTED) + "..." : text;
    }
}
