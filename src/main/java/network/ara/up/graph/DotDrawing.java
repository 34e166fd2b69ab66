package network.ara.up.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;

/**
 * Graphviz DOT. An edge is declared from the node that needs the other; it is drawn as in the terminal: what is booted
 * first is on top, and the arrow leads down to the node that waits for it. A label tells a condition other than "ready".
 */
public final class DotDrawing implements Drawing {

    private static final String BOLD = "penwidth=3";

    @Override
    public void draw(Scene scene, Consumer<String> consumer) {
        StringBuilder out = new StringBuilder();
        out.append("digraph ara {\n  rankdir=BT;\n  node [shape=box];\n  edge [dir=back];\n");
        for (NodeSpec node : scene.graph().nodes()) {
            out.append("  ").append(quoted(node.name().text()));
            out.append(list(attributes(node, scene))).append(";\n");
        }
        for (Edge edge : scene.graph().edges()) {
            out.append("  ").append(quoted(edge.from().text())).append(" -> ");
            out.append(quoted(edge.to().text()))
                    .append(list(attributes(edge, scene)))
                    .append(";\n");
        }
        consumer.accept(out.append("}\n").toString());
    }

    private static List<String> attributes(NodeSpec node, Scene scene) {
        NodeName name = node.name();
        List<String> attributes = new ArrayList<>();
        switch (NodeKind.of(node)) {
            case SERVICE -> {}
            case TASK -> attributes.add("style=rounded");
            case BUILTIN -> attributes.add("peripheries=2");
            case EXTERNAL -> attributes.add("style=dashed");
        }
        scene.state(name).ifPresent(state -> {
            attributes.add("label=" + quoted(name + "\\n" + state.word()));
            attributes.add("color=" + quoted(Colour.of(Tone.of(state)).light()));
        });
        if (scene.isCritical(name)) {
            attributes.add(BOLD);
        }
        return attributes;
    }

    private static List<String> attributes(Edge edge, Scene scene) {
        List<String> attributes = new ArrayList<>();
        switch (edge.kind()) {
            case REQUIRES -> {}
            case WANTS -> attributes.add("style=dashed, arrowtail=empty");
            case AFTER -> attributes.add("style=dotted, arrowtail=open");
            case CALLS -> attributes.add("style=bold");
        }
        String label = Stream.of(
                        edge.condition() == Condition.READY
                                ? ""
                                : edge.condition().word(),
                        scene.seen(edge))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
        if (!label.isEmpty()) {
            attributes.add("label=" + quoted(label));
        }
        if (edge.kind() == Kind.CALLS || scene.isUnused(edge)) {
            attributes.add("color=" + quoted((scene.isUnused(edge) ? Colour.UNUSED : Colour.CALLS).light()));
        }
        if (scene.isCritical(edge)) {
            attributes.add(BOLD);
        }
        return attributes;
    }

    private static String list(List<String> attributes) {
        return attributes.isEmpty() ? "" : attributes.stream().collect(Collectors.joining(", ", " [", "]"));
    }

    /** Names and states hold nothing that DOT would have escaped, only what it takes for operators and numbers. */
    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
