package network.ara.up.runtime;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import network.ara.up.core.Effect;
import network.ara.up.core.Event;
import network.ara.up.core.Exit;
import network.ara.up.core.Snapshot;
import network.ara.up.process.ListeningPort;
import network.ara.up.process.ProcessFigures;
import network.ara.up.process.ProcessGroup;
import network.ara.up.process.ProcessIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What another terminal may ask of a running ara-up: {@code ps} gives a line for the project and one for each node;
 * {@code down} gives a line for each thing that happens until all is stopped.
 *
 * <p>Thread: each request has its own.
 */
public final class ControlCommands implements ControlHandler {

    private static final long LOOP_ANSWERS_SECONDS = 10;
    private static final int WRONG_USAGE = 2;

    private final ProjectHome home;
    private final SupervisorLoop loop;
    private final Supplier<String> bus;

    /** @param bus in words, how this process takes part in the bus */
    public ControlCommands(ProjectHome home, SupervisorLoop loop, Supplier<String> bus) {
        this.home = home;
        this.loop = loop;
        this.bus = bus;
    }

    @Override
    public int handle(Map<String, @Nullable Object> request, Reply reply) throws IOException {
        Object command = request.get("command");
        if ("ps".equals(command)) {
            return ps(reply);
        } else if ("down".equals(command)) {
            return down(reply);
        }
        reply.line(Map.of("error", "this ara-up does not know '" + command + "': it is of another version"));
        return WRONG_USAGE;
    }

    private int ps(Reply reply) throws IOException {
        Snapshot snapshot = snapshot();
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("project", home.name());
        head.put("pid", ProcessHandle.current().pid());
        head.put("bus", bus.get());
        reply.line(head);
        for (Snapshot.NodeView node : snapshot.nodes()) {
            reply.line(describe(node));
        }
        return 0;
    }

    private Snapshot snapshot() throws IOException {
        try {
            return loop.snapshot().get(LOOP_ANSWERS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the supervisor's loop did not answer within " + LOOP_ANSWERS_SECONDS + " s", e);
        }
    }

    private static Map<String, @Nullable Object> describe(Snapshot.NodeView node) {
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

    private int down(Reply reply) throws IOException {
        BlockingQueue<Effect.Report> reports = new LinkedBlockingQueue<>(10_000);
        LoopListener listener = report -> {
            // A full queue is a reader that does not read: it misses lines, and holds up nobody.
            boolean unused = reports.offer(report);
        };
        loop.listen(listener);
        try {
            loop.offer(new Event.StopRequested(Event.Scope.PROJECT));
            while (!loop.finished().isDone() || !reports.isEmpty()) {
                Effect.Report report = reports.poll(50, TimeUnit.MILLISECONDS);
                if (report != null) {
                    reply.line(Map.of(
                            "node", report.node().text(),
                            "notice", report.notice().word(),
                            "detail", report.detail()));
                }
            }
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            loop.unlisten(listener);
        }
    }
}
