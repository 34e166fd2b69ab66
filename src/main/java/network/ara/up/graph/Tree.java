package network.ara.up.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.ara.up.graph.Palette.Ink;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeState;

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

    private static final String HEADING = "who needs what";
    private static final String ABOVE = "above";
    private static final String BELOW = "below";

    /** The mark of a branch, and a blank and two brackets about the remark. */
    private static final int FRAME = 6;

    /** Where there is less room, names have it. */
    private static final int WIDTH_FOR_KINDS = 40;

    private final Scene scene;
    private final DependencyGraph graph;
    private final int width;
    private final Glyphs glyphs;
    private final Palette palette;
    private final Labels labels;
    private final boolean kindsTold;
    private final Set<NodeName> written = new HashSet<>();
    private final Deque<Branch> open = new ArrayDeque<>();

    Tree(Scene scene, int width, Glyphs glyphs, Palette palette) {
        this.scene = scene;
        graph = scene.graph();
        this.width = width;
        this.glyphs = glyphs;
        this.palette = palette;
        kindsTold = scene.nodeKinds().size() > 1 && width >= WIDTH_FOR_KINDS;
        int remark = graph.nodes().stream()
                .mapToInt(node -> remark(node.name()).length())
                .max()
                .orElse(0);
        labels = new Labels(scene, Math.max(1, width - FRAME - Math.max(remark, BELOW.length())), glyphs.ellipsis());
    }

    /** How names are shown. */
    Labels labels() {
        return labels;
    }

    String draw() {
        StringBuilder out = new StringBuilder();
        out.append(HEADING).append(":\n");
        graph.nodes().stream()
                .filter(node -> graph.dependents(node.name()).isEmpty())
                .forEach(node -> open.addLast(Branch.root(node.name())));
        while (!open.isEmpty()) {
            write(open.removeFirst(), out);
        }
        return out.toString();
    }

    private void write(Branch branch, StringBuilder out) {
        boolean again = written.contains(branch.name());
        if (branch.root() && again) {
            return;
        }
        List<Edge> needs = graph.dependencies(branch.name());
        String indent = branch.root() ? "" : branch.indent() + glyphs.trunk(branch.last());
        boolean tooDeep = !again && needs.stream().anyMatch(edge -> !fits(indent, edge.to())) && !branch.root();
        writeLine(branch, again ? ABOVE : tooDeep ? BELOW : remark(branch.name()), out);
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

    private boolean fits(String indent, NodeName name) {
        int remark = Math.max(BELOW.length(), remark(name).length());
        return indent.length() + FRAME + labels.name(name).length() + remark <= width;
    }

    /** What the text tells in a picture by its boxes. */
    private String remark(NodeName name) {
        List<String> words = new ArrayList<>();
        if (kindsTold && NodeKind.of(graph.node(name)) != NodeKind.SERVICE) {
            words.add(NodeKind.of(graph.node(name)).word());
        }
        scene.state(name).map(NodeState::word).ifPresent(words::add);
        return String.join(", ", words);
    }

    private void writeLine(Branch branch, String remark, StringBuilder out) {
        if (!branch.root()) {
            String mark = glyphs.branch(branch.kind(), branch.last());
            out.append(branch.indent()).append(palette.paint(new Ink.Line(branch.kind(), false), mark));
        }
        Ink ink = new Ink.Node(scene.state(branch.name()).map(Tone::of), scene.isCritical(branch.name()));
        out.append(palette.paint(ink, labels.name(branch.name())));
        out.append(remark.isEmpty() ? "" : " (" + remark + ")").append('\n');
    }
}
