package network.ara.up.it.chaos;

import java.util.List;
import java.util.Random;
import network.ara.up.process.ListeningPort;

/** Kills at random, by SIGKILL. */
final class Killer {

    private static final int BUS_PORT = 46356;

    private final Random random;
    private final ChaosProject project;
    private final UnderTest araUp;
    private final Ledger ledger;

    Killer(Random random, ChaosProject project, UnderTest araUp, Ledger ledger) {
        this.random = random;
        this.project = project;
        this.araUp = araUp;
        this.ledger = ledger;
    }

    /** One process of the run, if there is one of the kind that is drawn. */
    void kill(boolean sparesSupervisor) {
        int choice = random.nextInt(100);
        ProcessTable table = araUp.look();
        if (choice < 60) {
            kill(Ledger.Kill.NODE, table.leaders());
        } else if (choice < 82) {
            kill(Ledger.Kill.CHILD, table.children());
        } else if (choice < 92) {
            kill(Ledger.Kill.LEADER, busLeader(table, sparesSupervisor));
        } else if (!sparesSupervisor) {
            kill(Ledger.Kill.SUPERVISOR, table.supervisors());
        }
    }

    private List<ProcessTable.Entry> busLeader(ProcessTable table, boolean sparesSupervisor) {
        return table.entries().stream()
                .filter(entry -> entry.node().isEmpty()
                        ? !sparesSupervisor && entry.leadsSession()
                        : project.node(entry.node()).kind().isOnBus())
                .filter(entry -> ListeningPort.of(entry.pid()).stream()
                        .anyMatch(port ->
                                port.port() == BUS_PORT && port.protocol().equals("tcp")))
                .toList();
    }

    private void kill(Ledger.Kill kind, List<ProcessTable.Entry> candidates) {
        if (candidates.isEmpty()) {
            return;
        }
        ProcessTable.Entry victim = candidates.get(random.nextInt(candidates.size()));
        long now = Ledger.nowMicros();
        if (ProcessHandle.of(victim.pid()).map(ProcessHandle::destroyForcibly).orElse(false)) {
            ledger.killed(kind, victim, now);
            if (victim.node().isEmpty()) {
                araUp.wasKilled(victim);
            } else if (victim.isLeader() && araUp.isSteady()) {
                ledger.awaitReplacement(victim.node(), now);
            }
        }
    }
}
