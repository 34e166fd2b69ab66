package network.ara.up.inc;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import network.ara.up.wire.IncMessage.Bye;
import network.ara.up.wire.IncMessage.Pong;

/**
 * The nodes that come and go, for a listener: newcomers are asked who they are, and the kernel is asked after those that are
 * known.
 *
 * <p>Thread: any; all work is done on a thread of its own.
 */
final class Watch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Watch.class.getName());

    /** Newcomers are asked after so long without more of them. */
    private static final Duration SETTLE = Duration.ofMillis(50);

    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** Who can't be asked for by its pid, and has not answered in this time, is gone: the RFC's limit. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    /** Nodes known at a time: who forges pongs does not fill the memory. */
    private static final int MOST = 1000;

    private record Key(String name, OptionalLong pid) {}

    private static final class Known {
        private final boolean checkable;
        private long askedNanos; // 0 when it has answered since

        Known(boolean checkable) {
            this.checkable = checkable;
        }
    }

    private final Key self;
    private final NodeListener listener;
    private final Runnable ask;
    private final ScheduledThreadPoolExecutor thread;
    private final Map<Key, Known> known = new HashMap<>(); // the thread's
    private boolean asking; // the thread's: a ping is about to be sent

    /** @param ask pings everybody */
    Watch(String name, NodeListener listener, Runnable ask) {
        self = new Key(name, OptionalLong.of(ProcessHandle.current().pid()));
        this.listener = listener;
        this.ask = ask;
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "nodes known to " + name);
            made.setDaemon(true);
            return made;
        });
        var unused =
                thread.scheduleWithFixedDelay(this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Somebody came to the bus, or we did. */
    void newcomer() {
        run(() -> {
            if (!asking) {
                asking = true;
                var unused = thread.schedule(this::askAll, SETTLE.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    void heard(Pong pong) {
        pong.name().ifPresent(name -> run(() -> seen(new Key(name, pong.pid()), pong)));
    }

    void left(Bye bye) {
        run(() -> gone(new Key(bye.name(), bye.pid())));
    }

    private void askAll() {
        asking = false;
        long now = System.nanoTime();
        known.values().stream().filter(each -> each.askedNanos == 0).forEach(each -> each.askedNanos = now);
        ask.run();
    }

    private void seen(Key key, Pong pong) {
        Known before = known.get(key);
        if (before != null) {
            before.askedNanos = 0;
        } else if (!key.equals(self) && known.size() < MOST) {
            known.put(key, new Known(isAlive(key)));
            tell(() -> listener.up(pong));
        }
    }

    private void look() {
        long now = System.nanoTime();
        List<Key> lost = known.entrySet().stream()
                .filter(entry -> entry.getValue().checkable
                        ? !isAlive(entry.getKey())
                        : isOverdue(entry.getValue().askedNanos, now))
                .map(Map.Entry::getKey)
                .toList();
        lost.forEach(this::gone);
        if (known.values().stream().anyMatch(each -> !each.checkable)) {
            newcomer();
        }
    }

    private static boolean isOverdue(long askedNanos, long now) {
        return askedNanos != 0 && now - askedNanos > PATIENCE_NANOS;
    }

    private void gone(Key key) {
        if (known.remove(key) != null) {
            tell(() -> listener.down(key.name(), key.pid()));
        }
    }

    private static boolean isAlive(Key key) {
        return key.pid().isPresent()
                && ProcessHandle.of(key.pid().getAsLong())
                        .map(ProcessHandle::isAlive)
                        .orElse(false);
    }

    private void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) { // there will be more news
            LOG.log(Level.ERROR, "a listener failed: " + listener.getClass().getName(), e);
        }
    }

    private void run(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            return; // closed
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
