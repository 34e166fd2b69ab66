package network.ara.up.nodes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Up to {@value #K} nodes of one part of the space, and as many in reserve.
 *
 * <p>Spec: BEP 5, "routing table". Times are nanoseconds, monotonic. Thread: that of the table.
 */
final class KBucket {

    static final int K = 8;

    /** How long a sign of life makes a node good, and a bucket fresh. */
    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(15);

    private static final int FAILURES_OF_A_BAD_NODE = 2;

    private final List<Entry> entries = new ArrayList<>(K);
    private final Deque<DhtContact> reserve = new ArrayDeque<>(K);
    private long lastChange;

    KBucket(long now) {
        lastChange = now;
    }

    /** A node with what is known of its health. */
    static final class Entry {
        private final DhtContact contact;
        private long lastSeen;
        private int failures;

        private Entry(DhtContact contact, long now) {
            this.contact = contact;
            this.lastSeen = now;
        }

        DhtContact contact() {
            return contact;
        }

        void seen(long now) {
            lastSeen = now;
            failures = 0;
        }

        /** Returns whether the node is bad now. */
        boolean failed() {
            failures++;
            return failures >= FAILURES_OF_A_BAD_NODE;
        }

        /** It answered once, long ago perhaps: the next failure ends it. */
        void doubt() {
            failures = FAILURES_OF_A_BAD_NODE - 1;
        }

        boolean isGood(long now) {
            return failures == 0 && now - lastSeen < FRESH_NANOS;
        }
    }

    boolean hasRoom() {
        return entries.size() < K;
    }

    void add(DhtContact contact, long now) {
        entries.add(new Entry(contact, now));
        reserve.remove(contact);
        lastChange = now;
    }

    void remove(DhtId id) {
        entries.removeIf(entry -> entry.contact.id().equals(id));
    }

    Optional<Entry> find(DhtId id) {
        return entries.stream().filter(entry -> entry.contact.id().equals(id)).findFirst();
    }

    Stream<Entry> entries() {
        return entries.stream();
    }

    /** Remembers one that found no room, the newest first; the oldest is forgotten. */
    void keepInReserve(DhtContact contact) {
        reserve.remove(contact);
        reserve.addFirst(contact);
        if (reserve.size() > K) {
            reserve.removeLast();
        }
    }

    /** The newest in reserve that is still of use; the others are forgotten. */
    Optional<DhtContact> takeReserve(Predicate<DhtContact> ofUse) {
        reserve.removeIf(ofUse.negate());
        return Optional.ofNullable(reserve.pollFirst());
    }

    /** The node that wasn't heard of for longest, if it isn't good any more. */
    Optional<DhtContact> questionable(long now) {
        return entries.stream()
                .filter(entry -> !entry.isGood(now))
                .min((a, b) -> Long.signum(a.lastSeen - b.lastSeen))
                .map(Entry::contact);
    }

    /** Returns true once each 15 minutes without a change. */
    boolean refreshIsDue(long now) {
        if (now - lastChange < FRESH_NANOS) {
            return false;
        }
        lastChange = now;
        return true;
    }

    void moveTo(KBucket other, Predicate<DhtId> which) {
        for (Entry entry : entries) {
            if (which.test(entry.contact.id())) {
                other.entries.add(entry);
            }
        }
        entries.removeAll(other.entries);
    }
}
