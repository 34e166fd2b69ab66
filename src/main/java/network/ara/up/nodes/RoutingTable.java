package network.ara.up.nodes;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The nodes that this node knows, more of them the nearer they are.
 *
 * <p>Only who has answered a query of ours enters, so that packets with a forged sender fill nothing; and an address
 * holds one place, so that a node which was started again with another id leaves no ghost. Bucket i holds the nodes
 * that share exactly i leading bits with our id; the last one holds the rest, our own place among them, and is the only
 * one that is ever split.
 *
 * <p>Spec: BEP 5, "routing table". Times are nanoseconds, monotonic. Thread: one.
 */
final class RoutingTable {

    private final DhtId own;
    private final List<KBucket> buckets = new ArrayList<>();
    private final Map<InetSocketAddress, DhtId> byAddress = new HashMap<>();

    RoutingTable(DhtId own, long now) {
        this.own = own;
        buckets.add(new KBucket(now));
    }

    /**
     * A node answered a query of ours.
     *
     * @return a node whose silence would make room for this one: whoever calls pings it
     */
    Optional<DhtContact> answered(DhtContact contact, long now) {
        if (contact.id().equals(own)) {
            return Optional.empty();
        }
        DhtId before = byAddress.get(contact.address());
        if (before != null && !before.equals(contact.id())) {
            remove(before, contact.address());
        }
        KBucket bucket = bucketOf(contact.id());
        if (bucket.find(contact.id()).isPresent()) {
            return touch(bucket, contact, now);
        }
        while (!bucket.hasRoom() && bucket == last() && buckets.size() < DhtId.BITS) {
            split(now);
            bucket = bucketOf(contact.id());
        }
        if (bucket.hasRoom()) {
            bucket.add(contact, now);
            byAddress.put(contact.address(), contact.id());
            return Optional.empty();
        }
        bucket.keepInReserve(contact);
        return bucket.questionable(now);
    }

    /**
     * A node asked us something, which counts as a sign of life of one that we know.
     *
     * @return whether it is new and there is room: whoever calls pings it, and its answer lets it in
     */
    boolean queried(DhtContact contact, long now) {
        if (contact.id().equals(own)) {
            return false;
        }
        KBucket bucket = bucketOf(contact.id());
        Optional<KBucket.Entry> known = bucket.find(contact.id());
        if (known.isPresent()) {
            known.filter(entry -> entry.contact().equals(contact)).ifPresent(entry -> entry.seen(now));
            return false;
        }
        return bucket.hasRoom() || bucket == last();
    }

    /** A node left a query of ours unanswered: after two in a row it is bad, and one in reserve takes its place. */
    void failed(DhtContact contact, long now) {
        KBucket bucket = bucketOf(contact.id());
        bucket.find(contact.id())
                .filter(entry -> entry.contact().equals(contact) && entry.failed())
                .ifPresent(entry -> {
                    remove(contact.id(), contact.address());
                    takeReserve(bucket, now);
                });
    }

    /** The nodes nearest to the target, nearest first. */
    List<DhtContact> closest(DhtId target, int count) {
        return entries()
                .map(KBucket.Entry::contact)
                .sorted(Comparator.comparing(contact -> contact.id().distanceTo(target)))
                .limit(count)
                .toList();
    }

    /** For each bucket in which nothing changed for 15 minutes an id to look up; counts as a change. */
    List<DhtId> refreshTargets(long now, Random random) {
        List<DhtId> targets = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            if (buckets.get(i).refreshIsDue(now)) {
                targets.add(own.randomNeighbour(i, random));
            }
        }
        return targets;
    }

    /** One node a bucket that wasn't heard of for 15 minutes. */
    List<DhtContact> questionable(long now) {
        return buckets.stream()
                .flatMap(bucket -> bucket.questionable(now).stream())
                .toList();
    }

    /** Whether the node is known and was heard of within 15 minutes. */
    boolean isGood(DhtContact contact, long now) {
        return bucketOf(contact.id()).find(contact.id()).stream().anyMatch(entry -> entry.isGood(now));
    }

    int size() {
        return byAddress.size();
    }

    int bucketCount() {
        return buckets.size();
    }

    private Optional<DhtContact> touch(KBucket bucket, DhtContact contact, long now) {
        KBucket.Entry entry = bucket.find(contact.id()).orElseThrow();
        if (entry.contact().equals(contact)) {
            entry.seen(now);
        } else if (!entry.isGood(now)) {
            // The id moved. A good node keeps its place: else whoever claims an id would push its owner out.
            remove(entry.contact().id(), entry.contact().address());
            bucket.add(contact, now);
            byAddress.put(contact.address(), contact.id());
        }
        return Optional.empty();
    }

    private void takeReserve(KBucket bucket, long now) {
        bucket.takeReserve(contact -> !byAddress.containsKey(contact.address())).ifPresent(next -> {
            bucket.add(next, now);
            bucket.find(next.id()).ifPresent(KBucket.Entry::doubt);
            byAddress.put(next.address(), next.id());
        });
    }

    private void remove(DhtId id, InetSocketAddress address) {
        bucketOf(id).remove(id);
        byAddress.remove(address);
    }

    private void split(long now) {
        int prefix = buckets.size();
        KBucket lower = last();
        KBucket upper = new KBucket(now);
        buckets.add(upper);
        lower.moveTo(upper, id -> own.commonPrefix(id) >= prefix);
    }

    private KBucket bucketOf(DhtId id) {
        return buckets.get(Math.min(own.commonPrefix(id), buckets.size() - 1));
    }

    private KBucket last() {
        return buckets.get(buckets.size() - 1);
    }

    private Stream<KBucket.Entry> entries() {
        return buckets.stream().flatMap(KBucket::entries);
    }
}
