package network.ara.up.process;

import java.io.File;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sees the end of processes that are not our children, such as adopted ones, whose exit code only their parent gets.
 *
 * <p>Asks the kernel ten times a second whether the pid is there, and once a second whether it is still the same
 * process: a few thousandths of a processor for 50. {@code ProcessHandle.onExit} polls as well,
 * but with a thread for each process, and ever more slowly: a process of 2 s was reported after 4.4 s.
 *
 * <p>Thread: any may call. Futures complete on the watcher's own thread, so what depends on them must not block.
 */
public final class ExitWatcher implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 100;

    /** Zombies that nobody fetches, and pids that are used again, are seen within a second. */
    private static final int POLLS_A_CLOSE_LOOK = 10;

    private final Map<ProcessIdentity, CompletableFuture<Void>> watched = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("exit-watcher"));

    /** Whether a poll is due or under way: while nothing is watched, the thread sleeps. */
    private final AtomicBoolean polling = new AtomicBoolean();

    /** Of the watcher's thread. */
    private int polls;

    /** Completes when the process is gone; it may have been gone before. Never completes after {@link #close}. */
    public CompletableFuture<Void> onExit(ProcessIdentity process) {
        CompletableFuture<Void> exit = watched.computeIfAbsent(process, key -> new CompletableFuture<>());
        pollUnlessNothingIsWatched();
        return exit.copy();
    }

    private void pollUnlessNothingIsWatched() {
        if (!watched.isEmpty() && polling.compareAndSet(false, true)) {
            pollLater();
        }
    }

    private void pollLater() {
        try {
            var unused = timer.schedule(this::pollAgain, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // It was closed meanwhile.
        }
    }

    private void pollAgain() {
        poll();
        if (watched.isEmpty()) {
            polling.set(false);
            pollUnlessNothingIsWatched(); // one may have come between the two lines above
        } else {
            pollLater();
        }
    }

    private void poll() {
        boolean closely = polls++ % POLLS_A_CLOSE_LOOK == 0;
        watched.forEach((process, exit) -> {
            boolean gone = closely ? !process.isAlive() : !new File("/proc/" + process.pid()).exists();
            if (gone && watched.remove(process, exit)) {
                exit.complete(null);
            }
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
