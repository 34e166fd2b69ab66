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

    int lineCount() {
        return lines;
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

    private int offset(int lineNumber, int column) {
        int start = lineStarts[lineNumber - 1];
        int end = lineNumber == lines ? text.length() : lineStarts[lineNumber];
        int available = text.codePointCount(start, end);
        return text.offsetByCodePoints(start, Math.min(column - 1, available));
    }
}
