package network.ara.up.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import network.ara.up.graph.Layout.Box;
import network.ara.up.graph.Layout.Point;
import network.ara.up.graph.Layout.Route;
import network.ara.up.model.NodeName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {

    static List<Long> seeds() {
        return Graphs.seeds("LayoutTest", 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLayoutIsSound(long seed) {
        Random random = new Random(seed);
        int maxWidth = 50 + random.nextInt(150);
        DependencyGraph graph = DependencyGraph.of(Graphs.randomDag(random, 1 + random.nextInt(60), random.nextInt(3)));

        Optional<Layout> layout = LayeredLayout.of(new Labels(Scene.of(graph), 128, ""), maxWidth);

        layout.ifPresent(found -> {
            assertThat(found.width()).isLessThanOrEqualTo(maxWidth);
            assertThat(found.boxes()).hasSize(graph.nodes().size());
            Map<Point, NodeName> inside = noTwoBoxesOverlap(found);
            assertThat(found.routes()).extracting(Route::edge).hasSameElementsAs(graph.edges());
            found.routes().forEach(route -> aRouteJoinsItsBoxes(route, found));
            linesOnlyCross(found, inside);
        });
    }

    private static Map<Point, NodeName> noTwoBoxesOverlap(Layout layout) {
        Map<Point, NodeName> inside = new HashMap<>();
        for (Box box : layout.boxes()) {
            for (int x = box.x(); x < box.x() + box.width(); x++) {
                for (int y = box.y(); y < box.y() + box.height(); y++) {
                    assertThat(inside.put(new Point(x, y), box.name())).isNull();
                    assertThat(x).isBetween(0, layout.width() - 1);
                    assertThat(y).isBetween(0, layout.height() - 1);
                }
            }
        }
        return inside;
    }

    private static void aRouteJoinsItsBoxes(Route route, Layout layout) {
        Box upper = box(layout, route.edge().to());
        Box lower = box(layout, route.edge().from());
        Point start = route.points().get(0);
        Point end = route.points().get(route.points().size() - 1);

        assertThat(start.y()).isEqualTo(upper.y() + upper.height() - 1).isLessThan(lower.y());
        assertThat(start.x()).isBetween(upper.x() + 1, upper.x() + upper.width() - 2);
        assertThat(end.y()).isEqualTo(lower.y());
        assertThat(end.x()).isBetween(lower.x() + 1, lower.x() + lower.width() - 2);
        for (int i = 1; i < route.points().size(); i++) {
            Point a = route.points().get(i - 1);
            Point b = route.points().get(i);
            assertThat(a.x() == b.x() ^ a.y() == b.y()).as("%s to %s", a, b).isTrue();
        }
    }

    /** Only lines of one bundle share cells; others cross at right angles; none runs through a box. */
    private static void linesOnlyCross(Layout layout, Map<Point, NodeName> boxes) {
        Map<Point, Set<String>> across = new HashMap<>();
        Map<Point, Set<String>> down = new HashMap<>();
        for (Route route : layout.routes()) {
            String bundle = route.edge().to() + " " + route.edge().kind();
            for (int i = 1; i < route.points().size(); i++) {
                Point a = route.points().get(i - 1);
                Point b = route.points().get(i);
                for (int x = Math.min(a.x(), b.x()); x <= Math.max(a.x(), b.x()); x++) {
                    for (int y = Math.min(a.y(), b.y()); y <= Math.max(a.y(), b.y()); y++) {
                        Point cell = new Point(x, y);
                        boolean end = cell.equals(route.points().get(0))
                                || cell.equals(route.points().get(route.points().size() - 1));
                        assertThat(end || !boxes.containsKey(cell))
                                .as("%s of %s", cell, bundle)
                                .isTrue();
                        (a.x() == b.x() ? down : across)
                                .computeIfAbsent(cell, any -> new HashSet<>())
                                .add(bundle);
                    }
                }
            }
        }
        across.forEach((cell, bundles) -> assertThat(bundles).as("%s", cell).hasSize(1));
        down.forEach((cell, bundles) -> assertThat(bundles).as("%s", cell).hasSize(1));
        cornersAreAlone(layout, across, down);
    }

    private static void cornersAreAlone(Layout layout, Map<Point, Set<String>> across, Map<Point, Set<String>> down) {
        for (Route route : layout.routes()) {
            String bundle = route.edge().to() + " " + route.edge().kind();
            for (Point corner : route.points()) {
                assertThat(across.getOrDefault(corner, Set.of(bundle))).containsExactly(bundle);
                assertThat(down.getOrDefault(corner, Set.of(bundle))).containsExactly(bundle);
            }
        }
    }

    private static Box box(Layout layout, NodeName name) {
        return layout.boxes().stream()
                .filter(box -> box.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
