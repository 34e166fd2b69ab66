package network.ara.up.runtime;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import network.ara.up.broker.BrokerView;
import network.ara.up.core.Event;
import network.ara.up.core.Snapshot;
import network.ara.up.core.Snapshot.NodeView;
import network.ara.up.graph.DependencyGraph;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;
import org.jspecify.annotations.Nullable;

/**
 * What another terminal may ask of a running ara-up. {@code nodes} is a list of names, none of them meaning all.
 *
 * <pre>
 * ps                          a line for the project, and one for each node
 * uses                        a line for each node that somebody else started and this project uses
 * stats                       whether this ara-up leads, and so counts; a line for each caller and function; one for each node
 * events   replay             a line for each thing that happens, until the end; with replay first for what has happened
 * settle   replay             as events, until all nodes have come to rest
 * wait     nodes, for         a line for each node that keeps the answer waiting, whenever that changes
 * stop     nodes, force       stop, start, restart, reset, down: a line for each thing that happens until it is done
 * start    nodes
 * restart  nodes
 * reset    nodes
 * reload   dry                a line for each node that is to change, then as above
 * down     force
 * </pre>
 *
 * <p>Thread: each request has its own.
 */
public final class ControlCommands implements ControlHandler {

    private static final long LOOP_ANSWERS_SECONDS = 10;
    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final int MAX_LOOKS = 500;
    private static final int NODE_FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final ProjectHome home;
    private final SupervisorLoop loop;
    private final ProjectOrders orders;
    private final ManifestSource manifest;
    private final CallFacts calls;
    private final EventLog events = new EventLog();

    public ControlCommands(
            ProjectHome home, SupervisorLoop loop, ProjectOrders orders, ManifestSource manifest, CallFacts calls) {
        this.home = home;
        this.loop = loop;
        this.orders = orders;
        this.manifest = manifest;
        this.calls = calls;
        loop.listen(events);
    }

    @Override
    public int handle(Map<String, @Nullable Object> request, Reply reply) throws IOException {
        try {
            return handle(new ControlRequest(request), reply);
        } catch (OrderRefused e) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("error", e.reason());
            line.put("fix", e.fix());
            reply.line(line);
            return e.exit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private int handle(ControlRequest request, Reply reply) throws IOException, InterruptedException {
        return switch (request.command()) {
            case "ps" -> ps(reply);
            case "uses" -> uses(reply);
            case "stats" -> stats(reply);
            case "events" -> follow(request.is("replay"), reply);
            case "settle" -> settle(request.is("replay"), reply);
            case "wait" ->
                new Waiting(this::snapshot, loop::isCalled).until(request.nodes(), request.word("for"), reply);
            case "stop" -> stop(request.nodes(), request.is("force"), reply);
            case "start" -> done(() -> orders.start(request.nodes()), reply, ControlCommands::isDown);
            case "restart" -> done(() -> orders.restart(request.nodes()), reply, ControlCommands::isDown);
            case "reset" -> done(() -> orders.reset(request.nodes()), reply, ControlCommands::isFailed);
            case "reload" -> reload(request.is("dry"), reply);
            case "down" -> down(request.is("force"), reply);
            default -> {
                reply.line(Map.of(
                        "error", "this ara-up does not know '" + request.command() + "': it is of another version"));
                yield WRONG_USAGE;
            }
        };
    }

    private int ps(Reply reply) throws IOException, InterruptedException {
        Snapshot snapshot = snapshot();
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("project", home.name());
        head.put("pid", ProcessHandle.current().pid());
        BrokerView view = answer(calls.look());
        List<NodeSpec> specs = answer(loop.specs());
        head.putAll(calls.ofProject(view, specs));
        reply.line(head);
        Map<NodeName, NodeName> busNames = specs.stream().collect(Collectors.toMap(NodeSpec::name, NodeSpec::busName));
        for (NodeView node : snapshot.nodes()) {
            Map<String, @Nullable Object> line = NodeLine.of(node, loop.found(node.name()));
            NodeName name = busNames.getOrDefault(node.name(), node.name());
            line.putAll(CallFacts.ofNode(view, name.text()));
            reply.line(line);
        }
        return 0;
    }

    private int stats(Reply reply) throws IOException, InterruptedException {
        for (Map<String, @Nullable Object> line : CallFacts.stats(answer(calls.look()))) {
            reply.line(line);
        }
        return 0;
    }

    private int uses(Reply reply) throws IOException, InterruptedException {
        for (NodeView node : snapshot().nodes()) {
            if (node.state() == NodeState.EXTERNAL) {
                reply.line(Map.of("node", node.name().text()));
            }
        }
        return 0;
    }

    private int reload(boolean dry, Reply reply) throws IOException, InterruptedException {
        DependencyGraph read = manifest.read();
        try (EventLog.Subscription subscription = events.subscribe(false)) {
            List<Reload.Change> changes = answer(orders.reload(read, dry));
            for (Reload.Change change : changes) {
                reply.line(Map.of(
                        "node", change.node().text(),
                        "change", change.action().word(),
                        "keys", change.keys()));
            }
            return dry
                    ? 0
                    : untilAtRest(
                            changes.stream().map(Reload.Change::node).toList(),
                            subscription,
                            reply,
                            ControlCommands::isFailed);
        }
    }

    private int stop(List<String> nodes, boolean force, Reply reply) throws IOException, InterruptedException {
        Map<NodeName, String> needs = needs(force);
        return done(() -> orders.stop(nodes, force, needs), reply, ControlCommands::isStillThere);
    }

    /**
     * @param order given once somebody listens, so that the first of what happens is told too
     * @param isBad whether a node that came to rest so makes it a failure
     */
    private int done(Supplier<CompletableFuture<List<NodeName>>> order, Reply reply, Predicate<NodeView> isBad)
            throws IOException, InterruptedException {
        try (EventLog.Subscription subscription = events.subscribe(false)) {
            return untilAtRest(answer(order.get()), subscription, reply, isBad);
        }
    }

    private int untilAtRest(
            List<NodeName> names, EventLog.Subscription subscription, Reply reply, Predicate<NodeView> isBad)
            throws IOException, InterruptedException {
        while (reply.isOpen()) {
            List<NodeView> nodes = snapshot().nodes().stream()
                    .filter(node -> names.contains(node.name()))
                    .toList();
            boolean done = loop.finished().isDone() || nodes.stream().allMatch(NodeView::isAtRest);
            send(subscription, reply);
            if (done) {
                return nodes.stream().anyMatch(isBad) ? NODE_FAILED : 0;
            }
        }
        return 0;
    }

    private static boolean isFailed(NodeView node) {
        return node.state() == NodeState.FAILED || node.state() == NodeState.SKIPPED;
    }

    private int settle(boolean replay, Reply reply) throws IOException, InterruptedException {
        try (EventLog.Subscription subscription = events.subscribe(replay)) {
            List<NodeName> all = snapshot().nodes().stream().map(NodeView::name).toList();
            int code = untilAtRest(all, subscription, reply, ControlCommands::isNotUp);
            boolean isStopped = snapshot().nodes().stream().anyMatch(node -> node.state() == NodeState.STOPPED);
            if (loop.finished().isDone() && isStopped) {
                throw new IOException("stopped before its nodes were up: why, its own end tells");
            }
            return code;
        }
    }

    /** Of those that are to be up when all have come to rest. */
    private static boolean isNotUp(NodeView node) {
        return isFailed(node) || node.state() == NodeState.UNREADY || node.state() == NodeState.WAITING;
    }

    private static boolean isDown(NodeView node) {
        return isFailed(node) || node.state() == NodeState.STOPPED;
    }

    private static boolean isStillThere(NodeView node) {
        return node.state() == NodeState.FAILED && node.pid().isPresent();
    }

    /** Of this project's nodes; others know an instance by its name on the bus. Who insists does not ask. */
    private Map<NodeName, String> needs(boolean force) throws IOException, InterruptedException {
        Map<NodeName, String> elsewhere = force ? Map.of() : Neighbours.needs(home);
        Map<NodeName, String> needs = new LinkedHashMap<>();
        for (NodeSpec spec : elsewhere.isEmpty() ? List.<NodeSpec>of() : answer(loop.specs())) {
            String by = elsewhere.get(spec.busName());
            if (by != null) {
                needs.put(spec.name(), by);
            }
        }
        return needs;
    }

    private int follow(boolean replay, Reply reply) throws IOException, InterruptedException {
        try (EventLog.Subscription subscription = events.subscribe(replay)) {
            while (reply.isOpen() && !(loop.finished().isDone() && subscription.isEmpty())) {
                send(subscription, reply);
            }
            return loop.finished().getNow(0);
        }
    }

    private int down(boolean force, Reply reply) throws IOException, InterruptedException {
        try (EventLog.Subscription subscription = events.subscribe(false)) {
            needs(force).forEach((node, by) -> loop.offer(new Event.NeededElsewhere(node, by)));
            loop.offer(new Event.StopRequested(Event.Scope.PROJECT));
            while (!loop.finished().isDone() || !subscription.isEmpty()) {
                send(subscription, reply);
            }
            home.forgetDone();
            boolean isLeft = snapshot().nodes().stream().anyMatch(ControlCommands::isStillThere);
            awaitClose(reply);
            return isLeft ? NODE_FAILED : 0;
        }
    }

    /** So that who boots the project next does not meet this ara-up, which is over. */
    private static void awaitClose(Reply reply) throws InterruptedException {
        for (int i = 0; i < MAX_LOOKS && reply.isOpen(); i++) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    /** What has happened, or happens in the next moment. */
    private static void send(EventLog.Subscription subscription, Reply reply) throws IOException, InterruptedException {
        for (var entry = subscription.poll(LOOK_AGAIN_MILLIS); entry.isPresent(); entry = subscription.poll(0)) {
            reply.line(line(entry.get()));
            long missed = subscription.missed();
            if (missed > 0) {
                reply.line(Map.of("missed", missed));
            }
        }
    }

    private static Map<String, Object> line(EventLog.Entry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", entry.time().toString());
        line.put("node", entry.node());
        line.put("notice", entry.notice());
        line.put("detail", entry.detail());
        return line;
    }

    private Snapshot snapshot() throws IOException, InterruptedException {
        return answer(loop.snapshot());
    }

    private static <T> T answer(CompletableFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get(LOOP_ANSWERS_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the supervisor's loop did not answer within " + LOOP_ANSWERS_SECONDS + " s", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OrderRefused refused) {
                throw refused;
            }
            throw new IOException(String.valueOf(e.getCause()), e);
        }
    }
}
