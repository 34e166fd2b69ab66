package network.ara.up.manifest;

import java.util.Arrays;
import java.util.Optional;
import network.ara.up.model.SourcePosition;

/** The text of one manifest file. Lines and columns count from 1; a column is a Unicode code point. */
final class SourceText {

    private final String name;
    private final String text;
    private final int[] lineStarts;
    private final int lines;
    private final CodePoints codePoints;

    /** @param name as errors show it */
    SourceText(String name, String text) {
        this.name = name;
        this.text = text;
        int[] starts = new int[64];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            if (endsLine(i)) {
                starts = count == starts.length ? Arrays.copyOf(starts, count * 2) : starts;
                starts[count++] = i + 1;
            }
        }
        this.lineStarts = starts;
        this.lines = count;
        this.codePoints = new CodePoints(text);
    }

    private boolean endsLine(int at) {
        char c = text.charAt(at);
        return c == '\n' || (c == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n'));
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    /** The line without its end, or empty where the file has no such line. */
    Optional<String> line(int number) {
        if (number < 1 || number > lines) {
            return Optional.empty();
        }
        int end = number == lines ? text.length() : lineStarts[number];
        return Optional.of(text.substring(lineStarts[number - 1], end).replaceAll("[\r\n]+$", ""));
    }

    /** What stands in the text at {@code position}. */
    String slice(SourcePosition position) {
        int start = offset(position.line(), position.column());
        int end = offset(position.line(), position.column() + position.length());
        return text.substring(start, end);
    }

    /** From a place to the end of its line, at least 1 long. */
    SourcePosition toEndOfLine(int lineNumber, int column) {
        String line = line(lineNumber).orElse("").stripTrailing();
        int length = line.codePointCount(0, line.length()) - column + 1;
        return position(lineNumber, column, length);
    }

    SourcePosition position(int line, int column, int length) {
        return new SourcePosition(name, line, column, Math.max(1, length));
    }

    SourcePosition start() {
        return position(1, 1, 1);
    }

    /** Of a char of the text; 1 long. */
    SourcePosition positionOf(int offset) {
        int found = Arrays.binarySearch(lineStarts, 0, lines, offset);
        int line = found >= 0 ? found + 1 : -found - 1;
        int column = codePoints.ofChar(offset) - codePoints.ofChar(lineStarts[line - 1]) + 1;
        return position(line, column, 1);
    }

    /** The char of the text at a place; that after the line's end where the line is shorter. */
    int offset(int lineNumber, int column) {
        int start = lineStarts[lineNumber - 1];
        int end = lineNumber == lines ? text.length() : lineStarts[lineNumber];
        return Math.min(end, codePoints.toChar(codePoints.ofChar(start) + column - 1));
    }
}
