package network.ara.up.it.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A run from its seed: rounds of kills and commands, each followed by the wait until everything is as it should be, and the
 * checks. What is drawn comes from the seed; when it happens depends on the machine, so that a seed gives the same
 * project and alike rounds, not the same moments.
 */
public final class ChaosRun {

    private static final int NODES = 50;
    private static final int MOST_BLOWS = 40;
    private static final int LONGEST_PAUSE_MILLIS = 120;
    private static final int MAX_VIOLATIONS = 5;

    private final Random random;
    private final Duration duration;
    private final ChaosProject project;
    private final UnderTest araUp;
    private final Expectation expectation;
    private final Ledger ledger;
    private final Rest rest;
    private final Killer killer;
    private final Commands commands;

    /** @param folder empty; what is left there afterwards tells what happened */
    public ChaosRun(long seed, Duration duration, Path folder) throws IOException {
        this.random = new Random(seed);
        this.duration = duration;
        this.ledger = new Ledger(seed);
        this.project = new ChaosProject(random, NODES, folder);
        this.araUp = new UnderTest(folder, seed + "-" + ProcessHandle.current().pid(), ledger);
        this.expectation = new Expectation(project, ledger);
        Journals journals = new Journals(project, folder, araUp.logFolder());
        this.rest = new Rest(araUp, expectation, journals, new Order(project, journals, ledger), ledger);
        this.killer = new Killer(random, project, araUp, ledger);
        this.commands = new Commands(random, project, araUp, expectation, journals, ledger);
    }

    /** Returns the violations. Nothing of the run is left. */
    public List<String> run() throws IOException {
        long began = System.nanoTime();
        try {
            project.write();
            up();
            settle();
            while (System.nanoTime() - began < duration.toNanos()
                    && ledger.violations().size() < MAX_VIOLATIONS) {
                round();
            }
            end();
        } finally {
            killWhatIsLeft();
            ledger.note(Ledger.nowMicros(), "summary\n" + ledger.summary(Duration.ofNanos(System.nanoTime() - began)));
        }
        return ledger.violations();
    }

    private void up() throws IOException {
        commands.await();
        expectation.allUp();
        araUp.up();
    }

    private void round() throws IOException {
        boolean sparesSupervisor = random.nextInt(3) > 0;
        for (int i = 1 + random.nextInt(MOST_BLOWS); i > 0; i--) {
            if (!araUp.isUp() && random.nextInt(3) == 0) {
                up();
            }
            if (random.nextInt(8) == 0) {
                commands.give();
            } else {
                killer.kill(sparesSupervisor);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_PAUSE_MILLIS)));
        }
        long since = Ledger.nowMicros();
        commands.await();
        settle();
        ledger.settled(Ledger.nowMicros() - since);
    }

    private void settle() throws IOException {
        while (!araUp.isUp()) {
            up();
        }
        araUp.awaitUp();
        rest.await();
        rest.check();
        commands.check();
    }

    /** What is persistent stays, with what it requires, until it is not persistent any more. */
    private void end() throws IOException {
        down(expectation.persistent());
        project.endPersistence();
        project.write();
        down(Set.of());
    }

    private void down(Set<String> expected) throws IOException {
        int exitCode = araUp.run("down", "ara.yml");
        if (exitCode != 0) {
            ledger.violation("down: exit code " + exitCode);
        }
        rest.awaitOnly(expected);
    }

    private void killWhatIsLeft() {
        List<ProcessTable.Entry> left = araUp.look().entries();
        while (!left.isEmpty()) {
            left.forEach(entry -> ProcessHandle.of(entry.pid()).ifPresent(ProcessHandle::destroyForcibly));
            left = araUp.look().entries();
        }
    }
}
