package network.ara.up.inc;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Looks for what is overdue, every 10 ms while something waits and never else. One timer for each call would wake another
 * thread for each call; a deadline that is kept to 10 ms is good enough.
 */
final class Sweeper implements AutoCloseable {

    private static final long TICK_MILLIS = 10;

    private final BooleanSupplier sweep;
    private final AtomicBoolean armed = new AtomicBoolean();
    private final ScheduledExecutorService timer;

    /** @param sweep does the work, on the timer's thread; returns whether something still waits */
    Sweeper(String name, BooleanSupplier sweep) {
        this.sweep = sweep;
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "inc timer of " + name);
            thread.setDaemon(true);
            return thread;
        });
        executor.setRejectedExecutionHandler((task, closed) -> {}); // nothing is overdue any more
        timer = executor;
    }

    /** Something waits. Any thread. */
    void arm() {
        if (!armed.get() && armed.compareAndSet(false, true)) {
            schedule();
        }
    }

    private void schedule() {
        timer.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What begins to wait during the last sweep finds it disarmed, and arms it again. */
    private void tick() {
        armed.set(false);
        if (sweep.getAsBoolean()) {
            arm();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
