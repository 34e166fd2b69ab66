package network.ara.up.graph;

import java.util.List;
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
