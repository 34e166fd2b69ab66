package network.ara.up.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

    /** A message is cut there: it may quote what the file holds. */
    private static final int MAX_MESSAGE = 500;

    /** Of the places that belong to a problem, so many are shown: a cycle may have thousands. */
    private static final int MAX_NOTES = 20;

    private static final String CUT = "...";

    private final Function<SourcePosition, Optional<String>> lines;

    /** Takes from {@code lines} the line of a position, without its end; empty where there is none. */
    public ProblemPrinter(Function<SourcePosition, Optional<String>> lines) {
        this.lines = lines;
    }

    /** The first {@link #SHOWN} problems and a count of all; ends with a line's end unless there are none. */
    public String print(List<Problem> problems) {
        return print(problems, SHOWN);
    }

    /** As {@link #print(List)}, with at most {@code shown} of them. */
    public String print(List<Problem> problems, int shown) {
        StringBuilder out = new StringBuilder();
        problems.stream().limit(shown).forEach(problem -> print(problem, out));
        if (problems.size() > shown) {
            out.append(problems.size())
                    .append(" errors, of which the first ")
                    .append(shown)
                    .append(" are shown\n");
        } else if (problems.size() > 1) {
            out.append(problems.size()).append(" errors\n");
        }
        return out.toString();
    }

    private void print(Problem problem, StringBuilder out) {
        out.append(problem.position())
                .append(": ")
                .append(problem.severity().word())
                .append(": ")
                .append(message(problem.message()))
                .append('\n');
        excerpt(problem.position(), out);
        for (Problem.Note note :
                problem.notes().subList(0, Math.min(MAX_NOTES, problem.notes().size()))) {
            out.append("  note: ")
                    .append(note.position())
                    .append(": ")
                    .append(message(note.text()))
                    .append('\n');
            excerpt(note.position(), out);
        }
        if (problem.notes().size() > MAX_NOTES) {
            out.append("  and ").append(problem.notes().size() - MAX_NOTES).append(" more places\n");
        }
        problem.fix()
                .ifPresent(fix -> out.append("  fix: ").append(message(fix)).append('\n'));
    }

    private void excerpt(SourcePosition position, StringBuilder out) {
        lines.apply(position).filter(line -> !line.isBlank()).ifPresent(line -> {
            int[] chars = line.codePoints().toArray();
            int token = Math.min(position.column() - 1, chars.length);
            int from = chars.length > MAX_EXCERPT && token > LEAD ? token - LEAD : 0;
            int to = Math.min(chars.length, from + MAX_EXCERPT);
            String number = String.valueOf(position.line());
            String gutter = " ".repeat(number.length());
            String lead = from > 0 ? CUT : "";
            String excerpt = new String(chars, from, to - from);
            String before = new String(chars, from, token - from);
            String marked = new String(chars, token, Math.max(0, Math.min(position.length(), to - token)));
            out.append("  ").append(number).append(" | ").append(lead).append(visible(excerpt));
            out.append(to < chars.length ? CUT : "").append('\n');
            out.append("  ")
                    .append(gutter)
                    .append(" | ")
                    .append(" ".repeat(lead.length()))
                    .append(blank(before));
            out.append("^".repeat(Math.max(1, width(marked)))).append('\n');
        });
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

    /** Control characters, which could drive the terminal, as a dot. */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c != '\t' && Character.isISOControl(c) ? '\u00B7' : c)
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }
}
