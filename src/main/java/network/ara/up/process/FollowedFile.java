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

    /** A reader that is further behind than this goes on near the end. */
    private static final long MAX_BEHIND_BYTES = 8 << 20;

    private static final long SHOWN_OF_THE_END_BYTES = 256 << 10;

    /** What runs ahead again sooner has to wait: it is skipped, and said to be, once a second. */
    private static final long SKIP_PAUSE_NANOS = 1_000_000_000;

    private enum Wish {
        FOLLOW,
        FINISH,
        STOP
    }

    private final Path path;
    private final LogFollower.Listener listener;
    private final Consumer<String> lines;
    private final boolean maySkip;
    private final LineReader reader;
    private final LookSchedule schedule = new LookSchedule();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Written by any thread; only ever goes forward. */
    private volatile Wish wish = Wish.FOLLOW;

    /** Null until the file is there, and after its end. */
    private @Nullable FileChannel channel;

    /** Device and inode of what {@code channel} reads. */
    private @Nullable Object key;

    /** Whether the listener got something since it was told that there is no more. */
    private boolean hasGiven;

    private long skippedNanos = System.nanoTime() - SKIP_PAUSE_NANOS;

    FollowedFile(Path path, long offset, LogFollower.Listener listener, boolean maySkip) {
        this.path = path;
        this.listener = listener;
        this.lines = listener::line;
        this.maySkip = maySkip;
        this.reader = new LineReader(offset);
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
        if (wish == Wish.FOLLOW && schedule.untilDue(nowNanos) > 0) {
            return schedule.untilDue(nowNanos);
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
        schedule.looked(nowNanos);
        if (now != Wish.STOP && advance(nowNanos, buffer)) {
            schedule.lookAt(nowNanos);
            hasGiven = true;
            return 0;
        }
        if (now == Wish.FINISH) {
            reader.flushPartial(lines);
        }
        if (hasGiven || now == Wish.FINISH) {
            hasGiven = false;
            listener.caughtUp();
        }
        if (now != Wish.FOLLOW) {
            close();
            ended.complete(null);
            return 0;
        }
        return schedule.untilDue(nowNanos);
    }

    /** Reads one turn; true where there may be more. What can't be read now is tried again later. */
    private boolean advance(long nowNanos, ByteBuffer buffer) {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            if (channel != null && !Objects.equals(key, file.fileKey())) {
                return readTurn(channel, buffer) || restart();
            }
            if (channel == null && !open(file)) {
                return false;
            }
            if (file.size() < reader.position()) {
                reader.restart(lines);
            }
            return file.size() > reader.position()
                    && channel != null
                    && keepsUp(channel, file.size(), nowNanos)
                    && readTurn(channel, buffer);
        } catch (NoSuchFileException e) {
            return readRemoved(buffer);
        } catch (IOException e) {
            return false;
        }
    }

    /** Leaves out what the reader is too late for; false where it is too early for that. */
    private boolean keepsUp(FileChannel from, long size, long nowNanos) throws IOException {
        if (!maySkip || size - reader.position() <= MAX_BEHIND_BYTES) {
            return true;
        }
        if (wish == Wish.FOLLOW && nowNanos - skippedNanos < SKIP_PAUSE_NANOS) {
            schedule.lookAt(skippedNanos + SKIP_PAUSE_NANOS);
            return false;
        }
        skippedNanos = nowNanos;
        reader.skipTo(from, size - SHOWN_OF_THE_END_BYTES);
        return true;
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
        reader.restart(lines);
        close();
        return true;
    }

    /** One buffer: then the others have their turn. */
    private boolean readTurn(FileChannel from, ByteBuffer buffer) throws IOException {
        boolean more = reader.read(from, buffer, Long.MAX_VALUE, lines);
        long missed = reader.takeMissed();
        if (missed > 0) {
            listener.skipped(missed);
        }
        if (more) {
            schedule.active(System.nanoTime());
        }
        return more;
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
