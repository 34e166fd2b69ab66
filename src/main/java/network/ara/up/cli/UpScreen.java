package network.ara.up.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import network.ara.up.core.Effect;
import network.ara.up.core.Origin;
import network.ara.up.core.Snapshot;
import network.ara.up.core.Snapshot.NodeView;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeState;
import network.ara.up.runtime.LoopListener;

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
        Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
        List<NodeView> nodes = snapshot.nodes();
        boolean inPart = nodes.stream().anyMatch(UpScreen::isDown);
        printer.print(
                err,
                (inPart ? "up in part" : "up") + " after " + took.toMillis() + " ms"
                        + part("found running", nodes, node -> !isDown(node) && node.origin() != Origin.OWNED)
                        + booted(nodes)
                        + part("not running", nodes, UpScreen::isDown));
    }

    private static boolean isDown(NodeView node) {
        return node.state() == NodeState.FAILED || node.state() == NodeState.SKIPPED;
    }

    private static String part(String title, Collection<NodeView> nodes, Predicate<NodeView> which) {
        String names = nodes.stream()
                .filter(which)
                .map(NodeView::name)
                .map(NodeName::text)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : "; " + title + ": " + names;
    }

    /** In the order in which they became ready. */
    private static String booted(Collection<NodeView> nodes) {
        String names = nodes.stream()
                .filter(node -> node.readyAfter().isPresent())
                .sorted(Comparator.comparing(NodeView::sinceNanos))
                .map(node -> node.name() + " ("
                        + node.readyAfter().orElse(Duration.ZERO).toMillis() + " ms)")
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : "; booted: " + names;
    }
}
