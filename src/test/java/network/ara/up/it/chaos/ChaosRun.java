package network.ara.up.it.chaos;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.ara.up.process.ListeningPort;
import org.jspecify.annotations.Nullable;

/** A run from its seed: rounds of kills, each followed by the wait until everything is as it should be, and the checks. */
public final class ChaosRun {

    private static final int NODES = 50;
    private static final int BUS_PORT = 46356;
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String SOCKET = ChaosProject.NAME + ".sock";
    private static final int MAX_VIOLATIONS = 5;

    private final Random random;
    private final Duration duration;
    private final String run;
    private final ChaosProject project;
    private final UnderTest araUp;
    private final Expectation expectation;
    private final Journals journals;
    private final Ledger ledger;
    /** Kills whose replacement has not been seen yet; of nodes whose supervisor was there. */
    private final List<Hit> open = new ArrayList<>();

    /** When a supervisor was killed last, and whether everything has been as it should be since. */
    private long supervisorKilledMicros;

    private boolean steady;
    private @Nullable Footprint footprint;

    private record Hit(String node, long micros) {}

    public ChaosRun(long seed, Duration duration, Path folder) throws IOException {
        this.random = new Random(seed);
        this.duration = duration;
        this.run = "run-" + seed + "-" + ProcessHandle.current().pid();
        this.project = new ChaosProject(random, NODES, folder);
        this.araUp = new UnderTest(folder, run);
        this.expectation = new Expectation(project);
        this.journals = new Journals(project, folder, araUp.stateFolder().resolve("logs"));
        this.ledger = new Ledger(seed);
        new ProcessBuilder("mkfifo", folder.resolve("never").toString())
                .start()
                .onExit()
                .join();
    }

    /** Returns the violations. Nothing of the run is left. */
    public List<String> run() throws IOException {
        try {
            project.write();
            araUp.up();
            settle(0);
            check();
            long began = System.nanoTime();
            while (System.nanoTime() - began < duration.toNanos()
                    && ledger.violations().size() < MAX_VIOLATIONS) {
                round();
            }
            System.out.println(ledger.summary(Duration.ofNanos(System.nanoTime() - began)));
            end();
        } finally {
            killWhatIsLeft();
        }
        return ledger.violations();
    }

    /** What is persistent stays, with what it requires, until it is not persistent any more. */
    private void end() throws IOException {
        awaitEmpty("down", expectation.persistent());
        project.endPersistence();
        project.write();
        awaitEmpty("down again", Set.of());
    }

    private void awaitEmpty(String what, Set<String> expected) throws IOException {
        int exitCode = araUp.run("down", "ara.yml");
        if (exitCode != 0) {
            ledger.violation(what + ": exit code " + exitCode);
        }
        awaitNone(() -> leftOver(expected)).forEach(flaw -> ledger.violation(what + ": " + flaw));
        journals.read();
        journals.flawsOfLogs().forEach(ledger::violation);
        checkFiles(false);
    }

    /** ara-up itself may end a moment after it has said that all is stopped. */
    private List<String> leftOver(Set<String> expected) {
        ProcessTable table = ProcessTable.look(run);
        Set<String> left =
                table.leaders().stream().map(ProcessTable.Entry::node).collect(Collectors.toSet());
        return left.equals(expected)
                        && table.orphans().isEmpty()
                        && table.araUps().isEmpty()
                ? List.of()
                : List.of(table.entries() + " run, and not just " + expected);
    }

    private void killWhatIsLeft() {
        List<ProcessTable.Entry> left = ProcessTable.look(run).entries();
        while (!left.isEmpty()) {
            left.forEach(entry -> ProcessHandle.of(entry.pid()).ifPresent(ProcessHandle::destroyForcibly));
            left = ProcessTable.look(run).entries();
        }
    }

    private void round() throws IOException {
        boolean sparesSupervisor = random.nextInt(3) > 0;
        for (int i = 1 + random.nextInt(24); i > 0; i--) {
            act(sparesSupervisor);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(120)));
        }
        long last = micros();
        if (!araUp.isUp()) {
            araUp.up();
        }
        settle(last);
        check();
    }

    private void act(boolean sparesSupervisor) throws IOException {
        if (!araUp.isUp() && random.nextInt(3) == 0) {
            araUp.up();
        }
        int choice = random.nextInt(100);
        if (choice < 55) {
            killNode();
        } else if (choice < 80) {
            killChild();
        } else if (choice < 90) {
            killBusLeader(sparesSupervisor);
        } else if (!sparesSupervisor) {
            killSupervisor();
        }
    }

    private void killNode() {
        kill(Ledger.Kill.NODE, ProcessTable.look(run).leaders());
    }

    private void killChild() {
        kill(Ledger.Kill.CHILD, ProcessTable.look(run).children());
    }

    private void killBusLeader(boolean sparesSupervisor) {
        List<ProcessTable.Entry> leaders = ProcessTable.look(run).entries().stream()
                .filter(entry -> entry.node().isEmpty()
                        ? !sparesSupervisor
                        : project.node(entry.node()).kind().isOnBus())
                .filter(entry -> ListeningPort.of(entry.pid()).stream()
                        .anyMatch(port ->
                                port.port() == BUS_PORT && port.protocol().equals("tcp")))
                .toList();
        kill(Ledger.Kill.LEADER, leaders);
    }

    private void killSupervisor() {
        araUp.pid()
                .ifPresent(pid -> kill(
                        Ledger.Kill.SUPERVISOR,
                        ProcessTable.look(run).of(pid).stream().toList()));
    }

    private void kill(Ledger.Kill kind, List<ProcessTable.Entry> candidates) {
        if (candidates.isEmpty()) {
            return;
        }
        ProcessTable.Entry victim = candidates.get(random.nextInt(candidates.size()));
        long now = micros();
        ProcessHandle.of(victim.pid()).ifPresent(process -> {
            boolean unused = process.destroyForcibly();
            ledger.killed(kind);
            araUp.awaitEndOf(victim.pid());
        });
        if (victim.isLeader() || project.has(victim.node()) && victim.child()) {
            ledger.blow(victim.node(), now, victim.id());
        }
        if (victim.node().isEmpty()) {
            supervisorKilledMicros = now;
            steady = false;
            footprint = null;
        } else if (steady
                && victim.isLeader()
                && !project.node(victim.node()).mayFail()
                && project.node(victim.node()).isOurs()) {
            open.add(new Hit(victim.node(), now));
        }
        System.out.println(now + " killed " + kind + " " + victim.node() + " " + victim.id());
    }

    private void settle(long since) throws IOException {
        awaitNone(this::mismatches).forEach(ledger::violation);
        if (since > 0) {
            ledger.settled(micros() - since);
        }
    }

    /** Looks until there are none; returns those that are there in the end. */
    private static List<String> awaitNone(Supplier<List<String>> flaws) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        List<String> found = flaws.get();
        while (!found.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            found = flaws.get();
        }
        return found;
    }

    private List<String> mismatches() {
        ProcessTable table = ProcessTable.look(run);
        Optional<Map<String, Map<String, @Nullable Object>>> ps = araUp.ps();
        return expectation.mismatches(table, ps, araUp.pid().orElse(0));
    }

    private void check() throws IOException {
        List<Journals.Incarnation> started = journals.read();
        new Order(project, journals, ledger).check(started);
        journals.flawsOfLogs().forEach(ledger::violation);
        for (Hit hit : open) {
            journals.readyAfter(hit.node(), hit.micros())
                    .filter(ready -> supervisorKilledMicros < hit.micros())
                    .ifPresent(ready -> ledger.replaced(ready - hit.micros()));
        }
        open.clear();
        steady = true;
        checkFiles(true);
        checkFootprint();
    }

    private void checkFiles(boolean isUp) throws IOException {
        try (Stream<Path> files = Files.walk(araUp.runtimeFolder())) {
            for (Path file : files.filter(file -> !Files.isDirectory(file)).toList()) {
                if (isUp && file.endsWith(SOCKET)) {
                    continue;
                }
                if (!file.toString().endsWith(".lock")) {
                    ledger.violation("left over: " + file);
                } else if ((!isUp || !file.endsWith(SOCKET + ".lock")) && isHeld(file)) {
                    ledger.violation("nothing starts, and the lock is held: " + file);
                }
            }
        }
    }

    /** At rest, with everything up: the same supervisor holds what it held before. */
    private void checkFootprint() throws IOException {
        long pid = araUp.pid().orElse(0);
        if (pid == 0 || !expectation.isAllUp()) {
            return;
        }
        long children = ProcessTable.look(run).entries().stream()
                .filter(entry -> entry.parent() == pid)
                .count();
        Footprint now = Footprint.of(pid, children, BUS_PORT);
        System.out.println(now + " " + ledger.kills() + " kills, " + ledger.settlings() + " settlings");
        if (footprint == null) {
            footprint = now;
        } else if (now.hasOutgrown(footprint)) {
            ledger.violation("ara-up, pid " + pid + ", holds " + now + " after " + footprint);
        }
    }

    private static boolean isHeld(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            return lock == null;
        }
    }

    private static long micros() {
        return System.currentTimeMillis() * 1000;
    }
}
