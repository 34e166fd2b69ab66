package network.ara.up.process;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sees the end of processes that are not our children, such as adopted ones, whose exit code only their parent gets.
 *
 * <p>Asks the kernel ten times a second, which costs about 10 µs a process. {@code ProcessHandle.onExit} polls as well,
 * but with a thread for each process, and ever more slowly: a process of 2 s was reported after 4.4 s.
 *
 * <p>Thread: any may call. Futures complete on the watcher's own thread, so what depends on them must not block.
 */
public final class ExitWatcher implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 100;

    private final Map<ProcessIdentity, CompletableFuture<Void>> watched = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "exit-watcher");
        thread.setDaemon(true);
        return thread;
    });

    public ExitWatcher() {
        var unused = timer.scheduleWithFixedDelay(this::poll, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Completes when the process is gone; it may have been gone before. Never completes after {@link #close}. */
    public CompletableFuture<Void> onExit(ProcessIdentity process) {
        return watched.computeIfAbsent(process, key -> new CompletableFuture<>())
                .copy();
    }

    private void poll() {
        watched.forEach((process, exit) -> {
            if (!process.isAlive() && watched.remove(process, exit)) {
                exit.complete(null);
            }
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
