package network.ara.up.runtime;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import network.ara.up.core.Effect;
import network.ara.up.core.Snapshot;

/**
 * What happens to the nodes, for those who ask for it. The last of it is kept, so that who comes late is told too.
 *
 * <p>Thread: any. Who does not read misses events, and holds up nobody (traps.md 23).
 */
final class EventLog implements LoopListener {

    private static final int KEPT = 1000;
    private static final int UNREAD = 10_000;

    /**
     * One event.
     *
     * @param node empty for the project
     * @param notice the word of {@link Effect.Notice}, or {@code settled}
     */
    record Entry(Instant time, String node, String notice, String detail) {

        static final String SETTLED = "settled";
    }

    private final Queue<Entry> kept = new ArrayDeque<>();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final long startedNanos = System.nanoTime();

    /** Somebody who is told. */
    final class Subscription implements AutoCloseable {
        private final BlockingQueue<Entry> unread = new LinkedBlockingQueue<>(UNREAD);
        private final AtomicLong missed = new AtomicLong();

        private void add(Entry entry) {
            if (!unread.offer(entry)) {
                missed.incrementAndGet();
            }
        }

        /** The next event, or empty where none came within the time. */
        Optional<Entry> poll(long millis) throws InterruptedException {
            return Optional.ofNullable(unread.poll(millis, TimeUnit.MILLISECONDS));
        }

        boolean isEmpty() {
            return unread.isEmpty();
        }

        /** How many came while it did not read, since the last time that it was asked. */
        long missed() {
            return missed.getAndSet(0);
        }

        @Override
        public void close() {
            subscriptions.remove(this);
        }
    }

    /** @param withKept whether it is told what has happened already */
    synchronized Subscription subscribe(boolean withKept) {
        Subscription subscription = new Subscription();
        if (withKept) {
            kept.forEach(subscription::add);
        }
        subscriptions.add(subscription);
        return subscription;
    }

    @Override
    public void report(Effect.Report report) {
        add(report.node().text(), report.notice().word(), report.detail());
    }

    @Override
    public void settled(Snapshot snapshot) {
        add("", Entry.SETTLED, Summary.of(snapshot, System.nanoTime() - startedNanos));
    }

    private synchronized void add(String node, String notice, String detail) {
        Entry entry = new Entry(Instant.now(), node, notice, detail);
        kept.add(entry);
        if (kept.size() > KEPT) {
            kept.remove();
        }
        subscriptions.forEach(subscription -> subscription.add(entry));
    }
}
