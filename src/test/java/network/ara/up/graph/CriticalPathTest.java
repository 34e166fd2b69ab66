package network.ara.up.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CriticalPathTest {

    private static final String TWO_WAYS = """
            fast requires base
            slow requires base
            more requires slow
            top requires fast more
            """;

    static List<Long> seeds() {
        return Graphs.seeds("CriticalPathTest", 50);
    }

    @Test
    void withoutTimesTheLongestChainCounts() {
        CriticalPath path = CriticalPath.byNodes(Graphs.graph(TWO_WAYS));

        assertThat(path.nodes()).extracting(NodeName::text).containsExactly("base", "slow", "more", "top");
        assertThat(path.time()).isEmpty();
    }

    @Test
    void withTimesTheLastToBeReadyCounts() {
        CriticalPath path = CriticalPath.byTime(Graphs.graph(TWO_WAYS), millis("fast", 900, "slow", 100, "top", 50));

        assertThat(path.nodes()).extracting(NodeName::text).containsExactly("fast", "top");
        assertThat(path.time()).contains(Duration.ofMillis(950));
    }

    @Test
    void whoWaitsOnlyForTheStartOfAnotherIsNotHeldUpByIt() {
        List<NodeSpec> specs = new ArrayList<>(Graphs.parse("slow\nother"));
        Dependency requires = Graphs.requires("slow", 1);
        specs.add(Graphs.node(
                "top",
                3,
                List.of(
                        new Dependency(requires.target(), requires.kind(), Condition.STARTED, requires.position()),
                        Graphs.requires("other", 3))));

        CriticalPath path =
                CriticalPath.byTime(DependencyGraph.of(specs), millis("slow", 300, "other", 100, "top", 250));

        assertThat(path.nodes()).extracting(NodeName::text).containsExactly("other", "top");
        assertThat(path.time()).contains(Duration.ofMillis(350));
    }

    @Test
    void aChainOfAHundredThousandIsNoProblem() {
        List<NodeSpec> specs = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            specs.add(Graphs.node("n" + i, i + 1, i == 0 ? List.of() : List.of(Graphs.requires("n" + (i - 1), 1))));
        }

        assertThat(CriticalPath.byNodes(DependencyGraph.of(specs)).nodes())
                .hasSize(100_000)
                .startsWith(new NodeName("n0"))
                .endsWith(new NodeName("n99999"));
    }

    @Test
    void whereThereIsNothingThereIsNoPath() {
        assertThat(CriticalPath.byNodes(DependencyGraph.of(List.of())).nodes()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyStepOfThePathIsAnEdgeAndNoChainTakesLonger(long seed) {
        Random random = new Random(seed);
        DependencyGraph graph = DependencyGraph.of(Graphs.randomDag(random, 1 + random.nextInt(12), 2));
        Map<NodeName, Duration> times = new HashMap<>();
        graph.nodes().forEach(node -> times.put(node.name(), Duration.ofMillis(1 + random.nextInt(100))));

        CriticalPath path = CriticalPath.byTime(graph, times);

        for (int i = 1; i < path.nodes().size(); i++) {
            assertThat(graph.dependencies(path.nodes().get(i)))
                    .extracting(Edge::to)
                    .contains(path.nodes().get(i - 1));
        }
        long sum = path.nodes().stream()
                .mapToLong(name -> times.getOrDefault(name, Duration.ZERO).toMillis())
                .sum();
        assertThat(path.time()).contains(Duration.ofMillis(sum));
        long longest = graph.order().stream()
                .mapToLong(name -> longestTo(name, graph, times))
                .max()
                .orElse(0);
        assertThat(sum).isEqualTo(longest);
    }

    /** By trying every chain. */
    private static long longestTo(NodeName name, DependencyGraph graph, Map<NodeName, Duration> times) {
        return times.getOrDefault(name, Duration.ZERO).toMillis()
                + graph.dependencies(name).stream()
                        .mapToLong(edge -> longestTo(edge.to(), graph, times))
                        .max()
                        .orElse(0);
    }

    private static Map<NodeName, Duration> millis(Object... namesAndMillis) {
        Map<NodeName, Duration> times = new HashMap<>();
        for (int i = 0; i < namesAndMillis.length; i += 2) {
            times.put(
                    new NodeName((String) namesAndMillis[i]),
                    Duration.ofMillis(((Integer) namesAndMillis[i + 1]).longValue()));
        }
        return times;
    }
}
