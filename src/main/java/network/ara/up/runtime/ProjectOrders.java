package network.ara.up.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import network.ara.up.core.Event;
import network.ara.up.core.Snapshot;
import network.ara.up.core.Snapshot.NodeView;
import network.ara.up.graph.DependencyGraph;
import network.ara.up.graph.Selection;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;
import network.ara.up.model.Suggestion;

/**
 * What users order of a project that is up: which nodes that is about, and what stands against it. The core does it. Each
 * method answers with the nodes that it is about, in the order of booting.
 *
 * <p>Errors: the future fails with {@link OrderRefused}, and nothing was done.
 *
 * <p>Thread: any may call; the fields are of the loop's thread.
 */
public final class ProjectOrders {

    private final SupervisorLoop loop;
    private DependencyGraph graph;
    private Selection selection;

    /** @param graph all nodes of the manifest, without cycles */
    public ProjectOrders(SupervisorLoop loop, DependencyGraph graph, Selection selection) {
        this.loop = loop;
        this.graph = graph;
        this.selection = selection;
    }

    /**
     * Stops nodes, those that need others first.
     *
     * @param force whether those that need them are stopped too, and what somebody else started or needs
     * @param elsewhere {@link Neighbours#needs}
     */
    CompletableFuture<List<NodeName>> stop(List<String> words, boolean force, Map<NodeName, String> elsewhere) {
        return decide(words, (named, look, orders) -> {
            StopRules rules = new StopRules(graph, look);
            Set<NodeName> toStop = force ? rules.withThoseThatNeed(named) : new LinkedHashSet<>(named);
            rules.requireKnownProcesses(named);
            if (!force) {
                rules.requireOurs(named, "stop");
                rules.requireNobodyNeeds(named, elsewhere);
            }
            List<NodeName> order = inOrder(toStop);
            reversed(order).forEach(name -> orders.accept(new Event.StopOrdered(name)));
            return order;
        });
    }

    /** Boots nodes with what they require; without names, all that were ordered to stop. */
    CompletableFuture<List<NodeName>> start(List<String> words) {
        return decide(words, (named, look, orders) -> {
            Set<NodeName> wanted = named.isEmpty() ? look.in(NodeState.STOPPED) : Set.copyOf(named);
            boot(wanted, look, orders);
            return inOrder(wanted);
        });
    }

    /**
     * Boots nodes with what they require, as a call does, however often: what has failed, is to be started again later, or
     * was stopped by an order stays so.
     */
    CompletableFuture<List<NodeName>> call(List<String> words) {
        return decide(words, (named, look, orders) -> {
            boot(Set.copyOf(named), look, order -> {
                if (!(order instanceof Event.StartOrdered)
                        || look.node(order.node()).filter(this::mayCall).isPresent()) {
                    orders.accept(order);
                }
            });
            return named;
        });
    }

    private boolean mayCall(NodeView node) {
        return switch (node.state()) {
            case FAILED, SKIPPED, STOPPED, BACKOFF, EXTERNAL -> false;
            case STOPPING -> node.comesBack();
            case COMPLETED -> !graph.node(node.name()).isTask();
            default -> true;
        };
    }

    /**
     * Stops nodes, and boots them again as soon as what they require is there; without names, all that the project
     * booted. What they require, and what requires them, goes on (traps.md 14).
     */
    CompletableFuture<List<NodeName>> restart(List<String> words) {
        return decide(words, (named, look, orders) -> {
            Set<NodeName> wanted = named.isEmpty() ? look.kept() : Set.copyOf(named);
            new StopRules(graph, look).requireOurs(wanted, "restart");
            List<NodeName> order = inOrder(wanted);
            for (NodeName name : reversed(order)) {
                if (look.isUp(name)) {
                    orders.accept(new Event.RestartOrdered(name));
                }
            }
            boot(order.stream().filter(name -> !look.isUp(name)).toList(), look, orders);
            return order;
        });
    }

    /** Boots nodes that have failed, as if they never had, and with that those that were skipped because of them. */
    CompletableFuture<List<NodeName>> reset(List<String> words) {
        return decide(words, (named, look, orders) -> {
            Set<NodeName> failed = look.in(NodeState.FAILED);
            Set<NodeName> wanted = new LinkedHashSet<>(failed);
            if (!named.isEmpty()) {
                wanted.retainAll(needs(named));
            }
            inOrder(wanted).forEach(name -> orders.accept(new Event.StartOrdered(name)));
            return inOrder(named.isEmpty() ? wanted : named);
        });
    }

    /**
     * Makes what runs as the manifest has it: what only it has is booted, what it does not have any more is stopped, and of
     * the others those are restarted whose process was started otherwise.
     *
     * @param dry whether it is only told what would be done
     */
    CompletableFuture<List<Reload.Change>> reload(DependencyGraph read, boolean dry) {
        return loop.decide((snapshot, isOutdated, orders) -> {
            requireStaying(snapshot);
            Reload reload = new Reload(new Look(snapshot), graph, read, selection.of(read), isOutdated);
            if (!dry) {
                reload.orders().forEach(orders);
                graph = read;
            }
            return reload.changes();
        });
    }

    /** One way to start: those that are down and required come up too; one that is not known yet is described first. */
    private void boot(Collection<NodeName> wanted, Look look, Consumer<Event.Order> orders) {
        for (NodeName name : wanted) {
            boolean isWhole = look.knows(name) && !graph.node(name).isOnCall();
            selection = isWhole ? selection : selection.and(name);
        }
        for (NodeSpec spec : selection.of(graph)) {
            if (!look.knows(spec.name())) {
                orders.accept(new Event.Described(spec));
            }
        }
        for (NodeName name : inOrder(needs(wanted))) {
            if (look.knows(name) && (wanted.contains(name) || !look.is(name, NodeState.COMPLETED))) {
                orders.accept(new Event.StartOrdered(name));
            }
        }
    }

    /** These and all that they require. */
    private Set<NodeName> needs(Collection<NodeName> names) {
        return graph.closure(names, DependencyGraph.Direction.DEPENDENCIES, Set.of(Dependency.Kind.REQUIRES));
    }

    @FunctionalInterface
    private interface Command {
        List<NodeName> give(List<NodeName> named, Look look, Consumer<Event.Order> orders);
    }

    private CompletableFuture<List<NodeName>> decide(List<String> words, Command command) {
        return loop.decide((snapshot, isOutdated, orders) -> {
            requireStaying(snapshot);
            return command.give(
                    words.stream()
                            .flatMap(word -> nodes(word).stream())
                            .distinct()
                            .toList(),
                    new Look(snapshot),
                    orders);
        });
    }

    private static void requireStaying(Snapshot snapshot) {
        if (snapshot.isEnding()) {
            throw new OrderRefused(
                    OrderRefused.NODE_FAILED, "the project is going down", "'ara-up up' boots it again, then");
        }
    }

    private List<NodeName> nodes(String word) {
        List<NodeName> called = graph.nodes().stream()
                .filter(spec -> spec.isCalled(word))
                .map(NodeSpec::name)
                .toList();
        if (called.isEmpty()) {
            List<String> names =
                    graph.nodes().stream().map(spec -> spec.name().text()).toList();
            String fix = Suggestion.nearest(word, names)
                    .map(name -> "did you mean '" + name + "'?")
                    .orElse("'ara-up ps' shows which there are");
            throw new OrderRefused(OrderRefused.NOT_FOUND, "this project has no node '" + word + "'", fix);
        }
        return called;
    }

    private List<NodeName> inOrder(Collection<NodeName> names) {
        Set<NodeName> wanted = Set.copyOf(names);
        return graph.order().stream().filter(wanted::contains).toList();
    }

    private static List<NodeName> reversed(List<NodeName> names) {
        List<NodeName> copy = new ArrayList<>(names);
        Collections.reverse(copy);
        return copy;
    }
}
