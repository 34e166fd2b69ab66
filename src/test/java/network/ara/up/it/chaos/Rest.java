package network.ara.up.it.chaos;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The waits until everything is as it should be, and what must hold then. */
final class Rest {

    private static final int BUS_PORT = 46356;
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final String SOCKET = ChaosProject.NAME + ".sock";

    private final UnderTest araUp;
    private final Expectation expectation;
    private final Journals journals;
    private final Order order;
    private final Ledger ledger;

    /** Of the supervisor that had died so often. */
    private @Nullable Footprint footprint;

    private int footprintDeaths = -1;

    Rest(UnderTest araUp, Expectation expectation, Journals journals, Order order, Ledger ledger) {
        this.araUp = araUp;
        this.expectation = expectation;
        this.journals = journals;
        this.order = order;
        this.ledger = ledger;
    }

    /** Waits until what should run does, once, and nothing else. */
    void await() {
        awaitNone(() -> expectation.mismatches(araUp.look(), araUp.ps())).forEach(ledger::violation);
    }

    /** Waits until nothing but that is left; ara-up itself may end a moment after it has said that all is stopped. */
    void awaitOnly(Set<String> nodes) throws IOException {
        awaitNone(() -> leftOver(nodes)).forEach(ledger::violation);
        checkHistory();
        checkFiles(false);
    }

    private List<String> leftOver(Set<String> expected) {
        ProcessTable table = araUp.look();
        Set<String> left =
                table.leaders().stream().map(ProcessTable.Entry::node).collect(Collectors.toSet());
        return left.equals(expected)
                        && table.orphans().isEmpty()
                        && table.araUps().isEmpty()
                ? List.of()
                : List.of("after down: " + table.entries() + " run, and not just " + expected);
    }

    private static List<String> awaitNone(Supplier<List<String>> flaws) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        List<String> found = flaws.get();
        while (!found.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
            found = flaws.get();
        }
        return found;
    }

    /** What must hold besides. */
    void check() throws IOException {
        checkHistory();
        checkFiles(true);
        checkFootprint();
        for (Ledger.Killed killed : ledger.takeAwaited()) {
            journals.readyAfter(killed.node(), killed.micros())
                    .filter(ready -> !ledger.wasHit(Ledger.SUPERVISOR, killed.micros(), ready))
                    .ifPresent(ready -> ledger.replaced(ready - killed.micros()));
        }
        araUp.isAtRest();
    }

    private void checkHistory() throws IOException {
        order.check(journals.read());
        journals.flawsOfLogs().forEach(ledger::violation);
    }

    private void checkFiles(boolean isUp) throws IOException {
        try (Stream<Path> files = Files.walk(araUp.runtimeFolder())) {
            for (Path file : files.filter(file -> !Files.isDirectory(file)).toList()) {
                boolean isSupervisors = isUp && (file.endsWith(SOCKET) || file.endsWith(SOCKET + ".lock"));
                if (!isSupervisors && !file.toString().endsWith(".lock")) {
                    ledger.violation("left over: " + file);
                } else if (!isSupervisors && isHeld(file)) {
                    ledger.violation("nothing starts, and the lock is held: " + file);
                }
            }
        }
    }

    private static boolean isHeld(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            return lock == null;
        }
    }

    /** With everything up, the same supervisor holds what it held before. */
    private void checkFootprint() throws IOException {
        ProcessTable table = araUp.look();
        if (table.supervisors().size() != 1 || !expectation.isAllUp()) {
            return;
        }
        long pid = table.supervisors().get(0).pid();
        long children =
                table.entries().stream().filter(entry -> entry.parent() == pid).count();
        Footprint now = Footprint.of(pid, children, BUS_PORT);
        ledger.note(Ledger.nowMicros(), now + " " + ledger.kills() + " kills, " + ledger.settlings() + " settlings");
        if (footprint == null || footprintDeaths != araUp.deaths()) {
            footprint = now;
            footprintDeaths = araUp.deaths();
        } else if (now.hasOutgrown(footprint)) {
            ledger.violation("ara-up, pid " + pid + ", holds " + now + " after " + footprint);
        }
    }
}
