package network.ara.up.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import network.ara.up.core.Exit;
import network.ara.up.core.Snapshot.NodeView;
import network.ara.up.process.ListeningPort;
import network.ara.up.process.ProcessFigures;
import network.ara.up.process.ProcessGroup;
import network.ara.up.process.ProcessIdentity;
import org.jspecify.annotations.Nullable;

/** A node as {@code ps} has it: what the core knows, and what the kernel says of its processes at this moment. */
final class NodeLine {

    private NodeLine() {}

    /** @param found what probes have found in its log */
    static Map<String, @Nullable Object> of(NodeView node, Map<String, String> found) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("node", node.name().text());
        line.put("state", node.state().word());
        line.put("origin", node.origin().word());
        line.put("pid", node.pid().isPresent() ? node.pid().getAsLong() : null);
        line.put("restarts", node.restarts());
        line.put("sinceMillis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - node.sinceNanos()));
        line.put(
                "readyAfterMillis",
                node.readyAfter().map(after -> after.toMillis()).orElse(null));
        line.put("lastExit", node.lastExit().map(Exit::toString).orElse(null));
        line.put("reason", node.reason());
        line.put("found", found);
        group(node.pid()).ifPresent(group -> {
            ProcessFigures figures = group.figures();
            line.put(
                    "ports",
                    group.listeningPorts().stream().map(ListeningPort::toString).toList());
            line.put("processes", figures.processes());
            line.put("cpuMillis", figures.cpu().toMillis());
            line.put("memoryBytes", figures.residentBytes());
        });
        return line;
    }

    private static Optional<ProcessGroup> group(OptionalLong pid) {
        return pid.isEmpty()
                ? Optional.empty()
                : ProcessIdentity.of(pid.getAsLong())
                        .filter(process -> process.pid() > 1)
                        .map(ProcessGroup::ledBy);
    }
}
