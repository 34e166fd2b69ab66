package network.ara.up.graph;

import network.ara.up.model.NodeSpec;

/**
 * Graphviz DOT. An edge is declared from the node that needs the other; it is drawn as in the terminal: what is booted
 * first is on top, and the arrow leads down to the node that waits for it.
 */
public final class DotDrawing implements Drawing {

    @Override
    public String draw(DependencyGraph graph) {
        StringBuilder out =
                new StringBuilder("digraph ara {\n  rankdir=BT;\n  node [shape=box];\n  edge [dir=back];\n");
        for (NodeSpec node : graph.nodes()) {
            out.append("  ").append(quoted(node.name().text()));
            out.append(node.isExternal() ? " [style=dashed];\n" : ";\n");
        }
        for (Edge edge : graph.edges()) {
            out.append("  ").append(quoted(edge.from().text())).append(" -> ");
            out.append(quoted(edge.to().text())).append(style(edge)).append(";\n");
        }
        return out.append("}\n").toString();
    }

    /** Node names hold nothing that DOT would have escaped, only what it takes for operators and numbers. */
    private static String quoted(String name) {
        return '"' + name + '"';
    }

    private static String style(Edge edge) {
        return switch (edge.kind()) {
            case REQUIRES -> "";
            case WANTS -> " [style=dashed]";
            case AFTER -> " [style=dotted]";
        };
    }
}
