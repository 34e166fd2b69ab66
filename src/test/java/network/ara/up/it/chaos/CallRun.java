package network.ara.up.it.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import network.ara.up.process.ListeningPort;

/**
 * Nodes that call each other without a break while they, the bus's leader and their supervisor are killed. At the end every
 * call must be accounted for.
 */
public final class CallRun {

    static final int TIMEOUT_MILLIS = 5_000;

    private static final int BUS_PORT = 46356;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** What is killed, so many times in a hundred; what is left is any node. */
    public record Odds(int leader, int supervisor) {}

    private final Random random;
    private final long seed;
    private final CallFleet fleet;
    private final CallAccounts accounts;
    private final Set<String> killed = new HashSet<>(); // as pid.ticks
    private final Map<String, Integer> kills = new TreeMap<>();

    public CallRun(long seed, CallFleet fleet, Path folder) throws IOException {
        this.seed = seed;
        this.fleet = fleet;
        random = new Random(seed);
        Files.createDirectories(folder.resolve("calls"));
        Files.createDirectories(folder.resolve("ran"));
        accounts = new CallAccounts(folder, fleet.names(), TIMEOUT_MILLIS);
    }

    /** Kills so many times, evenly over so many calls; returns all that is wrong with them. */
    @SuppressWarnings("SystemOut")
    public List<String> run(int kills, int calls, Odds odds) throws IOException {
        long began = System.nanoTime();
        System.out.println("calls: seed " + seed);
        fleet.start();
        try {
            for (int i = 0; i < kills; i++) {
                awaitEnded(Math.max(accounts.ended() + 1, calls * i / kills));
                killOne(odds);
                fleet.revive();
            }
            awaitEnded(calls);
            fleet.stopCalling();
            await("callers to finish", this::allFinished);
        } finally {
            fleet.end();
        }
        List<String> violations = accounts.violations(killed::contains);
        System.out.println(String.format(
                Locale.ROOT,
                "calls: seed %d, %d s, kills %s, %s, %d violations",
                seed,
                Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                this.kills,
                accounts.summary(),
                violations.size()));
        return violations;
    }

    /** Calls in flight at that moment there always are: callers begin the next one as soon as one has ended. */
    private void killOne(Odds odds) throws IOException {
        int choice = random.nextInt(100);
        if (choice < odds.leader()) {
            await("a leader of the bus", () -> !leaders().isEmpty());
            kill("leader of the bus", leaders());
        } else if (choice < odds.leader() + odds.supervisor()) {
            kill("supervisor", fleet.look().supervisors());
        } else {
            kill("node", fleet.look().leaders());
        }
    }

    private List<ProcessTable.Entry> leaders() {
        return fleet.look().entries().stream()
                .filter(entry -> ListeningPort.of(entry.pid()).stream()
                        .anyMatch(port ->
                                port.port() == BUS_PORT && port.protocol().equals("tcp")))
                .toList();
    }

    private void kill(String kind, List<ProcessTable.Entry> candidates) throws IOException {
        if (candidates.isEmpty()) {
            return;
        }
        ProcessTable.Entry victim = candidates.get(random.nextInt(candidates.size()));
        if (ProcessHandle.of(victim.pid()).map(ProcessHandle::destroyForcibly).orElse(false)) {
            killed.add(victim.id());
            kills.merge(kind, 1, Integer::sum);
            await(
                    "the end of " + victim,
                    () -> !ProcessHandle.of(victim.pid())
                            .map(ProcessHandle::isAlive)
                            .orElse(false));
        }
    }

    /** Those that run now; those that were killed can't. */
    private boolean allFinished() {
        try {
            int unused = accounts.ended();
        } catch (IOException e) {
            return false;
        }
        return fleet.look().entries().stream()
                .filter(entry -> fleet.callers().contains(entry.node()))
                .allMatch(entry -> accounts.isFinished(entry.id()));
    }

    private void awaitEnded(int count) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int before = -1;
        for (int now = accounts.ended(); now < count; now = accounts.ended()) {
            if (now > before) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
                before = now;
            } else if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("no call has ended for " + PATIENCE + ": " + now + " of " + count
                        + fleet.look().entries());
            }
            fleet.revive();
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited " + PATIENCE + " in vain for " + what);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
