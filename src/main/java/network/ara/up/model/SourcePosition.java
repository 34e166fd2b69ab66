package network.ara.up.model;

/**
 * Where a token stands in a manifest.
 *
 * @param file as the user wrote it, or {@code catalogue:NAME.yml} for the built-in catalogue
 * @param line counted from 1
 * @param column counted from 1, in characters
 * @param length of the token in characters on that line, at least 1: what a caret underlines
 */
public record SourcePosition(String file, int line, int column, int length) implements Comparable<SourcePosition> {

    public SourcePosition {
        if (line < 1 || column < 1 || length < 1) {
            throw new IllegalArgumentException(file + ":" + line + ":" + column + " length " + length);
        }
    }

    /** By line, then column; positions of different files compare by the file's name. */
    @Override
    public int compareTo(SourcePosition other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    /** {@code file:line:column}, as compilers print it. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
