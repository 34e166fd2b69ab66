package network.ara.up.it.chaos;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether nodes were started in order, judged by what they saw when they started. */
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
                ledger.violation(one.node() + ": " + one.id() + " was started beside " + one.twin());
            }
            for (String saw : one.saw()) {
                check(one, saw);
            }
        }
    }

    private void check(Journals.Incarnation one, String saw) {
        String target = saw.substring(0, saw.indexOf(':'));
        boolean wasHit = ledger.wasHit(target, one.begunMicros() - UNNOTICED_MICROS, one.lookedMicros());
        if (saw.endsWith(":started=yes")) {
            if (!wasHit && project.node(target).isOurs() && !hadStarted(target, one)) {
                ledger.violation("order: " + one + " was started, and '" + target + "' had not been");
            }
        } else if (saw.endsWith("=no") && !wasHit) {
            ledger.violation("order: " + one + " was started, and saw " + saw);
        }
    }

    /** Whether the last process of that node that was started before this one was still running. */
    private boolean hadStarted(String target, Journals.Incarnation one) {
        Optional<Journals.Incarnation> last = journals.incarnations(target).stream()
                .filter(other -> other.ticks() <= one.ticks())
                .reduce((before, after) -> after);
        return last.isPresent()
                && ledger.blows(target).stream()
                        .noneMatch(blow -> blow.id().equals(last.get().id())
                                && blow.micros() < one.begunMicros() - UNNOTICED_MICROS);
    }
}
