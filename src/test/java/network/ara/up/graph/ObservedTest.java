package network.ara.up.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.ara.up.graph.Observed.Arc;
import network.ara.up.model.NodeName;
import org.junit.jupiter.api.Test;

class ObservedTest {

    private static final DependencyGraph DECLARED = Graphs.graph("""
            gateway requires resolver
            resolver requires dht
            resolver wants cache
            dht after cache
            """);

    /** Declared and used, undeclared, against the direction of what is declared, and by a stranger. */
    private static final Observed SEEN =
            seen("gateway>resolver 12", "gateway>dht 3", "dht>gateway 2", "resolver>dht 1", "http>gateway 7");

    @Test
    void whatNothingDeclaresIsAnEdgeOfItsOwn() {
        assertThat(edges(SEEN.over(DECLARED)))
                .containsExactlyInAnyOrder(
                        "gateway requires resolver",
                        "resolver requires dht",
                        "resolver wants cache",
                        "dht after cache",
                        "gateway calls dht",
                        "http calls gateway");
    }

    @Test
    void whatWouldCloseACircleIsToldInWords() {
        DependencyGraph shown = SEEN.over(DECLARED);

        assertThat(SEEN.undrawn(shown)).containsExactly(arc("dht>gateway"));
        assertThat(shown.problems()).isEmpty();
    }

    @Test
    void twoThatCallEachOtherAndDeclareNothingCloseNoCircleEither() {
        Observed both = seen("a>b 1", "b>a 1");

        DependencyGraph shown = both.over(Graphs.graph("a\nb"));

        assertThat(edges(shown)).containsExactly("a calls b");
        assertThat(both.undrawn(shown)).containsExactly(arc("b>a"));
    }

    @Test
    void whatOnlyComesAfterHasDeclaredNoCalls() {
        Observed late = seen("dht>cache 4");

        assertThat(edges(late.over(DECLARED))).contains("dht after cache", "dht calls cache");
    }

    @Test
    void theTextTellsWhatIsUsedWhatIsNotAndWhatIsNotDeclared() {
        String text = Graphs.drawn(new TextDrawing(80, true, Palette.PLAIN), scene());

        assertThat(text)
                .contains("×", "calls, not declared", "× declared, no calls")
                .contains("gateway -> resolver: 12 calls\n")
                .contains("gateway -> dht: 3 calls, not declared\n")
                .contains("resolver -> dht: 1 call\n")
                .contains("resolver -> cache: no calls, though declared\n")
                .contains("dht -> gateway: 2 calls, not declared, and not drawn: it would close a circle\n")
                .doesNotContain("dht -> cache");
    }

    @Test
    void everyDrawingTellsThem() {
        assertThat(Graphs.drawn(new SvgDrawing("seen"), scene()))
                .contains("gateway calls dht: 3 calls", "resolver wants cache: no calls", "declared, no calls");
        assertThat(Graphs.drawn(new DotDrawing(), scene()))
                .contains("\"gateway\" -> \"dht\" [style=bold, label=\"3 calls\", color=\"#cf222e\"]")
                .contains("label=\"no calls\"");
        assertThat(Graphs.drawn(new MermaidDrawing(), scene())).contains(" == 3 calls ==> ", "no calls");
        assertThat(Graphs.drawn(new JsonDrawing(), scene()))
                .contains("\"kind\": \"calls\", \"condition\": \"ready\", \"calls\": 3}")
                .contains("\"undrawn\": [{\"from\": \"dht\", \"to\": \"gateway\", \"calls\": 2}]");
    }

    @Test
    void withoutWhatWasSeenNothingOfItIsTold() {
        assertThat(Graphs.drawn(new TextDrawing(80, true, Palette.PLAIN), Scene.of(DECLARED)))
                .doesNotContain("calls", "×");
    }

    private static Scene scene() {
        return new Scene(SEEN.over(DECLARED), Map.of(), Optional.empty(), Optional.of(SEEN));
    }

    private static List<String> edges(DependencyGraph graph) {
        return graph.edges().stream()
                .map(edge -> edge.from() + " " + edge.kind().word() + " " + edge.to())
                .toList();
    }

    private static Observed seen(String... lines) {
        Map<Arc, Long> calls = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            calls.put(arc(words[0]), Long.parseLong(words[1]));
        }
        return new Observed(calls);
    }

    private static Arc arc(String text) {
        String[] names = text.split(">", -1);
        return new Arc(new NodeName(names[0]), new NodeName(names[1]));
    }
}
