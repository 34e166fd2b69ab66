package network.ara.up.graph;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;

/**
 * JSON for programs: {@code {"nodes": [{name, type, launch, layer, state}], "edges": [{from, to, kind, condition}],
 * "criticalPath": {by, millis, nodes}}}, one node or edge a line, sorted, so that two versions of a manifest can be
 * compared with diff. States and the critical path are there when they are shown.
 *
 * <p>{@code from} needs {@code to}. The layer is the node's place in {@link DependencyGraph#layers}, from 0.
 */
public final class JsonDrawing implements Drawing {

    private static final Comparator<Edge> STABLE =
            Comparator.comparing(Edge::to).thenComparing(Edge::kind);

    @Override
    public void draw(Scene scene, Appendable out) throws IOException {
        out.append("{\n  \"nodes\": [");
        Map<NodeName, Integer> layers = layers(scene.graph());
        String separator = "\n    ";
        for (NodeSpec node : scene.graph().nodes()) {
            out.append(separator);
            node(node, layers.getOrDefault(node.name(), 0), scene, out);
            separator = ",\n    ";
        }
        out.append(separator.startsWith(",") ? "\n  ],\n" : "],\n").append("  \"edges\": [");
        edges(scene.graph(), out);
        if (scene.critical().isPresent()) {
            out.append(",\n  \"criticalPath\": ").append(path(scene.critical().get()));
        }
        out.append("\n}\n");
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

    private static void node(NodeSpec node, int layer, Scene scene, Appendable out) throws IOException {
        out.append("{\"name\": \"").append(node.name().text());
        out.append("\", \"type\": \"").append(node.lifecycle().type().word());
        out.append("\", \"launch\": \"").append(word(node.launch()));
        out.append("\", \"layer\": ").append(String.valueOf(layer));
        if (!scene.states().isEmpty()) {
            String state = scene.state(node.name())
                    .map(known -> '"' + known.word() + '"')
                    .orElse("null");
            out.append(", \"state\": ").append(state);
        }
        out.append('}');
    }

    private static void edges(DependencyGraph graph, Appendable out) throws IOException {
        String separator = "\n    ";
        for (NodeSpec node : graph.nodes()) {
            List<Edge> edges = new ArrayList<>(graph.dependencies(node.name()));
            edges.sort(STABLE);
            for (Edge edge : edges) {
                out.append(separator).append("{\"from\": \"").append(edge.from().text());
                out.append("\", \"to\": \"").append(edge.to().text());
                out.append("\", \"kind\": \"").append(edge.kind().word());
                out.append("\", \"condition\": \"")
                        .append(edge.condition().word())
                        .append("\"}");
                separator = ",\n    ";
            }
        }
        out.append(separator.startsWith(",") ? "\n  ]" : "]");
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
        return launch instanceof Launch.External ? "external" : "run";
    }
}
