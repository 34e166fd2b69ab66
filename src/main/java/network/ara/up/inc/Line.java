package network.ara.up.inc;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import network.ara.up.bus.Bus;
import network.ara.up.bus.Cast;
import network.ara.up.bus.CastListener;
import network.ara.up.bus.Peer;
import network.ara.up.wire.Address;
import network.ara.up.wire.Mailbox;

/** The way into another node's mailbox, and what is known of whether anybody is in there. */
final class Line implements CastListener {

    /** For so long a look at who is there, or an answer, holds good: a call does not ask the kernel each time. */
    private static final long GOOD_NANOS = Duration.ofMillis(100).toNanos();

    /** While calls wait, their callee is asked for a sign of life after so long, then after twice as long, up to the last. */
    private static final long FIRST_CHECK_NANOS = Duration.ofSeconds(1).toNanos();

    /** Peers of one mailbox that are remembered: who forges their events does not fill the memory. */
    private static final int MOST_SEEN = 1000;

    private static final long LAST_CHECK_NANOS = Duration.ofSeconds(8).toNanos();

    /** Peers come back one by one after an election: wait for so long a silence. */
    private static final long SETTLE_NANOS = Duration.ofMillis(50).toNanos();

    private final Address address;
    private final Consumer<Line> onChange;
    private final Cast cast; // not for the listener's methods: they may be called while it is still being joined

    private final Set<Long> gone = ConcurrentHashMap.newKeySet(); // said bye; written on the loop thread
    private final Set<Long> unknown =
            ConcurrentHashMap.newKeySet(); // looked dead at first sight: of another pid namespace
    private final Set<Long> seen = ConcurrentHashMap.newKeySet(); // that may be the target; bounded
    private final Map<Long, Long> started = new ConcurrentHashMap<>(); // by process, ms since 1970, as it says; bounded
    private final AtomicInteger losses = new AtomicInteger();
    private volatile boolean hasStandIn; // set on the loop thread, for good
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile long occupiedUntilNanos = System.nanoTime(); // any thread: a late value only costs another look
    private volatile long checkNanos = System.nanoTime() + FIRST_CHECK_NANOS; // any thread, likewise
    private volatile long pauseNanos = FIRST_CHECK_NANOS; // the sweeper's

    /** @param onChange run on the loop thread when somebody came to the mailbox, or came back after an election */
    Line(Bus bus, String target, Consumer<Line> onChange) {
        this.address = Address.of(target);
        this.onChange = onChange;
        this.cast = bus.visit(Mailbox.of(address.name()), this);
    }

    /** {@code NAME}, or {@code NAME@PID} for one instance. */
    String target() {
        return address.toString();
    }

    /** Errors: as {@link Cast#emit}. */
    void emit(byte[] message) {
        cast.emit(message);
    }

    /** Tells whether anybody is in the mailbox, as soon as that is known; not at all when this is closed before. */
    void whenOccupied(Consumer<Boolean> told) {
        if (occupiedUntilNanos - System.nanoTime() > 0) {
            told.accept(true);
            return;
        }
        cast.settled().thenAccept(peers -> {
            boolean occupied = peers.stream().anyMatch(this::isThere);
            if (occupied) {
                answered();
            }
            told.accept(occupied);
        });
    }

    /** Whether nobody is there who could run a call, but somebody who would have the target booted. */
    boolean standsIn() {
        return hasStandIn && cast.peers().stream().noneMatch(peer -> !peer.isStandIn() && isThere(peer));
    }

    /** A process of the target says when it started, milliseconds since 1970. */
    void started(long pid, long millis) {
        if (started.size() < MOST_SEEN || started.containsKey(pid)) {
            started.put(pid, millis);
        }
    }

    /**
     * Whether one of several processes of the target lives that may be the one which was sent something then.
     *
     * @param asFarAsKnown whether who has not said when it started is none: others sit in mailboxes, too
     */
    boolean hasElder(long sentMillis, boolean asFarAsKnown) {
        long unknown = asFarAsKnown ? Long.MAX_VALUE : Long.MIN_VALUE;
        return cast.peers().stream()
                .filter(peer -> !peer.isStandIn() && peer.pid().isPresent() && isThere(peer))
                .mapToLong(peer -> peer.pid().getAsLong())
                .anyMatch(pid -> isAlive(pid) && started.getOrDefault(pid, unknown) <= sentMillis);
    }

    /** Whether there is one who has the target booted, and knows who has its calls. */
    boolean keepsStandIn() {
        return hasStandIn && cast.peers().stream().anyMatch(peer -> peer.isStandIn() && isThere(peer));
    }

    /** How many of those who were seen there have left or died. */
    int losses() {
        seen.removeIf(pid -> {
            boolean isLost = gone.contains(pid) || !isAlive(pid);
            if (isLost) {
                losses.incrementAndGet();
            }
            return isLost;
        });
        return losses.get();
    }

    /** Who may be in a mailbox. */
    enum Occupant {
        /** The node. */
        TARGET,
        /** Only who would have it booted, and may hold calls for it. */
        STAND_IN,
        NOBODY
    }

    /** Tells who is in the mailbox, as soon as that is known. */
    void whenLooked(Consumer<Occupant> told) {
        cast.settled().thenAccept(peers -> {
            boolean isTarget = peers.stream().anyMatch(peer -> !peer.isStandIn() && isThere(peer));
            boolean isAnybody = peers.stream().anyMatch(this::isThere);
            told.accept(isTarget ? Occupant.TARGET : isAnybody ? Occupant.STAND_IN : Occupant.NOBODY);
        });
    }

    /** Localcast never tells who left, so the kernel is asked. */
    private boolean isThere(Peer peer) {
        if (!address.mayBe(peer.pid())) {
            return address.mayBe(peer.answersFor())
                    && isAlive(peer.answersFor().getAsLong())
                    && isAlive(peer.pid().orElse(0));
        }
        if (peer.pid().isEmpty()) {
            return true;
        }
        long pid = peer.pid().getAsLong();
        return !gone.contains(pid) && (unknown.contains(pid) || isAlive(pid));
    }

    /** Somebody is there: it has just answered. */
    void answered() {
        occupiedUntilNanos = System.nanoTime() + GOOD_NANOS;
    }

    /** The process said bye. */
    void left(long pid) {
        gone.add(pid);
        occupiedUntilNanos = System.nanoTime();
    }

    /** One more call waits for the target. */
    void begin() {
        if (waiting.getAndIncrement() == 0) {
            pauseNanos = FIRST_CHECK_NANOS;
            checkNanos = System.nanoTime() + FIRST_CHECK_NANOS;
        }
    }

    void end() {
        waiting.decrementAndGet();
    }

    boolean isIdle() {
        return waiting.get() == 0;
    }

    /** Somebody came or came back: ask soon. */
    void checkSoon() {
        checkNanos = System.nanoTime() + SETTLE_NANOS;
    }

    /** Whether the target is to be asked for a sign of life now. */
    boolean isCheckDue(long nowNanos) {
        if (isIdle() || checkNanos - nowNanos > 0) {
            return false;
        }
        pauseNanos = Math.min(2 * pauseNanos, LAST_CHECK_NANOS);
        checkNanos = nowNanos + pauseNanos;
        return true;
    }

    void close() {
        cast.close();
    }

    /** What the owner and others say in there is not for us. */
    @Override
    public void message(byte[] json) {}

    @Override
    public void peer(Peer peer) {
        if (peer.isStandIn()) {
            hasStandIn = true;
        }
        peer.pid().ifPresent(pid -> {
            if (!peer.isStandIn() && seen.size() < MOST_SEEN && isAlive(pid)) {
                seen.add(pid);
            }
            gone.remove(pid);
            if (!isAlive(pid)) {
                unknown.add(pid);
            }
        });
        onChange.accept(this);
    }

    @Override
    public void connected() {
        onChange.accept(this);
    }

    @Override
    public void disconnected() {
        occupiedUntilNanos = System.nanoTime();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
