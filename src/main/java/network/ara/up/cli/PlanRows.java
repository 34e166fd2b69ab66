package network.ara.up.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.ara.up.core.Origin;
import network.ara.up.core.Snapshot.NodeView;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.LaunchException;
import network.ara.up.runtime.LaunchCheck;
import org.jspecify.annotations.Nullable;

/** What {@code up} would do, a row a node, in the order of the boot. */
final class PlanRows {

    private static final String BOOT = "boot";
    private static final String CANNOT_BOOT = "cannot boot";

    private final LaunchCheck check;
    private final Map<NodeName, String> actions = new HashMap<>();
    private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();

    PlanRows(LaunchCheck check) {
        this.check = check;
    }

    /** Adds a node after those that it needs. */
    void add(NodeSpec spec, NodeView node) {
        String action = action(node);
        String reason = node.reason();
        if (action.equals(BOOT)) {
            Optional<String> obstacle = obstacle(spec);
            action = obstacle.isPresent() ? CANNOT_BOOT : BOOT;
            reason = obstacle.orElseGet(() -> waits(spec));
        }
        Map<String, @Nullable Object> row = row(spec, action, reason);
        row.put("origin", node.origin() == Origin.OWNED ? "" : node.origin().word());
        row.put("pid", node.pid().isPresent() ? node.pid().getAsLong() : null);
    }

    /** Adds one that is only booted when somebody names it, or needs it. */
    void addLeft(NodeSpec spec) {
        row(spec, "leave", spec.lifecycle().start().word() + ": not booted");
    }

    List<Map<String, @Nullable Object>> rows() {
        return rows;
    }

    private static String action(NodeView node) {
        return switch (node.state()) {
            case EXTERNAL, STARTED, READY -> "keep";
            case FAILED, SKIPPED -> CANNOT_BOOT;
            case ABSENT -> "unknown";
            case ON_CALL -> "leave";
            default -> BOOT;
        };
    }

    /** Why {@code up} would fail with it, or skip it. */
    private Optional<String> obstacle(NodeSpec spec) {
        return check.flaw(spec)
                .map(LaunchException::reason)
                .or(() -> targets(spec, CANNOT_BOOT)
                        .filter(need -> need.kind() == Dependency.Kind.REQUIRES)
                        .findFirst()
                        .map(need -> "requires '" + need.target() + "', which cannot boot"));
    }

    private String waits(NodeSpec spec) {
        String names =
                targets(spec, BOOT).map(need -> "'" + need.target() + "'").collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : "waits for " + names;
    }

    private Stream<Dependency> targets(NodeSpec spec, String action) {
        return spec.dependencies().stream().filter(need -> action.equals(actions.get(need.target())));
    }

    private Map<String, @Nullable Object> row(NodeSpec spec, String action, String reason) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("node", spec.name().text());
        row.put("action", action);
        row.put("origin", "");
        row.put("pid", null);
        row.put("from", spec.position().toString());
        row.put("reason", reason); // the last: it can be long
        actions.put(spec.name(), action);
        rows.add(row);
        return row;
    }
}
