package network.ara.up.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.ara.up.graph.Layout.Box;
import network.ara.up.graph.Layout.Point;
import network.ara.up.graph.Layout.Route;
import network.ara.up.graph.Palette.Ink;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;

/** Draws a layout with characters: boxes, and lines whose crossings look like bridges, so that no junction is feigned. */
final class Picture {

    /** Lines that share their way. */
    private record Bundle(NodeName source, Kind kind) {}

    private final Canvas canvas;
    private final Glyphs glyphs;

    private Picture(Layout layout, Glyphs glyphs) {
        canvas = new Canvas(layout.width(), layout.height());
        this.glyphs = glyphs;
        layout.boxes().forEach(this::drawBox);
        Map<Bundle, Map<Point, Integer>> bundles = new LinkedHashMap<>();
        for (Route route : layout.routes()) {
            Bundle bundle = new Bundle(route.edge().to(), route.edge().kind());
            trace(route.points(), bundles.computeIfAbsent(bundle, any -> new LinkedHashMap<>()));
        }
        bundles.forEach((bundle, cells) -> drawLines(bundle.kind(), cells));
        layout.routes().forEach(this::drawEnds);
    }

    static String of(Layout layout, Glyphs glyphs, Palette palette) {
        return new Picture(layout, glyphs).canvas.paint(palette);
    }

    private void drawBox(Box box) {
        Ink ink = new Ink.Node(box.name());
        int bottom = box.y() + box.height() - 1;
        int right = box.x() + box.width() - 1;
        canvas.put(box.x(), box.y(), glyphs.top(box.width()), ink);
        for (int y = box.y() + 1; y < bottom; y++) {
            canvas.put(box.x(), y, glyphs.side(), ink);
            canvas.put(right, y, glyphs.side(), ink);
        }
        canvas.put(box.x(), bottom, glyphs.bottom(box.width()), ink);
        String name = box.name().text();
        canvas.put(box.x() + (box.width() - name.length()) / 2, box.y() + box.height() / 2, name, ink);
    }

    /** Notes for each cell of a line where the line goes on from it. */
    private static void trace(List<Point> corners, Map<Point, Integer> cells) {
        for (int i = 1; i < corners.size(); i++) {
            Point at = corners.get(i - 1);
            Point end = corners.get(i);
            int dx = Integer.signum(end.x() - at.x());
            int dy = Integer.signum(end.y() - at.y());
            while (!at.equals(end)) {
                Point next = new Point(at.x() + dx, at.y() + dy);
                cells.merge(at, direction(dx, dy), (a, b) -> a | b);
                cells.merge(next, direction(-dx, -dy), (a, b) -> a | b);
                at = next;
            }
        }
    }

    private static int direction(int dx, int dy) {
        if (dx != 0) {
            return dx > 0 ? Glyphs.EAST : Glyphs.WEST;
        }
        return dy > 0 ? Glyphs.SOUTH : Glyphs.NORTH;
    }

    /** Where two lines cross, the vertical one is in front. */
    private void drawLines(Kind kind, Map<Point, Integer> cells) {
        cells.forEach((point, directions) -> {
            boolean vertical = directions == (Glyphs.NORTH | Glyphs.SOUTH);
            if (vertical || canvas.isBlank(point.x(), point.y())) {
                canvas.put(point.x(), point.y(), glyphs.line(kind, directions), new Ink.Line(kind));
            }
        });
    }

    private void drawEnds(Route route) {
        Point start = route.points().get(0);
        Point end = route.points().get(route.points().size() - 1);
        canvas.put(
                start.x(), start.y(), glyphs.exit(), new Ink.Node(route.edge().to()));
        canvas.put(
                end.x(),
                end.y(),
                glyphs.arrow(route.edge().kind()),
                new Ink.Line(route.edge().kind()));
    }
}
