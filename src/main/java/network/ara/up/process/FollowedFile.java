package network.ara.up.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One file of a {@link LogFollower}, whose thread alone uses it but for the two requests to end. */
final class FollowedFile {

    private static final long MIN_PAUSE_NANOS = 5_000_000;

    /** The longest pause is so many of the shortest: 160 ms. */
    private static final long MAX_PAUSES = 32;

    /** What was silent for so long is late by a sixteenth of that at most. */
    private static final int PATIENCE = 16;

    /** How much of a file is read before the others have their turn. */
    private static final int TURN_BYTES = 1024 * 1024;

    private enum Wish {
        FOLLOW,
        FINISH,
        STOP
    }

    private final Path path;
    private final Consumer<String> lines;
    private final LineSplitter splitter = new LineSplitter();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Written by any thread; only ever goes forward. */
    private volatile Wish wish = Wish.FOLLOW;

    /** Null until the file is there, and after its end. */
    private @Nullable FileChannel channel;

    /** Device and inode of what {@code channel} reads. */
    private @Nullable Object key;

    private long position;
    private long activeNanos = System.nanoTime();
    private long dueNanos = activeNanos;

    FollowedFile(Path path, long offset, Consumer<String> lines) {
        this.path = path;
        this.position = offset;
        this.lines = lines;
    }

    /** Any thread: read to the end, then end. */
    void finish() {
        if (wish == Wish.FOLLOW) {
            wish = Wish.FINISH;
        }
    }

    /** Any thread: end. */
    void stop() {
        wish = Wish.STOP;
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Returns the nanoseconds until there may be something to do again; 0 where there is more at once. */
    long pollIfDue(long nowNanos, ByteBuffer buffer) {
        if (wish == Wish.FOLLOW && nowNanos - dueNanos < 0) {
            return dueNanos - nowNanos;
        }
        try {
            return poll(nowNanos, buffer);
        } catch (RuntimeException e) {
            close();
            ended.completeExceptionally(e);
            return 0;
        }
    }

    private long poll(long nowNanos, ByteBuffer buffer) {
        Wish now = wish;
        if (now != Wish.STOP && advance(buffer)) {
            return 0;
        }
        if (now != Wish.FOLLOW) {
            if (now == Wish.FINISH) {
                splitter.flushPartial(lines);
            }
            close();
            ended.complete(null);
            return 0;
        }
        dueNanos = nextTurn(nowNanos);
        return dueNanos - nowNanos;
    }

    /** Pauses are powers of two, and end where those of other files do: the thread wakes once for all idle files. */
    private long nextTurn(long nowNanos) {
        long wanted = (nowNanos - activeNanos) / PATIENCE / MIN_PAUSE_NANOS;
        long pause = MIN_PAUSE_NANOS * Long.highestOneBit(Math.max(1, Math.min(MAX_PAUSES, wanted)));
        return (Math.floorDiv(nowNanos, pause) + 1) * pause;
    }

    /** Reads one turn; true where there may be more. What can't be read now is tried again later. */
    private boolean advance(ByteBuffer buffer) {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            if (channel != null && !Objects.equals(key, file.fileKey())) {
                return readTurn(channel, buffer) || restart();
            }
            if (channel == null && !open(file)) {
                return false;
            }
            if (file.size() < position) {
                splitter.flushPartial(lines);
                position = 0;
            }
            return file.size() > position && channel != null && readTurn(channel, buffer);
        } catch (NoSuchFileException e) {
            return readRemoved(buffer);
        } catch (IOException e) {
            return false;
        }
    }

    /** A file without a name is still written to by who has it open. */
    private boolean readRemoved(ByteBuffer buffer) {
        try {
            return channel != null && readTurn(channel, buffer);
        } catch (IOException e) {
            return false;
        }
    }

    /** False where the path was given to another file just now: which of both was opened is not known. */
    private boolean open(BasicFileAttributes file) throws IOException {
        FileChannel opened = FileChannel.open(path);
        Object openedKey = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        if (!Objects.equals(file.fileKey(), openedKey)) {
            opened.close();
            return false;
        }
        channel = opened;
        key = openedKey;
        return true;
    }

    /** Another file has the name, and the old one is read to its end. */
    private boolean restart() {
        splitter.flushPartial(lines);
        close();
        position = 0;
        return true;
    }

    private boolean readTurn(FileChannel from, ByteBuffer buffer) throws IOException {
        long begin = position;
        while (position - begin < TURN_BYTES) {
            int length = from.read(buffer.clear(), position);
            if (length <= 0) {
                return false;
            }
            position += length;
            activeNanos = System.nanoTime();
            splitter.feed(buffer.flip(), lines);
        }
        return true;
    }

    private void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It was only read.
            }
        }
    }
}
