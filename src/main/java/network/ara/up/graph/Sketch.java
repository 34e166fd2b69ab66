package network.ara.up.graph;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;

/** A layered drawing in the making: layers of slots from the top, and the strands below each layer. */
final class Sketch {

    /** The border and a blank on either side of the text. */
    private static final int FRAME = 4;

    final List<List<Slot>> layers = new ArrayList<>();
    final List<List<Strand>> strands = new ArrayList<>();
    private final Map<NodeName, Slot> boxes = new HashMap<>();

    Sketch(DependencyGraph graph, Labels labels, Map<NodeName, Integer> layerOf) {
        graph.order().forEach(name -> addBox(name, boxWidth(graph, labels, name), layerOf.getOrDefault(name, 0)));
        for (NodeName name : graph.order()) {
            Map<Kind, List<Edge>> bundles = new EnumMap<>(Kind.class);
            graph.dependents(name)
                    .forEach(edge -> bundles.computeIfAbsent(edge.kind(), kind -> new ArrayList<>())
                            .add(edge));
            bundles.forEach((kind, edges) -> addBundle(name, kind, edges));
        }
    }

    private void addBox(NodeName name, int width, int layer) {
        while (layers.size() <= layer) {
            layers.add(new ArrayList<>());
            strands.add(new ArrayList<>());
        }
        Slot box = Slot.box(name, layer, width);
        layers.get(layer).add(box);
        boxes.put(name, box);
    }

    int slots() {
        return layers.stream().mapToInt(List::size).sum();
    }

    /** Wide enough for the text, and for every line to have a port of its own. */
    static int boxWidth(DependencyGraph graph, Labels labels, NodeName name) {
        int in = graph.dependencies(name).size();
        int out =
                (int) graph.dependents(name).stream().map(Edge::kind).distinct().count();
        return Math.max(labels.width(name) + FRAME, 2 * Math.max(in, out) + 1);
    }

    /** One line goes down from the node, as far as its last dependent, and others branch off on the way. */
    private void addBundle(NodeName source, Kind kind, List<Edge> edges) {
        Slot top = box(source);
        int last = edges.stream().mapToInt(edge -> box(edge.from()).layer).max().orElse(top.layer);
        for (int layer = top.layer; layer < last; layer++) {
            int next = layer + 1;
            Stream<Slot> arriving = edges.stream().map(edge -> box(edge.from())).filter(slot -> slot.layer == next);
            List<Slot> bottoms = new ArrayList<>(arriving.toList());
            Slot line = Slot.line(next);
            if (next < last) {
                bottoms.add(line);
                layers.get(next).add(line);
            }
            strands.get(layer).add(new Strand(source, kind, top, bottoms));
            top = line;
        }
    }

    Slot box(NodeName name) {
        Slot box = boxes.get(name);
        if (box == null) {
            throw new IllegalArgumentException("no box for '" + name + "'");
        }
        return box;
    }
}
