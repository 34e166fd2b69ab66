package network.ara.up.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import network.ara.up.graph.DependencyGraph.Direction;
import network.ara.up.model.Dependency;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DependencyGraphTest {

    private static final String NETWORK = """
            resolver requires dht dns
            resolver wants cache
            archiver requires resolver
            archiver after log
            """;

    static List<Long> seeds() {
        return Graphs.seeds("DependencyGraphTest", 40);
    }

    @Test
    void whatIsNeededComesFirstAndNamesBreakTies() {
        assertThat(texts(Graphs.graph(NETWORK).order()))
                .containsExactly("cache", "dht", "dns", "log", "resolver", "archiver");
    }

    @Test
    void aLayerHoldsWhatWaitsForTheLayerAbove() {
        assertThat(Graphs.graph(NETWORK).layers().stream().map(DependencyGraphTest::texts))
                .containsExactly(List.of("cache", "dht", "dns", "log"), List.of("resolver"), List.of("archiver"));
    }

    @Test
    void edgesAreFoundFromBothEnds() {
        DependencyGraph graph = Graphs.graph(NETWORK);

        assertThat(graph.dependencies(new NodeName("resolver")).stream().map(Edge::to))
                .extracting(NodeName::text)
                .containsExactly("dht", "dns", "cache");
        assertThat(graph.dependents(new NodeName("dht")).stream().map(Edge::from))
                .extracting(NodeName::text)
                .containsExactly("resolver");
    }

    @Test
    void onlyRequirementsMakeANodeUnableToRun() {
        DependencyGraph graph = Graphs.graph(NETWORK);

        assertThat(texts(graph.requiredBy(new NodeName("dht")))).containsExactlyInAnyOrder("resolver", "archiver");
        assertThat(graph.requiredBy(new NodeName("cache"))).isEmpty();
    }

    @Test
    void aClosureFollowsTheGivenKinds() {
        Set<NodeName> pulledIn = Graphs.graph(NETWORK)
                .closure(
                        List.of(new NodeName("archiver")),
                        Direction.DEPENDENCIES,
                        EnumSet.of(Kind.REQUIRES, Kind.WANTS));

        assertThat(texts(pulledIn)).containsExactlyInAnyOrder("archiver", "resolver", "dht", "dns", "cache");
    }

    @Test
    void aDependencyOnAnUnknownNodeIsLeftOut() {
        DependencyGraph graph = DependencyGraph.of(List.of(Graphs.node("a", 1, List.of(Graphs.requires("gone", 1)))));

        assertThat(texts(graph.order())).containsExactly("a");
        assertThat(graph.edges()).isEmpty();
    }

    @Test
    void twoNodesOfOneNameAreRefused() {
        NodeSpec node = Graphs.node("a", 1, List.of());

        assertThatThrownBy(() -> DependencyGraph.of(List.of(node, node)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a'");
    }

    @Test
    void aGraphWithCyclesHasNoOrder() {
        assertThatThrownBy(() -> Graphs.graph("a requires b\nb requires a").order())
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderRespectsEveryEdge(long seed) {
        DependencyGraph graph = DependencyGraph.of(Graphs.randomDag(new Random(seed), 60, 2.5));

        Set<NodeName> before = new HashSet<>();
        for (NodeName name : graph.order()) {
            assertThat(before)
                    .containsAll(graph.dependencies(name).stream().map(Edge::to).toList());
            before.add(name);
        }
        assertThat(before).hasSize(60);
        assertThat(graph.problems()).isEmpty();
    }

    @Test
    void aChainOf100_000OverflowsNoStack() {
        List<NodeSpec> chain = chain(100_000);
        DependencyGraph graph = DependencyGraph.of(chain);

        assertThat(graph.layers()).hasSize(100_000);
        assertThat(graph.requiredBy(new NodeName("n0"))).hasSize(99_999);
        assertThat(Graphs.drawn(new TextDrawing(80, true, Palette.PLAIN), Scene.of(graph))
                        .lines())
                .hasSizeGreaterThan(100_000)
                .allMatch(line -> line.length() <= 80);
    }

    @Test
    void aRingOf100_000IsOneCycle() {
        List<NodeSpec> ring = new ArrayList<>(chain(100_000));
        ring.set(0, Graphs.node("n0", 1, List.of(Graphs.requires("n99999", 1))));

        assertThat(DependencyGraph.of(ring).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).startsWith("node 'n0' needs itself: n0 -> n99999 -> ");
            assertThat(problem.message()).endsWith(" -> n1 -> n0").contains("more) ->");
            assertThat(problem.notes()).hasSize(99_999);
        });
    }

    @Test
    void halfAMillionEdgesAreNoTrouble() {
        Random random = new Random(1);
        List<NodeSpec> nodes = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            List<Dependency> requires = new ArrayList<>();
            for (int edge = 0; edge < 5; edge++) {
                requires.add(Graphs.requires("n" + random.nextInt(100_000), i + 1));
            }
            nodes.add(Graphs.node("n" + i, i + 1, requires));
        }

        assertThat(DependencyGraph.of(nodes).problems()).isNotEmpty();
    }

    private static List<NodeSpec> chain(int length) {
        List<NodeSpec> chain = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            chain.add(Graphs.node("n" + i, i + 1, i == 0 ? List.of() : List.of(Graphs.requires("n" + (i - 1), i + 1))));
        }
        return chain;
    }

    private static List<String> texts(Collection<NodeName> names) {
        return names.stream().map(NodeName::text).toList();
    }
}
