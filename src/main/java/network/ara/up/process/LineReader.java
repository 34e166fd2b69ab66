package network.ara.up.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;

/**
 * Goes through a log forward, from line to line, and over what is no longer there. A line of which only a part is left is
 * not given.
 *
 * <p>Thread: one.
 */
final class LineReader {

    private final LineSplitter splitter = new LineSplitter();

    /** Behind what was read, in bytes. */
    private long position;

    private long lineEnd;
    private long missed;

    LineReader(long position) {
        this.position = position;
    }

    long position() {
        return position;
    }

    /** Where the line ends that was given last, or is just being given. */
    long lineEnd() {
        return lineEnd;
    }

    /** Where the line begins that has no end yet. */
    long partialStart() {
        return position - splitter.partialBytes();
    }

    /** Reads once, at most a buffer, and not beyond {@code end}; false where there was nothing. */
    boolean read(FileChannel log, ByteBuffer buffer, long end, Consumer<String> lines) throws IOException {
        buffer.clear().limit((int) Math.max(0, Math.min(buffer.capacity(), end - position)));
        int length = log.read(buffer, position);
        if (length <= 0) {
            return false;
        }
        buffer.flip();
        int whole = LogHole.bytesBefore(log, buffer, position);
        long begin = position;
        position += whole;
        splitter.feed(buffer.limit(whole), line -> {
            lineEnd = begin + buffer.position();
            lines.accept(line);
        });
        if (whole < length) {
            skipTo(log, LogHole.end(log, position));
        }
        return true;
    }

    /** Goes on at the first line that begins at the offset or behind it. */
    void skipTo(FileChannel log, long offset) throws IOException {
        long next = LogHole.lineBehind(log, offset);
        missed += next - partialStart();
        splitter.dropPartial();
        position = next;
    }

    /** How many bytes were gone over without being given, since this was asked last. */
    long takeMissed() {
        long bytes = missed;
        missed = 0;
        return bytes;
    }

    /** Gives what has no line end yet, and begins anew with another file, or a shorter one. */
    void restart(Consumer<String> lines) {
        flushPartial(lines);
        position = 0;
    }

    void flushPartial(Consumer<String> lines) {
        lineEnd = position;
        splitter.flushPartial(lines);
    }
}
