package network.ara.up.graph;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;

/** A Mermaid flow chart, for Markdown: what is booted first is on top, an arrow leads to the node that waits for it. */
public final class MermaidDrawing implements Drawing {

    @Override
    public void draw(Scene scene, Consumer<String> consumer) {
        StringBuilder out = new StringBuilder();
        out.append("flowchart TD\n");
        // A node called "end", or with a '+', is no Mermaid id.
        Map<NodeName, String> ids = new HashMap<>();
        Map<Tone, List<String>> tones = new EnumMap<>(Tone.class);
        for (NodeSpec node : scene.graph().nodes()) {
            String id = "n" + ids.size();
            ids.put(node.name(), id);
            String state = scene.state(node.name())
                    .map(NodeState::word)
                    .map(word -> "<br>" + word)
                    .orElse("");
            out.append("  ").append(id).append(shape(node, node.name() + state)).append('\n');
            scene.state(node.name())
                    .ifPresent(known -> tones.computeIfAbsent(Tone.of(known), any -> new ArrayList<>())
                            .add(id));
        }
        List<String> critical = new ArrayList<>();
        StringBuilder styles = new StringBuilder();
        int number = 0;
        for (Edge edge : scene.graph().edges()) {
            out.append("  ").append(ids.get(edge.to())).append(arrow(edge, scene.seen(edge)));
            out.append(ids.get(edge.from())).append('\n');
            if (scene.isCritical(edge)) {
                critical.add(String.valueOf(number));
            } else if (edge.kind() == Kind.CALLS || scene.isUnused(edge)) {
                Colour colour = scene.isUnused(edge) ? Colour.UNUSED : Colour.CALLS;
                styles.append("  linkStyle ")
                        .append(number)
                        .append(" stroke:")
                        .append(colour.light())
                        .append('\n');
            }
            number++;
        }
        out.append(styles);
        tones(tones, out);
        critical(scene, ids, critical, out);
        consumer.accept(out.toString());
    }

    private static void tones(Map<Tone, List<String>> tones, StringBuilder out) {
        for (Map.Entry<Tone, List<String>> tone : tones.entrySet()) {
            String word = tone.getKey().word();
            out.append("  classDef ")
                    .append(word)
                    .append(" stroke:")
                    .append(Colour.of(tone.getKey()).light())
                    .append('\n');
            out.append("  class ")
                    .append(String.join(",", tone.getValue()))
                    .append(' ')
                    .append(word)
                    .append('\n');
        }
    }

    private static void critical(Scene scene, Map<NodeName, String> ids, List<String> edges, StringBuilder out) {
        List<NodeName> path = scene.critical().map(CriticalPath::nodes).orElse(List.of());
        if (!path.isEmpty()) {
            out.append("  classDef critical stroke-width:4px\n  class ");
            out.append(path.stream().map(ids::get).collect(Collectors.joining(",")))
                    .append(" critical\n");
        }
        if (!edges.isEmpty()) {
            out.append("  linkStyle ").append(String.join(",", edges)).append(" stroke-width:4px\n");
        }
    }

    private static String shape(NodeSpec node, String text) {
        return switch (NodeKind.of(node)) {
            case SERVICE -> "[\"" + text + "\"]";
            case TASK -> "(\"" + text + "\")";
            case BUILTIN -> "[[\"" + text + "\"]]";
            case EXTERNAL -> "([\"" + text + "\"])";
        };
    }

    private static String arrow(Edge edge, String seen) {
        List<String> words = new ArrayList<>();
        if (edge.kind() == Kind.WANTS || edge.kind() == Kind.AFTER) {
            words.add(edge.kind().word());
        }
        if (edge.condition() != Condition.READY) {
            words.add(edge.condition().word());
        }
        if (!seen.isEmpty()) {
            words.add(seen);
        }
        String text = String.join(", ", words);
        if (edge.kind() == Kind.REQUIRES) {
            return text.isEmpty() ? " --> " : " -- " + text + " --> ";
        }
        if (edge.kind() == Kind.CALLS) {
            return " == " + text + " ==> ";
        }
        return " -. " + text + " .-> ";
    }
}
