package network.ara.up.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;

/**
 * Where everything stands in a layered drawing: cells of a grid, columns from 0 to the right, rows from 0 down. Of two
 * nodes, the one that is booted first is above.
 *
 * <p>Lines that come from the same node with the same kind of dependency share their way where they can. Any other two
 * meet at most by crossing at a right angle.
 */
record Layout(int width, int height, List<Box> boxes, List<Route> routes) {

    Layout {
        boxes = List.copyOf(boxes);
        routes = List.copyOf(routes);
    }

    /** A node. Its border is part of it. */
    record Box(NodeName name, int x, int y, int width, int height) {}

    /** A cell. */
    record Point(int x, int y) {}

    /**
     * An edge, as the corners of a line of horizontal and vertical pieces: from the lower border of the box that is
     * booted first to the upper border of the box that needs it.
     */
    record Route(Edge edge, List<Point> points) {
        Route {
            points = List.copyOf(points);
        }
    }

    /** Lines that share their way. */
    record Bundle(NodeName source, Kind kind) {

        static Bundle of(Route route) {
            return new Bundle(route.edge().to(), route.edge().kind());
        }
    }

    /** How often lines cross. */
    int crossings() {
        Map<Point, Bundle> across = new HashMap<>();
        Map<Point, Bundle> down = new HashMap<>();
        for (Route route : routes) {
            for (int i = 1; i < route.points().size(); i++) {
                Point a = route.points().get(i - 1);
                Point b = route.points().get(i);
                for (int x = Math.min(a.x(), b.x()); x <= Math.max(a.x(), b.x()); x++) {
                    for (int y = Math.min(a.y(), b.y()); y <= Math.max(a.y(), b.y()); y++) {
                        (a.x() == b.x() ? down : across).put(new Point(x, y), Bundle.of(route));
                    }
                }
            }
        }
        return (int) across.entrySet().stream()
                .filter(cell -> !cell.getValue().equals(down.getOrDefault(cell.getKey(), cell.getValue())))
                .count();
    }

    /** Whether one can follow its lines: with too many crossings a picture is a riddle. */
    boolean isReadable() {
        return crossings() <= routes.size();
    }

    /** The same drawing at another place. */
    Layout movedBy(int right, int down) {
        return new Layout(
                width + right,
                height + down,
                boxes.stream()
                        .map(box -> new Box(box.name(), box.x() + right, box.y() + down, box.width(), box.height()))
                        .toList(),
                routes.stream()
                        .map(route -> new Route(
                                route.edge(),
                                route.points().stream()
                                        .map(point -> new Point(point.x() + right, point.y() + down))
                                        .toList()))
                        .toList());
    }
}
