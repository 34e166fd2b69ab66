package network.ara.up.cli;

import java.io.PrintWriter;
import network.ara.up.core.Effect;
import network.ara.up.core.Snapshot;
import network.ara.up.runtime.LoopListener;
import network.ara.up.runtime.Summary;

/**
 * What happens to the nodes, for people: a line for each notice, and a summary once all have come to rest.
 *
 * <p>Thread: the loop's; the printing has its own.
 */
final class UpScreen implements LoopListener {

    private final Printer printer;
    private final PrintWriter err;
    private final NoticeLine lines;
    private final long startedNanos;

    /** @param startedNanos when the run began, as {@link System#nanoTime} counts */
    UpScreen(Printer printer, PrintWriter err, NoticeLine lines, long startedNanos) {
        this.printer = printer;
        this.err = err;
        this.lines = lines;
        this.startedNanos = startedNanos;
    }

    @Override
    public void report(Effect.Report report) {
        printer.print(err, lines.of(report.node().text(), report.notice().word(), report.detail()));
    }

    @Override
    public void settled(Snapshot snapshot) {
        printer.print(err, Summary.of(snapshot, System.nanoTime() - startedNanos));
    }
}
