package network.ara.up.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;

/**
 * JSON for programs: {@code {"nodes": [{name, launch, layer}], "edges": [{from, to, kind, condition}]}}, one node or edge
 * a line, sorted, so that two versions of a manifest can be compared with diff.
 *
 * <p>{@code from} needs {@code to}. The layer is the node's place in {@link DependencyGraph#layers}, from 0.
 */
public final class JsonDrawing implements Drawing {

    private static final Comparator<Edge> STABLE =
            Comparator.comparing(Edge::from).thenComparing(Edge::to).thenComparing(Edge::kind);

    @Override
    public String draw(DependencyGraph graph) {
        Map<NodeName, Integer> layer = new HashMap<>();
        int depth = 0;
        for (List<NodeName> names : graph.layers()) {
            for (NodeName name : names) {
                layer.put(name, depth);
            }
            depth++;
        }
        List<String> nodes = new ArrayList<>();
        graph.nodes()
                .forEach(node -> nodes.add("{\"name\": " + string(node.name().text()) + ", \"launch\": "
                        + string(word(node.launch())) + ", \"layer\": " + layer.get(node.name()) + "}"));
        List<String> edges =
                graph.edges().stream().sorted(STABLE).map(JsonDrawing::object).toList();
        return "{\n  \"nodes\": " + list(nodes) + ",\n  \"edges\": " + list(edges) + "\n}\n";
    }

    private static String object(Edge edge) {
        return "{\"from\": " + string(edge.from().text()) + ", \"to\": "
                + string(edge.to().text()) + ", \"kind\": " + string(edge.kind().word()) + ", \"condition\": "
                + string(edge.condition().word()) + "}";
    }

    private static String list(List<String> objects) {
        return objects.isEmpty() ? "[]" : "[\n    " + String.join(",\n    ", objects) + "\n  ]";
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

    /** The words of the model and the characters of a node's name need no escape in JSON. */
    private static String string(String text) {
        return '"' + text + '"';
    }
}
