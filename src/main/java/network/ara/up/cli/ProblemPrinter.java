package network.ara.up.cli;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;

/**
 * Writes problems as people read them: where, what, the line with a caret under the token, other places that belong to
 * it, and what would be right.
 *
 * <p><b>Spec:</b> manifest.md, "What a bad manifest gets".
 */
public final class ProblemPrinter {

    /** So many are shown, and the others counted. */
    public static final int SHOWN = 20;

    /** Of a long line, so much is shown. */
    private static final int MAX_EXCERPT = 110;

    /** Of a long line, so much is kept before the token. */
    private static final int LEAD = 30;

    /** Of a problem, so many related places are shown: a cycle may go through all nodes. */
    private static final int MAX_NOTES = 20;

    /** A message is cut there: it may quote what the file holds. */
    private static final int MAX_MESSAGE = 500;

    private static final String CUT = "...";

    private final Function<SourcePosition, Optional<String>> lines;
    private final boolean colours;

    /**
     * @param lines gives the line of a position, without its end; empty where there is none
     * @param colours whether to colour what is printed
     */
    public ProblemPrinter(Function<SourcePosition, Optional<String>> lines, boolean colours) {
        this.lines = lines;
        this.colours = colours;
    }

    /** The first {@link #SHOWN} problems and a count of all; ends with a line's end unless there are none. */
    public String print(List<Problem> problems) {
        return print(problems, 0, SHOWN);
    }

    /**
     * As {@link #print(List)}. Where there are more than can be shown, errors come before warnings.
     *
     * @param unlisted further problems, which count
     */
    public String print(List<Problem> problems, int unlisted, int shown) {
        StringBuilder out = new StringBuilder();
        long errors = problems.stream().filter(Problem::isError).count();
        long warnings = problems.size() - errors;
        long warningsShown = Math.min(warnings, Math.max(0, shown - errors));
        Iterator<Problem> some = Stream.concat(
                        problems.stream().filter(Problem::isError).limit(shown),
                        problems.stream().filter(problem -> !problem.isError()).limit(warningsShown))
                .iterator();
        Set<Problem> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
        some.forEachRemaining(chosen::add);
        problems.stream().filter(chosen::contains).forEach(problem -> print(problem, out));
        out.append(summary(errors, warnings, unlisted, chosen.size()));
        return out.toString();
    }

    private static String summary(long errors, long warnings, int unlisted, int shown) {
        long all = errors + warnings + unlisted;
        if (all <= 1) {
            return "";
        }
        String counts = Stream.of(
                        count(errors, "error"), count(warnings, "warning"), count(unlisted, "further problem"))
                .filter(count -> !count.isEmpty())
                .collect(Collectors.joining(", "));
        if (shown == all) {
            return counts + "\n";
        } else if (shown == errors + warnings) {
            return counts + ": too many to list them all\n";
        }
        return counts + ", of which the first " + shown + " are shown; 'ara-up check --all' shows the rest\n";
    }

    private static String count(long number, String word) {
        return number == 0 ? "" : number + " " + word + (number == 1 ? "" : "s");
    }

    private void print(Problem problem, StringBuilder out) {
        Ink ink = problem.isError() ? Ink.ERROR : Ink.WARNING;
        out.append(paint(Ink.PLACE, visible(problem.position().toString())))
                .append(": ")
                .append(paint(ink, problem.severity().word()))
                .append(": ")
                .append(paint(Ink.MESSAGE, message(problem.message())))
                .append('\n');
        excerpt(problem.position(), ink, out);
        int hidden = Math.max(0, problem.notes().size() - MAX_NOTES);
        for (Problem.Note note : problem.notes().subList(0, problem.notes().size() - hidden)) {
            out.append("  ")
                    .append(paint(Ink.NOTE, "note"))
                    .append(": ")
                    .append(visible(note.position().toString()))
                    .append(": ")
                    .append(message(note.text()))
                    .append('\n');
            excerpt(note.position(), Ink.NOTE, out);
        }
        if (hidden > 0) {
            out.append("  ").append(paint(Ink.NOTE, "note")).append(": and ").append(hidden);
            out.append(" more places; 'ara-up check -o json' has all\n");
        }
        problem.fix()
                .ifPresent(fix -> out.append("  ")
                        .append(paint(Ink.FIX, "fix"))
                        .append(": ")
                        .append(message(fix))
                        .append('\n'));
    }

    private void excerpt(SourcePosition position, Ink ink, StringBuilder out) {
        lines.apply(position).filter(line -> !line.isBlank()).ifPresent(line -> {
            int[] chars = line.codePoints().toArray();
            int token = Math.min(position.column() - 1, chars.length);
            int from = chars.length > MAX_EXCERPT && token > LEAD ? token - LEAD : 0;
            int to = Math.min(chars.length, from + MAX_EXCERPT);
            String number = String.valueOf(position.line());
            String lead = from > 0 ? CUT : "";
            String before = new String(chars, from, token - from);
            String marked = new String(chars, token, Math.max(0, Math.min(position.length(), to - token)));
            out.append(gutter(number)).append(lead).append(visible(new String(chars, from, to - from)));
            out.append(to < chars.length ? CUT : "").append('\n');
            out.append(gutter(" ".repeat(number.length())))
                    .append(" ".repeat(lead.length()))
                    .append(blank(before))
                    .append(paint(ink, "^".repeat(Math.max(1, width(marked)))))
                    .append('\n');
        });
    }

    private String gutter(String number) {
        return paint(Ink.GUTTER, "  " + number + " |") + " ";
    }

    private String paint(Ink ink, String text) {
        return colours ? "\u001B[" + ink.code + "m" + text + "\u001B[0m" : text;
    }

    /** What a piece of the text is. */
    private enum Ink {
        ERROR("1;31"),
        WARNING("1;33"),
        NOTE("36"),
        FIX("32"),
        PLACE("1"),
        MESSAGE("1"),
        GUTTER("2");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    /** As wide as {@code text}: tabs stay, so that whatever a terminal makes of them is the same in both lines. */
    private static String blank(String text) {
        StringBuilder blank = new StringBuilder();
        text.codePoints().forEach(c -> blank.append(c == '\t' ? "\t" : " ".repeat(width(c))));
        return blank.toString();
    }

    private static int width(String text) {
        return text.codePoints().map(ProblemPrinter::width).sum();
    }

    /** In a terminal's cells: Chinese, Japanese, Korean and pictures take two, combining marks none. */
    private static int width(int c) {
        if (isHidden(c)) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
        return wide ? 2 : 1;
    }

    private static String message(String text) {
        return visible(text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) + CUT : text);
    }

    /** Control characters, which could drive the terminal or turn the direction of the text, as a dot. */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().map(c -> isHidden(c) ? '\u00B7' : c).forEach(visible::appendCodePoint);
        return visible.toString();
    }

    private static boolean isHidden(int c) {
        boolean turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
        return turns || (c != '\t' && Character.isISOControl(c));
    }
}
