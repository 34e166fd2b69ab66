package network.ara.up.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The end of a log, read backwards: it costs by what is shown, not by the length of the file. */
public final class LogTail {

    private static final int BLOCK_BYTES = 64 * 1024;

    private LogTail() {}

    /**
     * The last lines, oldest first, or fewer where the file has fewer; none where there is no file. A last line without
     * a line end counts. A line of over 64 KiB comes in pieces of that size.
     */
    public static List<String> lines(Path file, int count) throws IOException {
        return lines(file, count, 0);
    }

    /** The same, without what stands before {@code from}, in bytes. */
    public static List<String> lines(Path file, int count, long from) throws IOException {
        Deque<String> lines = new ArrayDeque<>();
        try (FileChannel channel = FileChannel.open(file)) {
            long end = channel.size();
            LineSplitter splitter = new LineSplitter();
            ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
            long position = Math.max(from, start(channel, end, count));
            while (position < end && read(channel, block, position, end)) {
                position += block.remaining();
                splitter.feed(block, lines::add);
            }
            splitter.flushPartial(lines::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        while (lines.size() > count) {
            lines.removeFirst(); // pieces of an overlong line
        }
        return List.copyOf(lines);
    }

    /** Where the last lines begin, in bytes: what {@link LogFollower} is to begin with. 0 where there is no file. */
    public static long startOf(Path file, int count) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return start(channel, channel.size(), count);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Goes back over {@code count} line ends, but not over the file's last byte, and not without bound. */
    private static long start(FileChannel channel, long end, int count) throws IOException {
        if (count <= 0) {
            return end;
        }
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        long bound = Math.max(0, end - (long) count * LineSplitter.MAX_BYTES);
        int wanted = count;
        for (long from = end; from > bound; ) {
            long begin = Math.max(bound, from - BLOCK_BYTES);
            if (!read(channel, block, begin, from)) {
                return begin;
            }
            for (int i = block.limit() - 1; i >= 0; i--) {
                boolean lineEnd = block.get(i) == '\n' && begin + i < end - 1;
                if (lineEnd && --wanted == 0) {
                    return begin + i + 1;
                }
            }
            from = begin;
        }
        return bound;
    }

    /** False where the file became shorter meanwhile. */
    private static boolean read(FileChannel channel, ByteBuffer block, long from, long to) throws IOException {
        block.clear().limit((int) Math.min(BLOCK_BYTES, to - from));
        int length = channel.read(block, from);
        block.flip();
        return length > 0;
    }
}
