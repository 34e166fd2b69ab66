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
import network.ara.up.core.Snapshot.NodeView;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeState;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What any node of the bus may have the launcher do: {@code require(NAMES)} boots nodes, and answers with their pongs once
 * all are ready; {@code info()} tells what there is. Of several instances those that can run are enough, and each pong is told.
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
                .thenCombine(loop.specs(), Requirement::of)
                .thenCompose(requirement -> boot(requirement, time))
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

    private CompletableFuture<Outcome> boot(Requirement requirement, Duration time) {
        return loop.until(requirement::settled)
                .orTimeout(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS)
                .thenCompose(failure ->
                        failure.map(CompletableFuture::completedFuture).orElseGet(() -> pongs(requirement)))
                .exceptionallyCompose(late -> late(requirement, time, late));
    }

    private CompletableFuture<Outcome> late(Requirement requirement, Duration time, Throwable why) {
        if (!(cause(why) instanceof TimeoutException)) {
            return CompletableFuture.failedFuture(why);
        }
        return loop.snapshot()
                .thenApply(snapshot -> Outcome.failed(
                        ErrorCode.TIMED_OUT,
                        "not ready within " + time.toMillis() + " ms: " + requirement.open(snapshot)));
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

    /** In the order of the names, of each instance; one that does not answer a ping is told by what is known of it. */
    private CompletableFuture<Outcome> pongs(Requirement requirement) {
        return loop.snapshot().thenCompose(snapshot -> {
            List<NodeName> ready = requirement.ready(snapshot);
            List<CompletableFuture<IncMessage.Pong>> heard = loop.pongs(ready);
            List<CompletableFuture<Map<String, @Nullable Object>>> pongs = new ArrayList<>();
            for (int i = 0; i < ready.size(); i++) {
                NodeName node = ready.get(i);
                NodeName name = requirement.nameOf(node);
                pongs.add(heard.get(i)
                        .orTimeout(PONG_TIME.toMillis(), TimeUnit.MILLISECONDS)
                        .thenApply(pong -> fields(name, pong))
                        .exceptionally(silent -> known(name, new Look(snapshot).node(node))));
            }
            return CompletableFuture.allOf(pongs.toArray(CompletableFuture[]::new))
                    .thenApply(all -> new Outcome.Returned(
                            pongs.stream().map(CompletableFuture::join).toList()));
        });
    }

    private static Map<String, @Nullable Object> known(NodeName name, Optional<NodeView> node) {
        Map<String, @Nullable Object> known = new LinkedHashMap<>();
        known.put("name", name.text());
        node.ifPresent(view -> {
            view.pid().ifPresent(pid -> known.put("pid", pid));
            known.put(
                    "state",
                    view.state() == NodeState.EXTERNAL ? "ready" : view.state().word());
        });
        return known;
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
