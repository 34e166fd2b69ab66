package network.ara.up.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * The front of a log that was given back to the filesystem: it still counts in every offset, takes no room, and reads as
 * NULs. Holes end where a page does; a page of NULs is one, whoever wrote it.
 */
final class LogHole {

    static final int PAGE_BYTES = 4096;

    private static final byte[] NULS = new byte[PAGE_BYTES];

    private LogHole() {}

    /** Where the first whole line of a log begins. */
    static long firstLine(FileChannel log) throws IOException {
        return isHole(log, 0) ? lineBehind(log, end(log, 0)) : 0;
    }

    /** How many bytes of what was read at {@code position} stand before a hole: all, where there is none. */
    static int bytesBefore(FileChannel log, ByteBuffer bytes, long position) throws IOException {
        int i = 0;
        while (i < bytes.limit()) {
            if (bytes.get(i) == 0 && isHole(log, position + i)) {
                return i;
            }
            i += PAGE_BYTES - (int) ((position + i) % PAGE_BYTES);
        }
        return bytes.limit();
    }

    /** Where the hole ends that {@code from} is in. It takes some dozens of small reads, however long the hole is. */
    static long end(FileChannel log, long from) throws IOException {
        long hole = from - from % PAGE_BYTES;
        long data = hole;
        for (long step = PAGE_BYTES; ; step *= 2) {
            data = hole + step;
            if (!isHole(log, data)) {
                break;
            }
            hole = data;
        }
        while (data - hole > PAGE_BYTES) {
            long middle = (hole + data) / 2;
            middle -= middle % PAGE_BYTES;
            if (isHole(log, middle)) {
                hole = middle;
            } else {
                data = middle;
            }
        }
        return data;
    }

    /** Where the first line begins that begins at the offset or behind it; the offset itself where no line ends soon. */
    static long lineBehind(FileChannel log, long offset) throws IOException {
        if (offset == 0) {
            return 0;
        }
        ByteBuffer bytes = ByteBuffer.allocate(LineSplitter.MAX_BYTES);
        int length = log.read(bytes, offset - 1);
        for (int i = 0; i < length; i++) {
            if (bytes.get(i) == '\n') {
                return offset + i;
            }
        }
        return offset;
    }

    /** Whether the whole page that holds this offset reads as NULs. */
    static boolean isHole(FileChannel log, long at) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES);
        return log.read(page, at - at % PAGE_BYTES) == PAGE_BYTES && Arrays.equals(page.array(), NULS);
    }
}
