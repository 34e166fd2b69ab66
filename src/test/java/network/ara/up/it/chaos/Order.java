package network.ara.up.it.chaos;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether nodes were started for a reason, once, and in order: judged by what they saw when they started. */
final class Order {

    /**
     * So long may a requirement be dead before ara-up has noticed: it looks once a second for zombies that nobody fetches
     * (ExitWatcher), and the machine may be slow.
     */
    private static final long UNNOTICED_MICROS = TimeUnit.SECONDS.toMicros(3);

    private final ChaosProject project;
    private final Journals journals;
    private final Ledger ledger;

    Order(ChaosProject project, Journals journals, Ledger ledger) {
        this.project = project;
        this.journals = journals;
        this.ledger = ledger;
    }

    /** Of those that have started since the last check. */
    void check(List<Journals.Incarnation> started) {
        for (Journals.Incarnation one : started) {
            if (!one.twin().equals("alone")) {
                ledger.violation("twice: " + one + " was started beside " + one.twin());
            }
            journals.predecessor(one)
                    .filter(before -> !hadReason(one, before))
                    .ifPresent(before ->
                            ledger.violation("restart: " + one + " replaced " + before + ", which nobody had ended"));
            one.saw().forEach(saw -> check(one, saw));
        }
    }

    /** A task that completed just when its supervisor was killed may have to run again: nobody else knows that it has. */
    private boolean hadReason(Journals.Incarnation one, Journals.Incarnation before) {
        return ledger.wasHit(one.node(), before.begunMicros(), one.lookedMicros())
                || (project.node(one.node()).isTask()
                        && ledger.wasHit(
                                Ledger.SUPERVISOR,
                                before.begunMicros() - UNNOTICED_MICROS,
                                journals.readyMicros(before) + UNNOTICED_MICROS));
    }

    private void check(Journals.Incarnation one, String saw) {
        String target = saw.substring(0, saw.indexOf(':'));
        if (ledger.wasHit(target, one.begunMicros() - UNNOTICED_MICROS, one.lookedMicros())) {
            return;
        }
        if (saw.endsWith("=no")) {
            ledger.violation("order: " + one + " was started, and saw " + saw);
        } else if (saw.endsWith(":started=yes") && project.node(target).isOurs() && !ran(target, one)) {
            ledger.violation("order: " + one + " was started, and '" + target + "' did not run");
        }
    }

    /** Whether the last process of that node that had been started before this one has not been ended since. */
    private boolean ran(String target, Journals.Incarnation one) {
        Optional<Journals.Incarnation> last = journals.incarnations(target).stream()
                .filter(other -> other.ticks() <= one.ticks())
                .reduce((before, after) -> after);
        return last.isPresent() && !ledger.wasKilled(last.get().id(), one.begunMicros());
    }
}
