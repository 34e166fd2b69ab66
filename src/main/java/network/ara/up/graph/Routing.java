package network.ara.up.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.ara.up.graph.Layout.Box;
import network.ara.up.graph.Layout.Point;
import network.ara.up.graph.Layout.Route;

/** Joins the pieces of each line, layer by layer, to one route for each edge. */
final class Routing {

    private final Sketch sketch;
    private final Map<Strand, List<List<Point>>> paths;

    /** @param paths for each strand and each of its bottoms, the corners with both ends */
    Routing(Sketch sketch, Map<Strand, List<List<Point>>> paths) {
        this.sketch = sketch;
        this.paths = paths;
    }

    Layout layout(List<Box> boxes, List<Edge> edges, int height) {
        List<Route> routes = edges.stream().map(this::route).toList();
        int right = boxes.stream().mapToInt(box -> box.x() + box.width()).max().orElse(0);
        int farthest = routes.stream()
                .flatMap(route -> route.points().stream())
                .mapToInt(point -> point.x() + 1)
                .max()
                .orElse(0);
        return new Layout(Math.max(right, farthest), height, boxes, routes);
    }

    private Route route(Edge edge) {
        List<Point> points = new ArrayList<>();
        Slot end = sketch.box(edge.from());
        for (int layer = sketch.box(edge.to()).layer; layer < end.layer; layer++) {
            Strand strand = strand(edge, layer);
            Slot next = layer + 1 == end.layer ? end : strand.line();
            int bottom = strand.bottoms.indexOf(next);
            paths.getOrDefault(strand, List.of()).get(bottom).forEach(point -> addCorner(points, point));
        }
        return new Route(edge, points);
    }

    private Strand strand(Edge edge, int layer) {
        return sketch.strands.get(layer).stream()
                .filter(strand -> strand.source.equals(edge.to()) && strand.kind == edge.kind())
                .findFirst()
                .orElseThrow();
    }

    /** Leaves out points in the middle of a straight line. */
    private static void addCorner(List<Point> points, Point point) {
        int last = points.size() - 1;
        if (last >= 1
                && points.get(last - 1).x() == point.x()
                && points.get(last).x() == point.x()) {
            points.remove(last);
        }
        points.add(point);
    }
}
