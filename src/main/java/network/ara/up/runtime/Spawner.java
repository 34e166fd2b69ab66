package network.ara.up.runtime;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.DaemonThreads;
import network.ara.up.process.LaunchException;
import network.ara.up.process.LaunchedProcess;
import network.ara.up.process.LockFile;

/**
 * Starts nodes, two at a time, beside the loop: a start takes milliseconds, and a slow disk must not hold up the rest.
 * Of all launchers on this machine one at a time starts a node: who holds its lock.
 */
final class Spawner implements AutoCloseable {

    private static final int THREADS = 2;

    private final ProjectHome home;
    private final Launches launches;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, DaemonThreads.named("spawner"));

    Spawner(ProjectHome home, Launches launches) {
        this.home = home;
        this.launches = launches;
    }

    /** A process that was started, and the lock that is held until its start is over. */
    record Started(LaunchedProcess process, String fingerprint, LockFile lock) {}

    /** What came of it; called once, on a thread of the spawner's. */
    interface Listener {
        void started(Started start);

        /** Another launcher is booting it. */
        void elsewhere();

        /** There is no process; the reason says what and where, and how to fix it on further lines. */
        void failed(String reason);
    }

    void spawn(NodeSpec spec, Listener listener) {
        threads.execute(() -> {
            try {
                start(spec).ifPresentOrElse(listener::started, listener::elsewhere);
            } catch (LaunchException e) {
                listener.failed(e.getMessage() + "\n  fix: " + e.fix());
            } catch (IOException e) {
                listener.failed("its lock can't be had: " + e.getMessage());
            } catch (RuntimeException e) {
                listener.failed("a fault in ara-up itself: " + e);
            }
        });
    }

    /** Empty where another launcher has the lock. */
    private Optional<Started> start(NodeSpec spec) throws IOException, LaunchException {
        Optional<LockFile> lock = LockFile.tryAcquire(home.directories().lock(spec.name()));
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        Optional<Started> started = Optional.empty();
        try {
            String fingerprint = NodeEnvironment.fingerprint(spec);
            started = Optional.of(new Started(launches.launch(spec, fingerprint), fingerprint, lock.get()));
            return started;
        } finally {
            if (started.isEmpty()) {
                lock.get().close();
            }
        }
    }

    /** What is being started is started. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
