package network.ara.up.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;

/**
 * Which layer of a drawing each node is in: the first one below all that it depends on and wide enough.
 *
 * <p>Where a layer is full, those that most others wait for go first, as in Coffman and Graham's algorithm; with enough
 * room the result is the longest path from the top.
 */
final class Layering {

    /** Lines from one node with one kind. */
    private record Bundle(NodeName source, Kind kind) {}

    /** What a passing line takes: its column and a blank one. */
    private static final int LINE_WIDTH = 2;

    private final DependencyGraph graph;
    private final Labels labels;
    private final int maxWidth;
    private final Map<NodeName, Integer> layers = new HashMap<>();
    private final Map<Bundle, Integer> undrawn = new HashMap<>();
    private final Set<Bundle> passing = new HashSet<>();

    private Layering(DependencyGraph graph, Labels labels, int maxWidth) {
        this.graph = graph;
        this.labels = labels;
        this.maxWidth = maxWidth;
        graph.edges().forEach(edge -> undrawn.merge(bundle(edge), 1, Integer::sum));
    }

    /** Layers from 0. A single box may be wider than {@code maxWidth}. */
    static Map<NodeName, Integer> of(DependencyGraph graph, Labels labels, int maxWidth) {
        return new Layering(graph, labels, maxWidth).assign();
    }

    private Map<NodeName, Integer> assign() {
        Map<NodeName, Integer> heights = heights();
        List<NodeName> open = new ArrayList<>(graph.order());
        open.sort(Comparator.comparing((NodeName name) -> -heights.getOrDefault(name, 0))
                .thenComparing(Comparator.naturalOrder()));
        for (int layer = 0; !open.isEmpty(); layer++) {
            fill(layer, open);
        }
        return layers;
    }

    /** How many steps are still to come below each node. */
    private Map<NodeName, Integer> heights() {
        Map<NodeName, Integer> heights = new HashMap<>();
        List<NodeName> order = graph.order();
        for (int i = order.size() - 1; i >= 0; i--) {
            int height = graph.dependents(order.get(i)).stream()
                    .mapToInt(edge -> heights.getOrDefault(edge.from(), 0) + 1)
                    .max()
                    .orElse(0);
            heights.put(order.get(i), height);
        }
        return heights;
    }

    private void fill(int layer, List<NodeName> open) {
        int used = 0;
        List<NodeName> placed = new ArrayList<>();
        for (Iterator<NodeName> names = open.iterator(); names.hasNext(); ) {
            NodeName name = names.next();
            int width = Sketch.boxWidth(graph, labels, name) + LINE_WIDTH;
            boolean fits = placed.isEmpty() || used + width + LINE_WIDTH * passingBeside(name) <= maxWidth;
            if (fits && isFree(name, layer)) {
                used += width;
                placed.add(name);
                names.remove();
                graph.dependencies(name).forEach(this::drawn);
            }
        }
        for (NodeName name : placed) {
            layers.put(name, layer);
            graph.dependents(name).forEach(edge -> passing.add(bundle(edge)));
        }
    }

    private boolean isFree(NodeName name, int layer) {
        return graph.dependencies(name).stream()
                .allMatch(edge -> layers.getOrDefault(edge.to(), Integer.MAX_VALUE) < layer);
    }

    /** How many bundles still go on to later layers when {@code name} has joined this one. */
    private long passingBeside(NodeName name) {
        long ended = graph.dependencies(name).stream()
                .map(Layering::bundle)
                .filter(bundle -> passing.contains(bundle) && undrawn.getOrDefault(bundle, 0) == 1)
                .count();
        return passing.size() - ended;
    }

    private void drawn(Edge edge) {
        if (undrawn.merge(bundle(edge), -1, Integer::sum) == 0) {
            passing.remove(bundle(edge));
        }
    }

    private static Bundle bundle(Edge edge) {
        return new Bundle(edge.to(), edge.kind());
    }
}
