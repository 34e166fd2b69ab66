package network.ara.up.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import network.ara.up.core.Event;
import network.ara.up.graph.DependencyGraph;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;

/** The difference between what runs and what the manifest says now, and what closes it. */
final class Reload {

    /** What is done about a node. */
    enum Action {
        /** Only the manifest has it. */
        BOOT,
        /** Its process was started otherwise. */
        RESTART,
        /** It is booted anew, since it does not run as it was described before. */
        RETRY,
        /** The manifest does not have it any more, or it is not chosen. */
        STOP,
        /** What is said of it otherwise than of its process holds from now on; its process goes on. */
        UPDATE;

        /** The word that users see. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param keys which parts of its description differ; empty where a file that it names does */
    record Change(NodeName node, Action action, List<String> keys) {}

    private static final List<String> OF_THE_PROCESS = List.of("program", "cwd", "env", "ports");

    private final Map<NodeName, NodeSpec> wanted = new LinkedHashMap<>();
    private final Map<NodeName, Change> changes = new LinkedHashMap<>();
    private final Look look;
    private final List<NodeName> orderBefore;

    /**
     * @param before the nodes as they were described until now
     * @param read the nodes as the manifest has them now
     * @param chosen those of {@code read} that are looked after, in the order of booting
     * @param isOutdated whether a node's process was started otherwise than described
     */
    Reload(
            Look look,
            DependencyGraph before,
            DependencyGraph read,
            List<NodeSpec> chosen,
            Predicate<NodeSpec> isOutdated) {
        this.look = look;
        orderBefore = before.order();
        for (NodeSpec spec : chosen) {
            wanted.put(spec.name(), spec);
            List<String> keys = before.contains(spec.name()) ? differences(before.node(spec.name()), spec) : List.of();
            if (!look.knows(spec.name()) || !before.contains(spec.name())) {
                note(spec.name(), Action.BOOT, List.of()); // also one that an earlier reload is still stopping
            } else if (isLiving(look, spec.name()) && isOutdated.test(spec)) {
                note(spec.name(), Action.RESTART, keys);
            } else if (!keys.isEmpty()) {
                note(spec.name(), isToBeRetried(look, spec.name(), keys) ? Action.RETRY : Action.UPDATE, keys);
            }
        }
        for (NodeName name : look.names()) {
            if (!wanted.containsKey(name)) {
                note(name, Action.STOP, read.contains(name) ? List.of("chosen") : List.of());
            }
        }
    }

    /** What is being stopped is not to come up again because of a reload. */
    private static boolean isLiving(Look look, NodeName name) {
        return look.isUp(name) && !look.is(name, NodeState.STOPPING);
    }

    /** One that a user has stopped stays down (traps.md 26). */
    private static boolean isToBeRetried(Look look, NodeName name, List<String> keys) {
        boolean failed = look.is(name, NodeState.FAILED) || look.is(name, NodeState.BACKOFF);
        return failed || (look.is(name, NodeState.COMPLETED) && !Collections.disjoint(keys, OF_THE_PROCESS));
    }

    private void note(NodeName name, Action action, List<String> keys) {
        changes.put(name, new Change(name, action, keys));
    }

    private static List<String> differences(NodeSpec before, NodeSpec now) {
        List<String> keys = new ArrayList<>();
        add(keys, "program", before.launch(), now.launch());
        add(keys, "cwd", before.cwd(), now.cwd());
        add(keys, "env", before.environment(), now.environment());
        add(keys, "dependencies", dependencies(before), dependencies(now));
        add(keys, "lifecycle", before.lifecycle(), now.lifecycle());
        // As text, since a regular expression is equal to itself only.
        add(keys, "ready", before.ready().toString(), now.ready().toString());
        add(keys, "alive", before.alive().toString(), now.alive().toString());
        add(keys, "restart", before.restart(), now.restart());
        add(keys, "stop", before.stop(), now.stop());
        add(keys, "calls", before.calls(), now.calls());
        add(keys, "ports", before.wiring().ports(), now.wiring().ports());
        add(keys, "about", before.about(), now.about());
        return keys;
    }

    private static List<String> dependencies(NodeSpec spec) {
        return spec.dependencies().stream()
                .map(dependency -> dependency.kind() + " " + dependency.target() + " " + dependency.condition())
                .toList();
    }

    private static void add(List<String> keys, String key, Object before, Object now) {
        if (!Objects.equals(before, now)) {
            keys.add(key);
        }
    }

    List<Change> changes() {
        return List.copyOf(changes.values());
    }

    /**
     * First what is known of those that may start at any moment; then what stops, those that need others first; then the
     * others, those that others need first.
     */
    List<Event.Order> orders() {
        List<Event.Order> orders = new ArrayList<>();
        changed()
                .filter(spec -> look.knows(spec.name()) && !look.isUp(spec.name()))
                .forEach(spec -> orders.add(new Event.Described(spec)));
        for (int i = orderBefore.size() - 1; i >= 0; i--) {
            NodeName name = orderBefore.get(i);
            if (is(name, Action.STOP)) {
                orders.add(new Event.Withdrawn(name));
            } else if (is(name, Action.RESTART)) {
                orders.add(new Event.RestartOrdered(name));
            }
        }
        changed()
                .filter(spec -> !look.knows(spec.name()) || look.isUp(spec.name()))
                .forEach(spec -> orders.add(new Event.Described(spec)));
        wanted.keySet().stream()
                .filter(name -> is(name, Action.RETRY) || (is(name, Action.BOOT) && look.knows(name)))
                .forEach(name -> orders.add(new Event.StartOrdered(name)));
        return orders;
    }

    private Stream<NodeSpec> changed() {
        return wanted.values().stream().filter(spec -> changes.containsKey(spec.name()));
    }

    private boolean is(NodeName name, Action action) {
        Change change = changes.get(name);
        return change != null && change.action() == action;
    }
}
