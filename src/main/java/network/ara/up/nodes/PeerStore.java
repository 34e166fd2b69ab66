package network.ara.up.nodes;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Who announced itself for which infohash: for 30 minutes, and within bounds.
 *
 * <p>An infohash that is full forgets its oldest peer; a store that is full refuses, as forgetting would let a stranger
 * push out everybody else's announcements.
 *
 * <p>Times are nanoseconds, monotonic. Thread: one.
 */
final class PeerStore {

    static final int MAX_PEERS_OF_ONE = 500;
    static final int MAX_PEERS = 20_000;

    private static final long LIFE_NANOS = TimeUnit.MINUTES.toNanos(30);

    /** For each infohash its peers with the time of their end, the oldest announcement first. */
    private final Map<DhtId, LinkedHashMap<InetSocketAddress, Long>> peers = new HashMap<>();

    private final Random random;
    private int size;

    PeerStore(Random random) {
        this.random = random;
    }

    /** Returns false when the store is full. */
    boolean put(DhtId infohash, InetSocketAddress peer, long now) {
        LinkedHashMap<InetSocketAddress, Long> known = peers.getOrDefault(infohash, new LinkedHashMap<>());
        boolean renewed = known.remove(peer) != null;
        if (renewed) {
            size--;
        } else if (known.size() >= MAX_PEERS_OF_ONE) {
            known.remove(known.keySet().iterator().next());
            size--;
        } else if (size >= MAX_PEERS) {
            return false;
        }
        known.put(peer, now + LIFE_NANOS);
        size++;
        peers.put(infohash, known);
        return true;
    }

    /** At most {@code limit} peers; others each time when there are more. */
    List<InetSocketAddress> get(DhtId infohash, int limit, long now) {
        List<InetSocketAddress> alive = new ArrayList<>();
        peers.getOrDefault(infohash, new LinkedHashMap<>()).forEach((peer, end) -> {
            if (end - now > 0) {
                alive.add(peer);
            }
        });
        if (alive.size() > limit) {
            Collections.shuffle(alive, random);
        }
        return List.copyOf(alive.subList(0, Math.min(limit, alive.size())));
    }

    void expire(long now) {
        Iterator<LinkedHashMap<InetSocketAddress, Long>> all = peers.values().iterator();
        while (all.hasNext()) {
            LinkedHashMap<InetSocketAddress, Long> known = all.next();
            int before = known.size();
            known.values().removeIf(end -> end - now <= 0);
            size -= before - known.size();
            if (known.isEmpty()) {
                all.remove();
            }
        }
    }

    int infohashes() {
        return peers.size();
    }

    int size() {
        return size;
    }
}
