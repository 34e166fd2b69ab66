package network.ara.up.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import network.ara.up.model.Dependency;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;

/**
 * JSON for programs: {@code {"nodes": [{name, type, launch, layer, state}], "edges": [{from, to, kind, condition}],
 * "criticalPath": {by, millis, nodes}}}, one node or edge a line, sorted, so that two versions of a manifest can be
 * compared with diff. Observed calls, those that would close a cycle ("undrawn"), states and the critical path are there when they are shown.
 *
 * <p>{@code from} needs {@code to}. The layer is the node's place in {@link DependencyGraph#layers}, from 0.
 */
public final class JsonDrawing implements Drawing {

    private static final Comparator<Edge> STABLE =
            Comparator.comparing(Edge::to).thenComparing(Edge::kind);

    @Override
    public void draw(Scene scene, Consumer<String> out) {
        out.accept("{\n  \"nodes\": [");
        Map<NodeName, Integer> layers = layers(scene.graph());
        String separator = "\n    ";
        for (NodeSpec node : scene.graph().nodes()) {
            out.accept(separator);
            out.accept(node(node, layers.getOrDefault(node.name(), 0), scene));
            separator = ",\n    ";
        }
        out.accept(separator.startsWith(",") ? "\n  ],\n" : "],\n");
        out.accept("  \"edges\": [");
        edges(scene, out);
        scene.observed().ifPresent(seen -> out.accept(",\n  \"undrawn\": " + undrawn(seen, scene.graph())));
        scene.critical().ifPresent(path -> out.accept(",\n  \"criticalPath\": " + path(path)));
        out.accept("\n}\n");
    }

    private static Map<NodeName, Integer> layers(DependencyGraph graph) {
        Map<NodeName, Integer> layers = new HashMap<>();
        int depth = 0;
        for (List<NodeName> names : graph.layers()) {
            for (NodeName name : names) {
                layers.put(name, depth);
            }
            depth++;
        }
        return layers;
    }

    private static String node(NodeSpec node, int layer, Scene scene) {
        String state = scene.state(node.name())
                .map(known -> ", \"state\": \"" + known.word() + '"')
                .orElse("");
        return "{\"name\": \"" + node.name() + "\", \"type\": \""
                + node.lifecycle().type().word() + "\", \"launch\": \"" + word(node.launch()) + "\", \"layer\": "
                + layer
                + state + "}";
    }

    private static void edges(Scene scene, Consumer<String> out) {
        DependencyGraph graph = scene.graph();
        String separator = "\n    ";
        for (NodeSpec node : graph.nodes()) {
            List<Edge> edges = new ArrayList<>(graph.dependencies(node.name()));
            edges.sort(STABLE);
            for (Edge edge : edges) {
                out.accept(separator);
                out.accept(object(edge, scene));
                separator = ",\n    ";
            }
        }
        out.accept(separator.startsWith(",") ? "\n  ]" : "]");
    }

    private static String object(Edge edge, Scene scene) {
        String calls = scene.observed().isEmpty() || edge.kind() == Dependency.Kind.AFTER
                ? ""
                : ", \"calls\": " + scene.observed().get().calls(edge);
        return "{\"from\": \"" + edge.from() + "\", \"to\": \"" + edge.to() + "\", \"kind\": \""
                + edge.kind().word() + "\", \"condition\": \""
                + edge.condition().word() + "\"" + calls + "}";
    }

    /** Calls against the direction of what is declared, between nodes that are there. */
    private static String undrawn(Observed seen, DependencyGraph graph) {
        return seen.undrawn(graph).stream()
                .map(arc -> "{\"from\": \"" + arc.from() + "\", \"to\": \"" + arc.to() + "\", \"calls\": "
                        + seen.calls().get(arc) + "}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String path(CriticalPath path) {
        Optional<Duration> time = path.time();
        return "{\"by\": \"" + (time.isPresent() ? "time" : "nodes") + "\""
                + time.map(total -> ", \"millis\": " + total.toMillis()).orElse("") + ", \"nodes\": "
                + path.nodes().stream()
                        .map(name -> '"' + name.text() + '"')
                        .collect(Collectors.joining(", ", "[", "]}"));
    }

    /** The key of the manifest. */
    private static String word(Launch launch) {
        if (launch instanceof Launch.Shell) {
            return "shell";
        }
        if (launch instanceof Launch.Builtin) {
            return "builtin";
        }
        if (launch instanceof Launch.Ann) {
            return "ann";
        }
        return launch instanceof Launch.External ? "external" : "run";
    }
}
