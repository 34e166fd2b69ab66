package network.ara.up.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.ara.up.graph.Palette.Ink;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;

/**
 * An indented tree: each node, and what it needs below it. What a node needs is listed once; later it says "above".
 *
 * <p>A branch that would leave the width says "below", and begins again there at the left margin: the text stays linear in
 * the graph, however deep it is.
 */
final class Tree {

    /** A branch still to be written. */
    private record Branch(NodeName name, Kind kind, String indent, boolean last, boolean root) {

        static Branch root(NodeName name) {
            return new Branch(name, Kind.REQUIRES, "", true, true);
        }
    }

    private static final String HEADING = "each node, and what it needs below it:\n";
    private static final String ABOVE = " (above)";
    private static final String BELOW = " (below)";

    private final DependencyGraph graph;
    private final int width;
    private final Glyphs glyphs;
    private final Palette palette;
    private final StringBuilder out = new StringBuilder(HEADING);
    private final Set<NodeName> written = new HashSet<>();
    private final Deque<Branch> open = new ArrayDeque<>();

    Tree(DependencyGraph graph, int width, Glyphs glyphs, Palette palette) {
        this.graph = graph;
        this.width = width;
        this.glyphs = glyphs;
        this.palette = palette;
    }

    String draw() {
        graph.nodes().stream()
                .filter(node -> graph.dependents(node.name()).isEmpty())
                .forEach(node -> open.addLast(Branch.root(node.name())));
        while (!open.isEmpty()) {
            write(open.removeFirst());
        }
        return out.toString();
    }

    private void write(Branch branch) {
        boolean again = written.contains(branch.name());
        if (branch.root() && again) {
            return;
        }
        List<Edge> needs = graph.dependencies(branch.name());
        String indent = branch.root() ? "" : branch.indent() + glyphs.trunk(branch.last());
        boolean tooDeep = !again && needs.stream().anyMatch(edge -> !fits(indent, edge.to())) && !branch.root();
        writeLine(branch, again ? ABOVE : tooDeep ? BELOW : "");
        if (tooDeep) {
            open.addLast(Branch.root(branch.name()));
        } else if (!again) {
            written.add(branch.name());
            for (int i = needs.size() - 1; i >= 0; i--) {
                Edge edge = needs.get(i);
                open.addFirst(new Branch(edge.to(), edge.kind(), indent, i == needs.size() - 1, false));
            }
        }
    }

    /** With the branch's own mark before the name and the longest remark after it. */
    private boolean fits(String indent, NodeName name) {
        return indent.length() + glyphs.trunk(true).length() + name.text().length() + BELOW.length() <= width;
    }

    private void writeLine(Branch branch, String remark) {
        if (!branch.root()) {
            out.append(branch.indent());
            out.append(palette.paint(new Ink.Line(branch.kind()), glyphs.branch(branch.kind(), branch.last())));
        }
        out.append(palette.paint(new Ink.Node(branch.name()), branch.name().text()));
        out.append(remark).append('\n');
    }
}
