package network.ara.up.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.ara.up.graph.DependencyGraph.Direction;
import network.ara.up.graph.Layout.Box;
import network.ara.up.graph.Layout.Point;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;

/** Lays a graph out in layers, what is booted first on top; nodes that have nothing to do with each other side by side. */
final class LayeredLayout {

    /** Bigger pictures are no use to anyone. */
    private static final int MAX_NODES = 150;

    private static final int MAX_ROWS_BELOW_A_NODE = 3;
    private static final int MAX_SLOTS = 1500;

    private static final int GAP_BETWEEN_PARTS = 3;
    private static final int[] GAPS = {3, 2, 1};

    /** How much of the width layers may be planned for, in percent: less where lines turn out to need more. */
    private static final int[] FILLS = {100, 85, 70, 55, 40};

    private final Labels labels;
    private final int maxWidth;

    private LayeredLayout(Labels labels, int maxWidth) {
        this.labels = labels;
        this.maxWidth = maxWidth;
    }

    /** Empty when the graph is too big, or does not fit into {@code maxWidth} columns. */
    static Optional<Layout> of(Labels labels, int maxWidth) {
        return new LayeredLayout(labels, maxWidth).layOut(labels.scene().graph());
    }

    private Optional<Layout> layOut(DependencyGraph graph) {
        if (graph.nodes().size() > MAX_NODES) {
            return Optional.empty();
        }
        List<Layout> parts = new ArrayList<>();
        for (DependencyGraph part : parts(graph)) {
            Optional<Layout> layout = layOutPart(part);
            if (layout.isEmpty()) {
                return Optional.empty();
            }
            parts.add(layout.get());
        }
        return Optional.of(shelve(parts));
    }

    /** The connected parts: the biggest first, then by name. */
    private static List<DependencyGraph> parts(DependencyGraph graph) {
        List<DependencyGraph> parts = new ArrayList<>();
        Set<NodeName> seen = new LinkedHashSet<>();
        for (NodeSpec node : graph.nodes()) {
            if (!seen.contains(node.name())) {
                Set<NodeName> part = connected(graph, node.name());
                seen.addAll(part);
                parts.add(graph.restrictedTo(part));
            }
        }
        parts.sort(Comparator.comparing(part -> -part.nodes().size()));
        return parts;
    }

    private static Set<NodeName> connected(DependencyGraph graph, NodeName start) {
        Set<Kind> all = EnumSet.allOf(Kind.class);
        Set<NodeName> reached = Set.of(start);
        int before = 0;
        while (reached.size() > before) {
            before = reached.size();
            reached = graph.closure(reached, Direction.DEPENDENCIES, all);
            reached = graph.closure(reached, Direction.DEPENDENTS, all);
        }
        return reached;
    }

    private Optional<Layout> layOutPart(DependencyGraph part) {
        for (int fill : FILLS) {
            Sketch sketch = new Sketch(part, labels, Layering.of(part, labels, maxWidth * fill / 100));
            if (sketch.slots() <= MAX_SLOTS && Placement.fits(sketch, GAPS[GAPS.length - 1], maxWidth)) {
                Ordering.improve(sketch);
                Optional<Layout> layout = place(sketch, part);
                if (layout.isPresent()) {
                    return layout;
                }
            }
        }
        return Optional.empty();
    }

    /** With as wide gaps as there is room for. */
    private Optional<Layout> place(Sketch sketch, DependencyGraph part) {
        int maxHeight = (labels.height() + MAX_ROWS_BELOW_A_NODE) * part.nodes().size();
        for (int gap : GAPS) {
            if (Placement.fits(sketch, gap, maxWidth)) {
                Placement.place(sketch, gap, maxWidth);
                Layout layout = route(sketch, part);
                if (layout.width() <= maxWidth && layout.height() <= maxHeight) {
                    return Optional.of(layout);
                }
            }
        }
        return Optional.empty();
    }

    private Layout route(Sketch sketch, DependencyGraph part) {
        List<Box> boxes = new ArrayList<>();
        Map<Strand, List<List<Point>>> paths = new HashMap<>();
        int y = 0;
        for (int layer = 0; layer < sketch.layers.size(); layer++) {
            for (Slot slot : sketch.layers.get(layer)) {
                if (slot.name != null) {
                    boxes.add(new Box(slot.name, slot.x, y, slot.width, labels.height()));
                }
            }
            y += labels.height();
            Channel channel = new Channel(sketch.strands.get(layer));
            for (Strand strand : sketch.strands.get(layer)) {
                paths.put(strand, corners(strand, channel, y));
            }
            y += layer + 1 < sketch.layers.size() ? channel.height() : 0;
        }
        return new Routing(sketch, paths).layout(boxes, part.edges(), y);
    }

    private static List<List<Point>> corners(Strand strand, Channel channel, int y) {
        List<List<Point>> corners = new ArrayList<>();
        for (int i = 0; i < strand.bottoms.size(); i++) {
            List<Point> path = new ArrayList<>();
            path.add(new Point(strand.topX, y - 1));
            path.addAll(channel.path(strand, i, y));
            path.add(new Point(strand.bottomX[i], y + channel.height()));
            corners.add(path);
        }
        return corners;
    }

    /** Each part in the first row that has room for it. */
    private Layout shelve(List<Layout> parts) {
        List<List<Layout>> shelves = new ArrayList<>();
        for (Layout part : parts) {
            List<Layout> shelf = shelves.stream()
                    .filter(candidate -> end(candidate) + part.width() <= maxWidth)
                    .findFirst()
                    .orElseGet(() -> {
                        shelves.add(new ArrayList<>());
                        return shelves.get(shelves.size() - 1);
                    });
            shelf.add(part.movedBy(end(shelf), 0));
        }
        List<Layout> placed = new ArrayList<>();
        int y = 0;
        for (List<Layout> shelf : shelves) {
            for (Layout part : shelf) {
                placed.add(part.movedBy(0, y));
            }
            y = 1 + placed.stream().mapToInt(Layout::height).max().orElse(0);
        }
        return together(placed);
    }

    private static Layout together(List<Layout> parts) {
        return new Layout(
                parts.stream().mapToInt(Layout::width).max().orElse(0),
                parts.stream().mapToInt(Layout::height).max().orElse(0),
                parts.stream().flatMap(part -> part.boxes().stream()).toList(),
                parts.stream().flatMap(part -> part.routes().stream()).toList());
    }

    /** Where the next part may begin. */
    private static int end(List<Layout> shelf) {
        return shelf.isEmpty() ? 0 : shelf.get(shelf.size() - 1).width() + GAP_BETWEEN_PARTS;
    }
}
