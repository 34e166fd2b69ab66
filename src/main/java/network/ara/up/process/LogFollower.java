package network.ara.up.process;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Follows growing logs, all on one thread, and gives their lines as they are completed.
 *
 * <p>It looks at each file again after a time that grows with how long nothing came, see {@link LookSchedule}: what was just
 * started is seen at once, and 50 idle files cost about a thousandth of a processor. The kernel's notifications were not used: they wake the
 * JDK's thread for every write, which a node that writes 200 MB/s turns into a busy processor.
 *
 * <p>Thread: any may call. Consumers are called on the follower's thread, and must not block: a slow one holds up the
 * other files.
 */
public final class LogFollower implements AutoCloseable {

    /** What the thread walks through; any thread adds, only the follower's removes. */
    private final List<FollowedFile> files = new CopyOnWriteArrayList<>();

    /** Of the follower's thread. */
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

    private final Thread thread = new Thread(this::run, "log-follower");

    /** Written by any thread, read by the follower's. */
    private volatile boolean closed;

    public LogFollower() {
        thread.setDaemon(true);
        thread.start();
    }

    /** What a followed file is given to. Called on the follower's thread. */
    public interface Listener {

        void line(String line);

        /** So many bytes of the log come before the next line and are not given: they were too many, or are gone. */
        default void skipped(long bytes) {}

        /** There is nothing more at this moment: what was held back for better use may be written. */
        default void caughtUp() {}
    }

    /** One file that is followed. */
    public interface Following extends AutoCloseable {

        /**
         * Gives what the file has now, also a last line without a line end, and stops: for a node that has ended.
         * Completes when that is done, or with what the consumer threw.
         */
        CompletableFuture<Void> finish();

        /** Stops as soon as may be; a line that is just being given is still given. */
        @Override
        void close();
    }

    /**
     * Begins to follow a file, and gives all of its lines, however late. It need not exist yet. One that becomes shorter,
     * or is replaced by another, is read from its beginning. A consumer that throws is not called again.
     *
     * @param offset in bytes, where to begin; beyond the end of the file it means its beginning
     */
    public Following follow(Path file, long offset, Consumer<String> lines) {
        return begin(new FollowedFile(file, offset, lines::accept, false));
    }

    /**
     * The same for somebody who looks on: where the file is more than 8 MiB ahead of what the listener took, it goes on
     * near the file's end, and tells how much it left out, once a second at most. So a slow listener holds up the other
     * files for no more than 64 KiB of each.
     */
    public Following followLatest(Path file, long offset, Listener listener) {
        return begin(new FollowedFile(file, offset, listener, true));
    }

    private Following begin(FollowedFile followed) {
        files.add(followed);
        LockSupport.unpark(thread);
        return new Following() {
            @Override
            public CompletableFuture<Void> finish() {
                followed.finish();
                LockSupport.unpark(thread);
                return followed.ended().copy();
            }

            @Override
            public void close() {
                followed.stop();
                LockSupport.unpark(thread);
            }
        };
    }

    /** Stops following everything. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            pollAll();
        }
        files.forEach(FollowedFile::stop);
        pollAll();
    }

    /** Looks at the files whose time has come, and sleeps until the next one's. */
    private void pollAll() {
        long pause = Long.MAX_VALUE;
        for (FollowedFile file : files) {
            pause = Math.min(pause, file.pollIfDue(System.nanoTime(), buffer));
        }
        files.removeIf(file -> file.ended().isDone());
        if (pause > 0 && !closed) {
            LockSupport.parkNanos(pause);
        }
    }
}
