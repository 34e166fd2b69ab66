package network.ara.up.cli;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes whole lines only, unless it is flushed: where results and notices go to one pipe, none comes into the midst of
 * another, though the writer before it hands over whatever its buffer holds.
 *
 * <p>Thread: any; {@code this} guards what is held back.
 */
final class WholeLines extends FilterOutputStream {

    /** A longer line is written in pieces. */
    private static final int MAX_HELD_BYTES = 64 * 1024;

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    WholeLines(OutputStream out) {
        super(out);
    }

    @Override
    public synchronized void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        while (end > offset && bytes[end - 1] != '\n') {
            end--;
        }
        if (end > offset) {
            held.write(bytes, offset, end - offset);
            writeHeld();
        }
        held.write(bytes, end, offset + length - end);
        if (held.size() > MAX_HELD_BYTES) {
            writeHeld();
        }
    }

    private void writeHeld() throws IOException {
        held.writeTo(out);
        held.reset();
    }

    @Override
    public synchronized void flush() throws IOException {
        writeHeld();
        out.flush();
    }
}
