package network.ara.up.process;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Bytes, as they come, to lines. What is not UTF-8 becomes the replacement character; a line over {@link #MAX_BYTES} is
 * given in pieces of that size, so that a program that writes no line ends fills no memory.
 *
 * <p>Thread: one at a time.
 */
final class LineSplitter {

    static final int MAX_BYTES = 64 * 1024;

    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

    /** Consumes the buffer. Lines come without their end, {@code \n} or {@code \r\n}. */
    void feed(ByteBuffer bytes, Consumer<String> lines) {
        while (bytes.hasRemaining()) {
            if (partial.size() == MAX_BYTES && bytes.get(bytes.position()) != '\n') {
                flushPiece(lines);
            }
            int room = MAX_BYTES - partial.size();
            int end = indexOfLineEnd(bytes, Math.min(bytes.remaining(), room + 1));
            int length = end < 0 ? Math.min(bytes.remaining(), room) : end;
            partial.write(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
            bytes.position(bytes.position() + length + (end < 0 ? 0 : 1));
            if (end >= 0) {
                flush(lines);
            }
        }
    }

    /** Gives what has no line end yet, if anything. */
    void flushPartial(Consumer<String> lines) {
        if (partial.size() > 0) {
            flush(lines);
        }
    }

    /** How many bytes came since the last line end, or the last piece. */
    int partialBytes() {
        return partial.size();
    }

    void dropPartial() {
        partial.reset();
    }

    private void flush(Consumer<String> lines) {
        String line = partial.toString(StandardCharsets.UTF_8);
        partial.reset();
        lines.accept(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }

    /** Keeps a character together whose bytes would be in two pieces. */
    private void flushPiece(Consumer<String> lines) {
        byte[] bytes = partial.toByteArray();
        int cut = bytes.length;
        for (int i = 1; i <= 3; i++) {
            int lead = bytes[bytes.length - i] & 0xFF;
            if (lead >= 0xC0) {
                int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
                cut = length > i ? bytes.length - i : cut;
                break;
            }
        }
        partial.reset();
        partial.write(bytes, cut, bytes.length - cut);
        lines.accept(new String(bytes, 0, cut, StandardCharsets.UTF_8));
    }

    private static int indexOfLineEnd(ByteBuffer bytes, int limit) {
        for (int i = 0; i < limit; i++) {
            if (bytes.get(bytes.position() + i) == '\n') {
                return i;
            }
        }
        return -1;
    }
}
