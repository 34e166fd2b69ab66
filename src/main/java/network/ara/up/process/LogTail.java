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
     * Where the last lines begin.
     *
     * @param offset in bytes
     * @param missing how many lines fewer than were asked for there are
     */
    record Start(long offset, int missing) {}

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
            LineReader reader =
                    new LineReader(Math.max(from, start(channel, end, count).offset()));
            ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
            boolean more = true;
            while (more) {
                more = reader.read(channel, block, end, lines::add);
            }
            reader.flushPartial(lines::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        while (lines.size() > count) {
            lines.removeFirst(); // pieces of an overlong line
        }
        return List.copyOf(lines);
    }

    /** Goes back over {@code count} line ends, but not over the byte before {@code end}, and not without bound. */
    static Start start(FileChannel channel, long end, int count) throws IOException {
        if (count <= 0 || end == 0) {
            return new Start(end, Math.max(0, count));
        }
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        long first = LogHole.firstLine(channel);
        long bound = Math.max(first, end - (long) count * LineSplitter.MAX_BYTES);
        int wanted = count;
        for (long from = end; from > bound; ) {
            long begin = Math.max(bound, from - BLOCK_BYTES);
            if (!read(channel, block, begin, from)) {
                return new Start(begin, 0);
            }
            for (int i = block.limit() - 1; i >= 0; i--) {
                boolean lineEnd = block.get(i) == '\n' && begin + i < end - 1;
                if (lineEnd && --wanted == 0) {
                    return new Start(begin + i + 1, 0);
                }
            }
            from = begin;
        }
        return new Start(bound, bound > first ? 0 : bound < end ? wanted - 1 : wanted);
    }

    /** False where the file became shorter meanwhile. */
    private static boolean read(FileChannel channel, ByteBuffer block, long from, long to) throws IOException {
        block.clear().limit((int) Math.min(BLOCK_BYTES, to - from));
        int length = channel.read(block, from);
        block.flip();
        return length > 0;
    }
}
