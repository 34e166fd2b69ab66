package network.ara.up.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeState;

/**
 * What stands in each node's box: its name, and below it its state where states are shown.
 *
 * @param longest characters of a name that are shown; a longer one loses its middle
 * @param ellipsis what stands for the middle
 */
record Labels(Scene scene, int longest, String ellipsis) {

    /** The borders, the name, and the state. */
    int height() {
        return scene.states().isEmpty() ? 3 : 4;
    }

    List<String> lines(NodeName name) {
        List<String> lines = new ArrayList<>(List.of(name(name)));
        scene.state(name).map(NodeState::word).ifPresent(lines::add);
        return lines;
    }

    /** In characters. */
    int width(NodeName name) {
        return lines(name).stream().mapToInt(String::length).max().orElse(0);
    }

    String name(NodeName name) {
        return shortened(name.text(), longest, ellipsis);
    }

    /** Names that lost their middle, each with what is shown of it. */
    Map<String, List<String>> shortened() {
        Map<String, List<String>> shortened = new TreeMap<>();
        scene.graph().nodes().stream()
                .filter(node -> node.name().text().length() > longest)
                .forEach(node -> shortened
                        .computeIfAbsent(name(node.name()), any -> new ArrayList<>())
                        .add(node.name().text()));
        return shortened;
    }

    static String shortened(String text, int longest, String ellipsis) {
        if (text.length() <= longest) {
            return text;
        }
        int kept = Math.max(0, longest - ellipsis.length());
        int head = (kept + 1) / 2;
        return text.substring(0, head) + ellipsis + text.substring(text.length() - (kept - head));
    }
}
