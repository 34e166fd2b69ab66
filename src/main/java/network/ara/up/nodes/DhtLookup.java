package network.ara.up.nodes;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import network.ara.up.nodes.KrpcMessage.Fields;
import network.ara.up.nodes.KrpcMessage.Response;

/**
 * One search for the nodes nearest to a place, and for the peers that they know.
 *
 * <p>It asks the nearest node that it heard of, three at a time, until the eight nearest ones have answered. A node that
 * is slow gives its turn to the next, so that eight dead ones cost one time-out and not three. It ends after four
 * seconds or 200 queries at the latest, with what it has found by then: below the 5 s that a call has.
 *
 * <p>Spec: BEP 5, "overview"; Kademlia, section 2.3. Thread: that of the network given.
 */
final class DhtLookup {

    private static final int ALPHA = 3;
    private static final int MAX_QUERIES = 200;
    private static final int MAX_CANDIDATES = 256;
    private static final int MAX_PEERS = 1000;
    private static final Duration SLOW = Duration.ofMillis(400);
    private static final Duration DEADLINE = Duration.ofSeconds(4);

    private final DhtId target;
    private final String method;
    private final Map<String, Object> arguments;
    private final Network network;
    private final TreeMap<DhtId, Candidate> byDistance = new TreeMap<>();
    private final Set<InetSocketAddress> asked = new HashSet<>();
    private final Set<InetSocketAddress> peers = new LinkedHashSet<>();
    private final CompletableFuture<Found> found = new CompletableFuture<>();

    /** Queries that hold one of the three places. */
    private int active;

    /** Queries that may still be answered. */
    private int open;

    private DhtLookup(DhtId target, String method, String argument, Network network) {
        this.target = target;
        this.method = method;
        this.arguments = Map.of(argument, target.bytes());
        this.network = network;
    }

    static DhtLookup forNodes(DhtId target, Network network) {
        return new DhtLookup(target, "find_node", "target", network);
    }

    static DhtLookup forPeers(DhtId infohash, Network network) {
        return new DhtLookup(infohash, "get_peers", "info_hash", network);
    }

    /** What a lookup needs of the node that it searches for. */
    interface Network {
        DhtId own();

        /** Errors: {@link KrpcClient.Unanswered}. */
        CompletionStage<Response> ask(
                InetSocketAddress to, Optional<DhtId> expected, String method, Map<String, Object> arguments);

        void after(Duration delay, Runnable task);
    }

    /**
     * What was found.
     *
     * @param nearest nodes that answered, nearest first, at most eight
     * @param peers for a search for peers
     */
    record Found(List<Answer> nearest, List<InetSocketAddress> peers) {}

    /**
     * A node that answered.
     *
     * @param token what it wants to see in an announcement; none from a node that takes none
     */
    record Answer(DhtContact contact, Optional<ByteString> token) {}

    private enum Progress {
        WAITING,
        ASKED,
        ANSWERED,
        FAILED
    }

    private static final class Candidate {
        private final DhtContact contact;
        private Progress progress = Progress.WAITING;
        private Optional<ByteString> token = Optional.empty();

        Candidate(DhtContact contact) {
            this.contact = contact;
        }
    }

    /** A question that holds one of the places until it is answered, or slow. */
    private final class Turn {
        private boolean over;

        Turn() {
            active++;
        }

        void end() {
            if (!over) {
                over = true;
                active--;
            }
        }
    }

    /**
     * Searches.
     *
     * @param known nodes to begin with
     * @param unnamed addresses to begin with of which no id is known
     */
    CompletionStage<Found> run(Collection<DhtContact> known, Collection<InetSocketAddress> unnamed) {
        known.forEach(this::add);
        network.after(DEADLINE, this::finish);
        unnamed.forEach(address -> ask(address, Optional.empty()));
        advance();
        return found;
    }

    private void advance() {
        while (!found.isDone() && active < ALPHA) {
            Optional<Candidate> next = nearest()
                    .filter(candidate -> candidate.progress == Progress.WAITING)
                    .findFirst();
            if (next.isEmpty() || asked.size() >= MAX_QUERIES) {
                break;
            }
            ask(next.get().contact.address(), next);
        }
        if (isOver()) {
            finish();
        }
    }

    /** The eight that the result would hold if everybody answered. */
    private Stream<Candidate> nearest() {
        return byDistance.values().stream()
                .filter(candidate -> candidate.progress != Progress.FAILED)
                .limit(KBucket.K);
    }

    private boolean isOver() {
        List<Candidate> nearest = nearest().toList();
        boolean allAnswered = nearest.stream().allMatch(candidate -> candidate.progress == Progress.ANSWERED);
        return allAnswered && (nearest.size() == KBucket.K || open == 0);
    }

    private void ask(InetSocketAddress to, Optional<Candidate> candidate) {
        candidate.ifPresent(asking -> asking.progress = Progress.ASKED);
        if (!asked.add(to)) {
            candidate.ifPresent(known -> known.progress = Progress.FAILED);
            return;
        }
        Turn turn = new Turn();
        open++;
        network.after(SLOW, () -> {
            turn.end();
            advance();
        });
        Optional<DhtId> expected = candidate.map(asking -> asking.contact.id());
        network.ask(to, expected, method, arguments).whenComplete((response, error) -> {
            turn.end();
            open--;
            if (response == null) {
                candidate.ifPresent(silent -> silent.progress = Progress.FAILED);
            } else {
                answered(to, candidate, response);
            }
            advance();
        });
    }

    private void answered(InetSocketAddress from, Optional<Candidate> asked, Response response) {
        DhtContact contact = new DhtContact(response.sender(), from);
        asked.filter(candidate -> !candidate.contact.equals(contact))
                .ifPresent(candidate -> candidate.progress = Progress.FAILED);
        add(contact);
        Candidate candidate = byDistance.get(target.distanceTo(contact.id()));
        if (candidate != null && candidate.contact.equals(contact)) {
            candidate.progress = Progress.ANSWERED;
            candidate.token = response.fields().string("token");
        }
        learn(response.fields());
    }

    private void learn(Fields fields) {
        fields.string("nodes")
                .ifPresent(nodes -> DhtCompact.nodes(nodes, MAX_CANDIDATES).forEach(this::add));
        if (fields.values().get("values") instanceof List<?> values) {
            for (Object value : values) {
                if (value instanceof ByteString peer && peers.size() < MAX_PEERS) {
                    DhtCompact.peer(peer).ifPresent(peers::add);
                }
            }
        }
    }

    private void add(DhtContact contact) {
        if (contact.id().equals(network.own())) {
            return;
        }
        byDistance.putIfAbsent(target.distanceTo(contact.id()), new Candidate(contact));
        if (byDistance.size() > MAX_CANDIDATES) {
            byDistance.pollLastEntry();
        }
    }

    private void finish() {
        List<Answer> nearest = byDistance.values().stream()
                .filter(candidate -> candidate.progress == Progress.ANSWERED)
                .limit(KBucket.K)
                .map(candidate -> new Answer(candidate.contact, candidate.token))
                .toList();
        found.complete(new Found(nearest, new ArrayList<>(peers)));
    }
}
