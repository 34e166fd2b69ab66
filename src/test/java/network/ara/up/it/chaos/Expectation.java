package network.ara.up.it.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What should run, as far as we told ara-up; and how the machine differs from that. Knows none of ara-up's rules but those. */
final class Expectation {

    private final ChaosProject project;
    private final Ledger ledger;
    /** Those that were stopped by a command. A manual node is in the beginning. */
    private final Map<String, Boolean> down = new HashMap<>();
    /** Since when a node has had no reason to fail but what the ledger has. */
    private final Map<String, Long> fresh = new HashMap<>();

    Expectation(ChaosProject project, Ledger ledger) {
        this.project = project;
        this.ledger = ledger;
    }

    /** After {@code up}: everything but what is manual. */
    void allUp() {
        project.nodes().forEach(node -> down.put(node.name(), node.kind() == ChaosNode.Kind.MANUAL));
        project.nodes().forEach(node -> fresh.put(node.name(), Ledger.nowMicros()));
    }

    void up(Collection<String> nodes) {
        nodes.forEach(node -> down.put(node, false));
        nodes.forEach(node -> fresh.put(node, Ledger.nowMicros()));
    }

    void down(Collection<String> nodes) {
        nodes.forEach(node -> down.put(node, true));
    }

    boolean isUp(String node) {
        return !down.getOrDefault(node, false);
    }

    boolean isAllUp() {
        return project.nodes().stream().allMatch(node -> node.kind() == ChaosNode.Kind.MANUAL || isUp(node.name()));
    }

    /** What runs on after {@code down}. */
    Set<String> persistent() {
        Set<String> roots = project.nodes().stream()
                .filter(node -> node.persistent() && isUp(node.name()))
                .map(ChaosNode::name)
                .collect(Collectors.toSet());
        Set<String> stay = project.withRequirements(roots);
        stay.removeIf(name -> project.node(name).isTask());
        return stay;
    }

    /** What is not as it should be. */
    List<String> mismatches(ProcessTable table, Optional<Map<String, Map<String, @Nullable Object>>> ps) {
        List<String> mismatches = new ArrayList<>();
        if (ps.isEmpty()) {
            return List.of("ara-up does not answer");
        }
        if (table.supervisors().size() != 1 || table.araUps().size() != 1) {
            mismatches.add("not one ara-up: " + table.araUps());
        }
        for (ChaosNode node : project.nodes()) {
            flaw(node, table.leaders(node.name()), ps.get().getOrDefault(node.name(), Map.of()))
                    .ifPresent(mismatches::add);
        }
        table.orphans().forEach(orphan -> mismatches.add("orphan " + orphan));
        mismatches.addAll(table.zombies());
        return mismatches;
    }

    private Optional<String> flaw(
            ChaosNode node, List<ProcessTable.Entry> leaders, Map<String, @Nullable Object> view) {
        String state = String.valueOf(view.get("state"));
        String seen = node.name() + ": " + leaders.size() + " run, " + state + " " + view.get("pid") + " "
                + view.get("reason") + ": " + leaders;
        boolean isUp = isUp(node.name());
        boolean isGone = leaders.isEmpty() && !state.equals("ready");
        boolean runs = leaders.size() == 1
                && state.equals("ready")
                && Objects.equals(view.get("pid"), leaders.get(0).pid());
        if (node.isTask()) {
            return isUp && leaders.isEmpty() && state.equals("completed") || !isUp && leaders.isEmpty()
                    ? Optional.empty()
                    : Optional.of(seen);
        } else if (isUp && node.mayFail()) {
            boolean hadReason = ledger.wasHit(node.name(), fresh.getOrDefault(node.name(), 0L), Long.MAX_VALUE);
            return runs || hadReason && isGone && state.equals("failed") ? Optional.empty() : Optional.of(seen);
        }
        return (isUp ? runs : isGone) ? Optional.empty() : Optional.of(seen + (isUp ? "" : ", and should not"));
    }
}
