package network.ara.up.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.ara.up.graph.DependencyGraph.Direction;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CycleProblemTest {

    private static final Pattern CHAIN =
            Pattern.compile("node '(\\S+)' needs itself: (.*?)( \\(one of .* (\\d+) nodes\\))?");
    private static final Set<Kind> ALL = Set.of(Kind.values());

    static List<Long> seeds() {
        return Graphs.seeds("CycleProblemTest", 60);
    }

    @Test
    void aCycleIsToldFromItsFirstNodeAndClosesAtTheLastEdge() {
        List<Problem> problems = Graphs.graph("dht requires dns\ndns wants dht").problems();

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo("node 'dht' needs itself: dht -> dns -> dht");
            assertThat(problem.position()).hasToString("ara.yml:2:3");
            assertThat(problem.notes()).singleElement().satisfies(note -> {
                assertThat(note.text()).isEqualTo("'dht' requires 'dns' here");
                assertThat(note.position()).hasToString("ara.yml:1:3");
            });
            assertThat(problem.fix()).contains("drop one of these requirements");
        });
    }

    @Test
    void aNodeThatRequiresItselfIsAProblemOfItsOwn() {
        assertThat(Graphs.graph("a requires a b").problems())
                .containsExactly(Problem.at(
                        Graphs.parse("a requires a")
                                .get(0)
                                .dependencies()
                                .get(0)
                                .position(),
                        "node 'a' needs itself",
                        "drop this requirement"));
    }

    @Test
    void theShortestCycleOfAGroupIsShownWithTheGroupsSize() {
        assertThat(Graphs.graph("a requires b\nb requires c\nc requires d\nd requires a c")
                        .problems())
                .extracting(Problem::message)
                .containsExactly("node 'c' needs itself: c -> d -> c (one of several cycles among 4 nodes)");
    }

    @Test
    void everyGroupIsReportedInFileOrder() {
        assertThat(Graphs.graph("z\nz requires y\ny requires z\nb\nb after a\na wants b")
                        .problems())
                .extracting(Problem::message)
                .containsExactly("node 'z' needs itself: z -> y -> z", "node 'b' needs itself: b -> a -> b");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyCycleReportedIsRealAndTheShortestOfItsGroup(long seed) {
        Random random = new Random(seed);
        List<NodeSpec> nodes = Graphs.random(random, 4 + random.nextInt(16), 1 + random.nextInt(2), true);
        DependencyGraph graph = DependencyGraph.of(nodes);

        Set<Set<NodeName>> reported = new HashSet<>();
        for (Problem problem : graph.problems()) {
            Matcher match = CHAIN.matcher(problem.message());
            if (match.matches()) {
                List<NodeName> cycle = List.of(match.group(2).split(" -> ", -1)).stream()
                        .map(NodeName::new)
                        .toList();
                assertThat(cycle.get(0)).isEqualTo(cycle.get(cycle.size() - 1)).hasToString(match.group(1));
                for (int i = 1; i < cycle.size(); i++) {
                    assertThat(graph.dependencies(cycle.get(i - 1)))
                            .extracting(Edge::to)
                            .contains(cycle.get(i));
                }
                Set<NodeName> group = group(graph, cycle.get(0));
                assertThat(cycle.size() - 1)
                        .isEqualTo(shortest(graph, group))
                        .isEqualTo(problem.notes().size() + 1);
                assertThat(group).hasSize(match.group(4) == null ? cycle.size() - 1 : Integer.parseInt(match.group(4)));
                assertThat(reported.add(group)).isTrue();
            }
        }
        Set<Set<NodeName>> groups = new HashSet<>();
        nodes.forEach(node -> groups.add(group(graph, node.name())));
        groups.removeIf(group -> group.size() == 1);
        assertThat(reported).isEqualTo(groups);
    }

    private static Set<NodeName> group(DependencyGraph graph, NodeName name) {
        Set<NodeName> group = new HashSet<>(graph.closure(List.of(name), Direction.DEPENDENCIES, ALL));
        group.retainAll(graph.closure(List.of(name), Direction.DEPENDENTS, ALL));
        return group;
    }

    private static int shortest(DependencyGraph graph, Set<NodeName> group) {
        return group.stream()
                .mapToInt(name -> shortestThrough(graph, name))
                .min()
                .orElseThrow();
    }

    private static int shortestThrough(DependencyGraph graph, NodeName start) {
        Map<NodeName, Integer> distance = new HashMap<>();
        Deque<NodeName> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            NodeName name = open.remove();
            for (Edge edge : graph.dependencies(name)) {
                if (distance.putIfAbsent(edge.to(), distance.getOrDefault(name, 0) + 1) == null) {
                    open.add(edge.to());
                }
            }
        }
        return distance.getOrDefault(start, Integer.MAX_VALUE);
    }
}
