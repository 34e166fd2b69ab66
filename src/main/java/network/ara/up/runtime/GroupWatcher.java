package network.ara.up.runtime;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import network.ara.up.process.DaemonThreads;
import network.ara.up.process.ProcessGroup;

/**
 * Sees when the last process of a stopping group is gone. The kernel tells nobody but a parent, so it is asked, ever
 * less often: after 2 ms first, every 100 ms in the end.
 *
 * <p>Thread: any may call; callbacks come on the watcher's own.
 */
final class GroupWatcher implements AutoCloseable {

    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 100;

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("group-watcher"));

    void awaitEmpty(ProcessGroup group, Runnable emptied) {
        lookAfter(group, emptied, FIRST_PAUSE_MILLIS);
    }

    private void lookAfter(ProcessGroup group, Runnable emptied, long pauseMillis) {
        var unused = clock.schedule(
                () -> {
                    if (group.isEmpty()) {
                        emptied.run();
                    } else {
                        lookAfter(group, emptied, Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS));
                    }
                },
                pauseMillis,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
