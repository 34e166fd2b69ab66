package network.ara.up.graph;

import java.util.HashMap;
import java.util.Map;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;

/** A Mermaid flow chart, for Markdown: what is booted first is on top, an arrow leads to the node that waits for it. */
public final class MermaidDrawing implements Drawing {

    @Override
    public String draw(DependencyGraph graph) {
        StringBuilder out = new StringBuilder("flowchart TD\n");
        // A node called "end", or with a '+', is no Mermaid id.
        Map<NodeName, String> ids = new HashMap<>();
        for (NodeSpec node : graph.nodes()) {
            String id = "n" + ids.size();
            ids.put(node.name(), id);
            String open = node.isExternal() ? "([\"" : "[\"";
            String close = node.isExternal() ? "\"])" : "\"]";
            out.append("  ").append(id).append(open).append(node.name()).append(close);
            out.append('\n');
        }
        for (Edge edge : graph.edges()) {
            out.append("  ").append(ids.get(edge.to())).append(arrow(edge));
            out.append(ids.get(edge.from())).append('\n');
        }
        return out.toString();
    }

    private static String arrow(Edge edge) {
        return switch (edge.kind()) {
            case REQUIRES -> " --> ";
            case WANTS -> " -. wants .-> ";
            case AFTER -> " -. after .-> ";
        };
    }
}
