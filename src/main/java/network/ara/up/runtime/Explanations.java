package network.ara.up.runtime;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import network.ara.up.core.Effect;
import network.ara.up.model.NodeName;
import network.ara.up.process.LogFiles;
import network.ara.up.process.LogTail;

/**
 * What a person wants to know besides what the core reports: which probes did not pass, and what the program said last.
 *
 * <p>Thread: the loop's.
 */
final class Explanations {

    private static final int LINES_OF_A_FAILURE = 10;

    private final LogFiles logs;
    private final Prober prober;

    /** Where, in its log, the output of a node's last start begins, in bytes. */
    private final Map<NodeName, Long> outputFrom = new HashMap<>();

    Explanations(LogFiles logs, Prober prober) {
        this.logs = logs;
        this.prober = prober;
    }

    /** What it said before explains nothing of this start. */
    void startBegins(NodeName node) {
        outputFrom.remove(node);
    }

    void outputBegins(NodeName node, long offset) {
        outputFrom.put(node, offset);
    }

    /** Of a failure, with what led to it; of anything else as it is. */
    Effect.Report of(Effect.Report report) {
        return report.notice() == Effect.Notice.FAILED ? withLastOutput(withOpenProbes(report)) : report;
    }

    /** Of an adoption of a process that was started otherwise than described. */
    Effect.Report ofAge(Effect.Report report) {
        return with(report, ", from another manifest; 'ara-up restart " + report.node() + "' applies this one");
    }

    /** One that ended by itself was not failed by its probes. */
    private Effect.Report withOpenProbes(Effect.Report report) {
        String open = report.detail().startsWith(Effect.Notice.NOT_READY) ? prober.openProbes(report.node()) : "";
        return open.isEmpty() ? report : with(report, "\n  still open: " + open);
    }

    private Effect.Report withLastOutput(Effect.Report report) {
        Long from = outputFrom.get(report.node());
        if (from == null) {
            return report;
        }
        try {
            String output = String.join("\n    ", LogTail.lines(logs.of(report.node()), LINES_OF_A_FAILURE, from));
            return output.isEmpty() ? report : with(report, "\n  last output:\n    " + output);
        } catch (IOException e) {
            return report;
        }
    }

    private static Effect.Report with(Effect.Report report, String more) {
        return new Effect.Report(report.node(), report.notice(), report.detail() + more);
    }
}
