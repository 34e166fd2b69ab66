package network.ara.up.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import network.ara.up.Golden;
import network.ara.up.graph.Palette.Ink;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;
import network.ara.up.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden files: a graph, and after lines that begin with {@code ----}, its drawings. */
class DrawingTest {

    private static final String MARK = "---- ";

    static Stream<Path> files() {
        return Golden.files("graphs").stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void drawingsAreAsTheyWere(Path file) {
        String text = Golden.read(file);
        DependencyGraph graph = Graphs.graph(text.substring(0, text.indexOf(MARK)));
        StringBuilder actual = new StringBuilder(text.substring(0, text.indexOf(MARK)));
        text.lines()
                .filter(line -> line.startsWith(MARK))
                .forEach(line -> actual.append(line).append('\n').append(drawn(line.substring(MARK.length()), graph)));

        Golden.check(file, actual.toString());
    }

    /** {@code live} draws states, one after the other, and the critical path too. */
    private static String drawn(String title, DependencyGraph graph) {
        Map<NodeName, NodeState> states = new HashMap<>();
        for (NodeSpec node : graph.nodes()) {
            states.put(node.name(), NodeState.values()[states.size() % NodeState.values().length]);
        }
        boolean live = title.startsWith("live");
        Scene scene = new Scene(graph, states, Optional.of(CriticalPath.byNodes(graph)));
        return Graphs.drawn(drawing(title.replace("live ", "")), live ? scene : Scene.of(graph));
    }

    private static Drawing drawing(String title) {
        String[] words = title.split(" ", -1);
        return switch (words[0]) {
            case "dot" -> new DotDrawing();
            case "mermaid" -> new MermaidDrawing();
            case "json" -> new JsonDrawing();
            case "svg" -> new SvgDrawing("a graph");
            default ->
                new TextDrawing(Integer.parseInt(words[words.length - 1]), !words[0].equals("ascii"), Palette.PLAIN);
        };
    }

    @Test
    void jsonTellsEveryNodeAndEdge() {
        DependencyGraph graph = DependencyGraph.of(Graphs.randomDag(new Random(7), 30, 2));

        String json = Graphs.drawn(new JsonDrawing(), Scene.of(graph));

        assertThat(list(json, "nodes"))
                .hasSize(30)
                .allSatisfy(node -> assertThat(node).containsOnlyKeys("name", "type", "launch", "layer"));
        assertThat(list(json, "edges").stream()
                        .map(edge -> edge.get("from") + " " + edge.get("kind") + " " + edge.get("to") + " "
                                + edge.get("condition")))
                .containsExactlyInAnyOrderElementsOf(graph.edges().stream()
                        .map(edge -> edge.from() + " " + edge.kind().word() + " " + edge.to() + " "
                                + edge.condition().word())
                        .toList());
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(String json, String key) {
        Map<String, Object> object = (Map<String, Object>) Objects.requireNonNull(Json.parse(json));
        return (List<Map<String, Object>>) Objects.requireNonNull(object.get(key));
    }

    @Test
    void aPaletteSeesEveryNameAndEveryKindOfLineAndTheTextStaysTheSame() {
        DependencyGraph graph = Graphs.graph("b requires a\nb wants c");
        List<Ink> inks = new ArrayList<>();
        Palette palette = (ink, text) -> {
            inks.add(ink);
            return "<" + text + ">";
        };

        String painted = Graphs.drawn(new TextDrawing(80, true, palette), Scene.of(graph));

        assertThat(painted.replaceAll("[<>]", ""))
                .isEqualTo(Graphs.drawn(new TextDrawing(80, true, Palette.PLAIN), Scene.of(graph)));
        assertThat(inks).contains(new Ink.Node(Optional.empty(), false));
        assertThat(inks.stream().filter(Ink.Line.class::isInstance).distinct()).hasSize(2);
    }

    @Test
    void anEmptyGraphIsAnEmptyPicture() {
        assertThat(Graphs.drawn(new TextDrawing(80, true, Palette.PLAIN), Scene.of(DependencyGraph.of(List.of()))))
                .isEmpty();
    }
}
