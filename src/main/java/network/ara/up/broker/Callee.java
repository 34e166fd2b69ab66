package network.ara.up.broker;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.ara.up.broker.Destination.Availability;

/** One node with the calls that it has and those that wait for it. Thread: the call table's. */
final class Callee {

    /** Where a call can go; nobody is there, or all have as much as they take, if it is empty. */
    record Place(Object mailbox, long instance) {}

    private Destination destination;
    private Policy policy;
    private Optional<CircuitBreaker> circuit;
    private Optional<CallRates> rates;
    private final Set<OpenCall> held = new LinkedHashSet<>();
    private final Map<Long, Set<OpenCall>> running = new HashMap<>();
    private int turn;
    private long graceNanos;

    /** The instance that answers, where the supervisor does not know the node's processes; 0 while nobody has. */
    private long winner;

    /** Others in its mailbox that answered by its name, and are not called. */
    private final Set<Long> rivals = new LinkedHashSet<>();

    Callee(Destination destination, long graceNanos) {
        this.destination = destination;
        this.graceNanos = graceNanos;
        policy = new Policy(destination.policy());
        circuit = destination.policy().circuit().map(CircuitBreaker::new);
        rates = destination.policy().rate().map(CallRates::new);
    }

    /** @param graceNanos until when nobody's being there means nothing yet, if it has just become ready */
    void update(Destination now, long graceNanos) {
        if (isReady(now) && !isReady(destination)) {
            this.graceNanos = graceNanos;
        }
        if (!now.policy().equals(destination.policy())) {
            policy = new Policy(now.policy());
            if (!now.policy().circuit().equals(destination.policy().circuit())) {
                circuit = now.policy().circuit().map(CircuitBreaker::new);
            }
            if (!now.policy().rate().equals(destination.policy().rate())) {
                rates = now.policy().rate().map(CallRates::new);
            }
        }
        destination = now;
    }

    private static boolean isReady(Destination destination) {
        return destination.availability() == Availability.READY;
    }

    Destination destination() {
        return destination;
    }

    String node() {
        return destination.node();
    }

    Policy policy() {
        return policy;
    }

    Optional<CircuitBreaker> circuit() {
        return circuit;
    }

    Optional<CallRates> rates() {
        return rates;
    }

    long graceNanos() {
        return graceNanos;
    }

    Set<OpenCall> held() {
        return held;
    }

    /** Running at an instance. */
    Set<OpenCall> running(long instance) {
        return running.getOrDefault(instance, Set.of());
    }

    int runningCount() {
        return running.values().stream().mapToInt(Collection::size).sum();
    }

    boolean isIdle() {
        return held.isEmpty() && running.isEmpty();
    }

    void started(OpenCall call) {
        running.computeIfAbsent(call.instance, key -> new LinkedHashSet<>()).add(call);
    }

    void ended(OpenCall call) {
        held.remove(call);
        running.computeIfPresent(call.instance, (instance, calls) -> {
            calls.remove(call);
            return calls.isEmpty() ? null : calls;
        });
    }

    /** The instances that could take a call in a mailbox, whether or not they have room. */
    List<Long> candidates(Presence presence, Object mailbox, OpenCall call) {
        List<Long> there = presence.in(mailbox, call.arrived.speaker());
        if (call.only.isPresent()) {
            long only = call.only.get();
            return there.stream().filter(it -> it == only || it == 0).toList(); // 0: anybody may be there
        }
        List<Long> known =
                there.stream().filter(destination.instances()::contains).toList();
        if (!known.isEmpty()) {
            return known;
        }
        return there.contains(winner) ? List.of(winner) : there;
    }

    boolean hasNobody(Presence presence, OpenCall call) {
        return candidates(presence, mailbox(presence, call), call).isEmpty();
    }

    /** The mailbox that was called, or the node's own where only there somebody is. */
    private Object mailbox(Presence presence, OpenCall call) {
        Object called = call.route.mailbox();
        return candidates(presence, called, call).isEmpty() ? call.route.home() : called;
    }

    /** Where a call goes now: to the instance that has least to do, in turn among equals. */
    Optional<Place> place(Presence presence, OpenCall call) {
        Object called = call.route.mailbox();
        long lone = presence.lone(called);
        if (lone != 0 && isFree(call, lone)) {
            return Optional.of(new Place(called, lone));
        }
        Object mailbox = mailbox(presence, call);
        List<Long> candidates = candidates(presence, mailbox, call);
        boolean unknown = candidates.size() > 1 && !destination.instances().contains(candidates.get(0));
        if (unknown) {
            candidates = List.of(0L); // who of them is the node shows who answers
        }
        long best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < candidates.size(); i++) {
            long instance = candidates.get((i + turn) % candidates.size());
            int load = running(instance).size();
            if (load < least) {
                least = load;
                best = instance;
            }
        }
        int most = destination.policy().concurrency();
        if (candidates.isEmpty() || (most > 0 && least >= most)) {
            return Optional.empty();
        }
        turn = (turn + 1) & 0xffff;
        return Optional.of(new Place(mailbox, best));
    }

    /** The common case, on the path of every call: whoever is there is the node, and may take what comes. */
    private boolean isFree(OpenCall call, long lone) {
        return lone != call.arrived.speaker()
                && call.only.isEmpty()
                && destination.policy().concurrency() == 0;
    }

    /** An instance answered by the node's name. Returns what is to be told of it, empty for nothing. */
    String answered(Presence presence, Object mailbox, long instance) {
        boolean known = destination.instances().stream().anyMatch(it -> presence.has(mailbox, it));
        if (!presence.has(mailbox, instance) || destination.instances().contains(instance)) {
            return "";
        }
        if (!known && (winner == 0 || winner == instance || !presence.has(mailbox, winner))) {
            winner = instance;
            rivals.remove(instance);
            return "";
        }
        if (!rivals.add(instance)) {
            return "";
        }
        return "two processes answer to the name '%s': calls go to %s, and not to process %d: stop one of them or name it otherwise"
                .formatted(
                        node(),
                        known ? "the one that ara-up started" : "process " + winner + ", which answered first",
                        instance);
    }

    void lost(long instance) {
        if (winner == instance) {
            winner = 0;
        }
    }

    void left(long instance) {
        rivals.remove(instance);
    }

    /** The processes that answer by its name, and are not called; without those that the kernel does not tell. */
    List<Long> rivals() {
        return rivals.stream()
                .filter(rival -> rival > 0 && !destination.instances().contains(rival))
                .toList();
    }
}
