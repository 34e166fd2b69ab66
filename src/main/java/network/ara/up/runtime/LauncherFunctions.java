package network.ara.up.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.ara.up.core.Snapshot;
import network.ara.up.core.Snapshot.NodeView;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeState;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What any node of the bus may have the launcher do: {@code require(NAMES)} boots nodes, and answers with their pongs once
 * all are ready; {@code info()} tells what there is.
 *
 * <p>It boots what a call boots. What has failed, or was stopped by an order, stays as it is, whoever asks: so it gives
 * nobody more than calls do, and everybody who may be on the bus may ask.
 *
 * <p>Thread: any.
 */
final class LauncherFunctions implements Asker.Functions {

    static final List<String> NAMES = List.of("info", "require");

    /** For a caller that says no deadline: nodes have a minute each to become ready. */
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** Another project's launcher may know a name: it has this time to answer first. */
    private static final Duration OTHERS_FIRST = Duration.ofMillis(500);

    private static final Duration PONG_TIME = Duration.ofSeconds(1);

    private final SupervisorLoop loop;
    private final ProjectOrders orders;
    private final String project;

    LauncherFunctions(SupervisorLoop loop, ProjectOrders orders, String project) {
        this.loop = loop;
        this.orders = orders;
        this.project = project;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public CompletableFuture<Outcome> call(IncMessage.Call call) {
        return switch (call.method()) {
            case "info" -> CompletableFuture.completedFuture(new Outcome.Returned(info()));
            case "require" -> require(call);
            default ->
                CompletableFuture.completedFuture(Outcome.failed(
                        ErrorCode.NO_SUCH_FUNCTION, "'ara-up' has no function '" + call.method() + "', only " + NAMES));
        };
    }

    private Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("name", "ara-up");
        info.put("pid", ProcessHandle.current().pid());
        info.put("project", project);
        info.put(
                "functions",
                List.of(
                        function("info", List.of(), "what this launcher offers"),
                        function(
                                "require",
                                List.of("names"),
                                "boots nodes with what they require; answers with their pongs once all are ready")));
        return info;
    }

    private static Map<String, Object> function(String name, List<String> parameters, String description) {
        return Map.of("name", name, "parameters", parameters, "description", description);
    }

    private CompletableFuture<Outcome> require(IncMessage.Call call) {
        Optional<List<String>> names = names(call.params());
        if (names.isEmpty()) {
            return CompletableFuture.completedFuture(Outcome.failed(
                    ErrorCode.BAD_PARAMETERS, "require takes a list of names of nodes, such as [\"dht\", \"dns\"]"));
        }
        Duration time = call.deadline().orElse(LONGEST);
        return orders.call(names.get())
                .thenCompose(nodes -> loop.until(snapshot -> settled(nodes, snapshot))
                        .orTimeout(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS)
                        .thenCompose(failure ->
                                failure.map(CompletableFuture::completedFuture).orElseGet(() -> pongs(nodes)))
                        .exceptionallyCompose(late -> late(nodes, time, late)))
                .exceptionallyCompose(LauncherFunctions::refused);
    }

    /** A list in the list of parameters, or the names themselves as parameters. */
    private static Optional<List<String>> names(Object params) {
        Object given = params instanceof List<?> list && list.size() == 1 && list.get(0) instanceof List<?> inner
                ? inner
                : params;
        if (!(given instanceof List<?> words) || words.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (Object word : words) {
            if (!(word instanceof String name)) {
                return Optional.empty();
            }
            names.add(name);
        }
        return Optional.of(names);
    }

    /** Empty while it is open; else why they do not all become ready, or that they are. */
    private static Optional<Optional<Outcome>> settled(List<NodeName> nodes, Snapshot snapshot) {
        Look look = new Look(snapshot);
        Optional<Outcome> failure = nodes.stream()
                .flatMap(name -> look.node(name).stream())
                .filter(node -> node.state().hasEnded() && node.state() != NodeState.COMPLETED && node.isAtRest())
                .findFirst()
                .map(node -> Outcome.failed(ErrorCode.NOT_RUNNING, words(node)));
        if (failure.isPresent()) {
            return Optional.of(failure);
        }
        return nodes.stream()
                        .allMatch(name -> look.node(name)
                                .filter(LauncherFunctions::isReady)
                                .isPresent())
                ? Optional.of(Optional.empty())
                : Optional.empty();
    }

    private static boolean isReady(NodeView node) {
        return node.state() == NodeState.READY
                || node.state() == NodeState.EXTERNAL
                || node.state() == NodeState.COMPLETED;
    }

    private static String words(NodeView node) {
        String reason = node.reason().isEmpty() ? "" : ": " + node.reason();
        String fix = switch (node.state()) {
            case STOPPED -> " by order; 'ara-up start " + node.name() + "' boots it";
            case FAILED -> "; 'ara-up reset " + node.name() + "' tries again";
            default -> "";
        };
        return "'" + node.name() + "' " + (node.state() == NodeState.FAILED ? "" : "is ")
                + node.state().word() + reason + fix;
    }

    private CompletableFuture<Outcome> late(List<NodeName> nodes, Duration time, Throwable why) {
        if (!(cause(why) instanceof TimeoutException)) {
            return CompletableFuture.failedFuture(why);
        }
        return loop.snapshot().thenApply(snapshot -> {
            Look look = new Look(snapshot);
            List<String> open = nodes.stream()
                    .flatMap(name -> look.node(name).stream())
                    .filter(node -> !isReady(node))
                    .map(LauncherFunctions::words)
                    .toList();
            return Outcome.failed(
                    ErrorCode.TIMED_OUT, "not ready within " + time.toMillis() + " ms: " + String.join("; ", open));
        });
    }

    private static CompletableFuture<Outcome> refused(Throwable why) {
        if (!(cause(why) instanceof OrderRefused refused)) {
            return CompletableFuture.completedFuture(
                    Outcome.failed(ErrorCode.THREW, "the launcher can't: " + cause(why)));
        } else if (refused.exit() != OrderRefused.NOT_FOUND) {
            return CompletableFuture.completedFuture(Outcome.failed(ErrorCode.NOT_RUNNING, refused.reason()));
        }
        return CompletableFuture.supplyAsync(
                () -> Outcome.failed(ErrorCode.BAD_PARAMETERS, refused.reason() + "; " + refused.fix()),
                CompletableFuture.delayedExecutor(OTHERS_FIRST.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static Throwable cause(Throwable why) {
        return why instanceof CompletionException && why.getCause() != null ? why.getCause() : why;
    }

    /** In the order of the names; one that does not answer a ping is told by what is known of it. */
    private CompletableFuture<Outcome> pongs(List<NodeName> nodes) {
        List<CompletableFuture<Map<String, @Nullable Object>>> pongs =
                nodes.stream().map(this::pong).toList();
        return CompletableFuture.allOf(pongs.toArray(CompletableFuture[]::new))
                .thenApply(all -> new Outcome.Returned(
                        pongs.stream().map(CompletableFuture::join).toList()));
    }

    private CompletableFuture<Map<String, @Nullable Object>> pong(NodeName node) {
        return loop.pong(node)
                .orTimeout(PONG_TIME.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(pong -> fields(node, pong))
                .exceptionallyCompose(silent -> loop.snapshot().thenApply(snapshot -> {
                    Map<String, @Nullable Object> known = new LinkedHashMap<>();
                    known.put("name", node.text());
                    new Look(snapshot).node(node).ifPresent(view -> {
                        view.pid().ifPresent(pid -> known.put("pid", pid));
                        known.put(
                                "state",
                                view.state() == NodeState.EXTERNAL
                                        ? "ready"
                                        : view.state().word());
                    });
                    return known;
                }));
    }

    private static Map<String, @Nullable Object> fields(NodeName node, IncMessage.Pong pong) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", node.text());
        pong.pid().ifPresent(pid -> fields.put("pid", pid));
        fields.put("state", pong.state().orElse("ready"));
        pong.version().ifPresent(version -> fields.put("version", version));
        pong.startedMillis().ifPresent(started -> fields.put("started", started));
        fields.put("functions", pong.functions());
        fields.put("requires", pong.requires());
        fields.put("ports", pong.ports());
        return fields;
    }
}
