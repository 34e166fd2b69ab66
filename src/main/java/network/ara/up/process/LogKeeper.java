package network.ara.up.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import network.ara.up.model.NodeName;

/**
 * Looks after the logs of running nodes, while these write to them directly: notes when they grew, so that their lines
 * have times, and keeps each under its limit. When it dies, the nodes and what they write go on without it.
 *
 * <p>It never reads what they wrote: a look costs the same, however much was written.
 *
 * <p>Thread: any may call; one of its own does the work, in the order of the calls.
 */
public final class LogKeeper implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LogKeeper.class.getName());
    private static final long LAST_LOOK_MILLIS = 1_000;

    private final LogFiles files;
    private final LogLimit limit;
    private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();

    /** Of the keeper's thread. */
    private final Map<NodeName, KeptLog> kept = new HashMap<>();

    private final Thread thread = new Thread(this::run, "log-keeper");

    /** Written by any thread, read by the keeper's. */
    private volatile boolean closed;

    public LogKeeper(LogFiles files, LogLimit limit) {
        this.files = files;
        this.limit = limit;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A node is about to be started, and nothing of it runs: its log, if it is longer than the limit, is put aside, and
     * plain tools see an ordinary file again. Completes when that is done; a caller that can't wait so long cancels.
     */
    public CompletableFuture<Void> beforeStart(NodeName node) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        request(() -> {
            lastLook(node);
            if (!done.isCancelled()) {
                rotate(node);
            }
            done.complete(null);
        });
        return done;
    }

    /** A node runs. */
    public void keep(NodeName node) {
        request(() -> kept.computeIfAbsent(node, name -> new KeptLog(files.current(name), limit)));
    }

    /** A node's processes have gone. */
    public void release(NodeName node) {
        request(() -> {
            if (kept.containsKey(node)) {
                lastLook(node);
            }
        });
    }

    private void request(Runnable request) {
        requests.add(request);
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            perform();
            long pause = Long.MAX_VALUE;
            for (KeptLog log : kept.values()) {
                pause = Math.min(pause, log.lookIfDue(System.nanoTime()));
            }
            if (pause > 0 && requests.isEmpty()) {
                LockSupport.parkNanos(pause);
            }
        }
        perform();
        for (KeptLog log : kept.values()) {
            log.look();
            log.close();
        }
    }

    private void perform() {
        for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
            request.run();
        }
    }

    /** Also of one that nobody kept: what was written without us has the time when the last of it was. */
    private void lastLook(NodeName node) {
        KeptLog known = kept.remove(node);
        KeptLog log = known == null ? new KeptLog(files.current(node), limit) : known;
        log.look();
        log.close();
    }

    private void rotate(NodeName node) {
        LogFiles.Part current = files.current(node);
        LogFiles.Part older = files.older(node);
        try {
            if (Files.size(current.log()) > limit.bytes()) {
                Files.move(current.log(), older.log(), StandardCopyOption.ATOMIC_MOVE);
                Files.move(current.times(), older.times(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (NoSuchFileException e) {
            // It never ran.
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "event=log-not-rotated node=" + node, e);
        }
    }

    /** Looks a last time. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(LAST_LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
