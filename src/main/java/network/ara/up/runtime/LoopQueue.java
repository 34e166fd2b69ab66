package network.ara.up.runtime;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one thread has to do, brought by all.
 *
 * <p>Thread: any may {@link #submit}; the rest is its own thread's.
 */
final class LoopQueue {

    private static final int CAPACITY = 100_000;

    private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(CAPACITY);
    /** What its own thread brings, which is done first: it must never wait for room in its own queue. */
    private final Queue<Runnable> own = new ArrayDeque<>();

    private volatile @Nullable Thread thread;

    /** Whether the thread has left: whoever brings something does it himself. */
    private volatile boolean ended;

    /** The calling thread is its own from now on. */
    void begin() {
        thread = Thread.currentThread();
    }

    boolean isOwnThread() {
        return Thread.currentThread() == thread;
    }

    /** Waits where it is full: whoever brings much slows down. */
    void submit(Runnable task) {
        if (isOwnThread() && !ended) {
            own.add(task);
            return;
        }
        try {
            tasks.put(task);
            if (ended) {
                runTheLast();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does one thing, if there is one in time. */
    void runNext(long waitNanos) throws InterruptedException {
        Runnable task = own.poll();
        if (task == null) {
            task = tasks.poll(waitNanos, TimeUnit.NANOSECONDS);
        }
        if (task != null) {
            task.run();
        }
    }

    /** The thread leaves; what was brought is done. */
    void end() {
        for (Runnable task = own.poll(); task != null; task = own.poll()) {
            task.run();
        }
        ended = true;
        runTheLast();
    }

    private synchronized void runTheLast() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
