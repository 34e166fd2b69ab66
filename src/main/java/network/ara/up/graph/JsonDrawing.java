package network.ara.up.graph;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
        StringBuilder out = new StringBuilder("{\n  \"nodes\": ");
        list(
                graph.nodes().stream(),
                out,
                node -> out.append("{\"name\": ")
                        .append(string(node.name().text()))
                        .append(", \"launch\": ")
                        .append(string(word(node.launch())))
                        .append(", \"layer\": ")
                        .append(layer.get(node.name()))
                        .append('}'));
        out.append(",\n  \"edges\": ");
        list(graph.edges().stream().sorted(STABLE), out, edge -> append(edge, out));
        return out.append("\n}\n").toString();
    }

    private static void append(Edge edge, StringBuilder out) {
        out.append("{\"from\": ")
                .append(string(edge.from().text()))
                .append(", \"to\": ")
                .append(string(edge.to().text()))
                .append(", \"kind\": ")
                .append(string(edge.kind().word()))
                .append(", \"condition\": ")
                .append(string(edge.condition().word()))
                .append('}');
    }

    /** One object a line. */
    private static <T> void list(Stream<T> items, StringBuilder out, Consumer<T> append) {
        int before = out.length();
        items.forEach(item -> {
            out.append(out.length() == before ? "[\n    " : ",\n    ");
            append.accept(item);
        });
        out.append(out.length() == before ? "[]" : "\n  ]");
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
