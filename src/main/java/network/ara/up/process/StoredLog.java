package network.ara.up.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import network.ara.up.model.NodeName;

/**
 * What a node has written until now, from the log that was put aside to the last line, one line after the other, with
 * their times. It costs little memory, however long the logs are.
 *
 * <p>Thread: one.
 */
public final class StoredLog implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;

    /** A log that is put aside between the openings of the two files would be read twice, or not at all. */
    private static final int MAX_OPENINGS = 5;

    private final NodeName node;
    private final LogQuery query;

    /** Whether what has no line end yet is left to whoever follows the log. */
    private final boolean isFollowed;

    private final List<LogPart> parts;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final Deque<LogLine> lines = new ArrayDeque<>();
    private final long[] begins;

    /** The part that is read, and after the last the number of parts. */
    private int current;

    private LineReader reader = new LineReader(0);

    private StoredLog(NodeName node, List<LogPart> parts, LogQuery query, boolean isFollowed) throws IOException {
        this.node = node;
        this.query = query;
        this.isFollowed = isFollowed;
        this.parts = parts;
        this.begins = begins();
        enter(0);
        if (query.isFiltered() && query.last().isPresent()) {
            leaveLast(query.last().getAsInt());
        }
    }

    /** A node without a log has no lines. */
    public static StoredLog open(LogFiles files, NodeName node, LogQuery query) throws IOException {
        return new StoredLog(node, parts(files, node), query, false);
    }

    /** The same without a last line that has no line end yet: {@link #end} is before it. */
    public static StoredLog openFollowed(LogFiles files, NodeName node, LogQuery query) throws IOException {
        return new StoredLog(node, parts(files, node), query, true);
    }

    private static List<LogPart> parts(LogFiles files, NodeName node) throws IOException {
        for (int i = 1; ; i++) {
            List<LogPart> parts = new ArrayList<>();
            Optional<LogPart> log = LogPart.open(files.current(node));
            Optional<LogPart> older = LogPart.open(files.older(node));
            boolean moved = log.isPresent()
                    && older.isPresent()
                    && log.get().key().equals(older.get().key());
            if (!moved || i == MAX_OPENINGS) {
                older.filter(part -> !moved).ifPresent(parts::add);
                log.ifPresent(parts::add);
                return parts;
            }
            log.get().channel().close();
            older.get().channel().close();
        }
    }

    /** Where to begin in each part. */
    private long[] begins() throws IOException {
        long[] found = new long[parts.size()];
        OptionalInt wanted = query.isFiltered() ? OptionalInt.empty() : query.last();
        int missing = wanted.orElse(0);
        for (int i = parts.size() - 1; i >= 0; i--) {
            LogPart part = parts.get(i);
            if (wanted.isPresent()) {
                LogTail.Start start = LogTail.start(part.channel(), part.end(), missing);
                found[i] = start.offset();
                missing = start.missing();
            } else if (query.since().isPresent()) {
                found[i] = part.begin(query.since().get());
            } else {
                found[i] = LogHole.firstLine(part.channel());
            }
        }
        return found;
    }

    private void enter(int part) {
        current = part;
        if (part < parts.size()) {
            reader = new LineReader(begins[part]);
        }
    }

    /** Goes through all to count, and then to where only so many are left: it costs time, not memory. */
    private void leaveLast(int wanted) throws IOException {
        long surplus = -wanted;
        while (next().isPresent()) {
            surplus++;
        }
        enter(0);
        for (long i = 0; i < surplus; i++) {
            next();
        }
    }

    /** The next line that is wanted. */
    public Optional<LogLine> next() throws IOException {
        while (lines.isEmpty() && current < parts.size()) {
            LogPart part = parts.get(current);
            if (!reader.read(part.channel(), buffer, part.end(), line -> add(part, line))) {
                if (!isFollowed || current < parts.size() - 1) {
                    reader.flushPartial(line -> add(part, line));
                }
                enter(current + 1);
            }
        }
        return Optional.ofNullable(lines.poll());
    }

    private void add(LogPart part, String text) {
        LogLine line = new LogLine(node, part.timeOf(reader.lineEnd()), text);
        if (query.accepts(line)) {
            lines.add(line);
        }
    }

    /** When all was read: where, in the node's log, what comes later begins, in bytes. */
    public long end() {
        return parts.isEmpty() ? 0 : reader.partialStart();
    }

    @Override
    public void close() throws IOException {
        for (LogPart part : parts) {
            part.channel().close();
        }
    }
}
