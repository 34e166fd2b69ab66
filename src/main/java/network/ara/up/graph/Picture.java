package network.ara.up.graph;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.ara.up.graph.Layout.Box;
import network.ara.up.graph.Layout.Bundle;
import network.ara.up.graph.Layout.Point;
import network.ara.up.graph.Layout.Route;
import network.ara.up.graph.Palette.Ink;
import network.ara.up.model.NodeName;

/** Draws a layout with characters: boxes, and lines whose crossings look like bridges, so that no junction is feigned. */
final class Picture {

    private final Canvas canvas;
    private final Labels labels;
    private final Glyphs glyphs;
    private final Set<Point> critical = new HashSet<>();

    private Picture(Layout layout, Labels labels, Glyphs glyphs) {
        canvas = new Canvas(layout.width(), layout.height());
        this.labels = labels;
        this.glyphs = glyphs;
        layout.boxes().forEach(this::drawBox);
        Map<Bundle, Map<Point, Integer>> bundles = new LinkedHashMap<>();
        for (Route route : layout.routes()) {
            Map<Point, Integer> cells = bundles.computeIfAbsent(Bundle.of(route), any -> new LinkedHashMap<>());
            trace(route.points(), cells);
            if (labels.scene().isCritical(route.edge())) {
                Map<Point, Integer> own = new LinkedHashMap<>();
                trace(route.points(), own);
                critical.addAll(own.keySet());
            }
        }
        bundles.forEach(this::drawLines);
        layout.routes().forEach(this::drawEnds);
    }

    static String of(Layout layout, Labels labels, Glyphs glyphs, Palette palette) {
        return new Picture(layout, labels, glyphs).canvas.paint(palette);
    }

    private void drawBox(Box box) {
        Ink ink = ink(box.name());
        NodeKind kind = kind(box.name());
        int bottom = box.y() + box.height() - 1;
        int right = box.x() + box.width() - 1;
        canvas.put(box.x(), box.y(), glyphs.top(kind, box.width()), ink);
        for (int y = box.y() + 1; y < bottom; y++) {
            canvas.put(box.x(), y, glyphs.side(kind), ink);
            canvas.put(right, y, glyphs.side(kind), ink);
        }
        canvas.put(box.x(), bottom, glyphs.bottom(kind, box.width()), ink);
        List<String> lines = labels.lines(box.name());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            canvas.put(box.x() + (box.width() - line.length()) / 2, box.y() + 1 + i, line, ink);
        }
    }

    private Ink ink(NodeName name) {
        return new Ink.Node(
                labels.scene().state(name).map(Tone::of), labels.scene().isCritical(name));
    }

    private NodeKind kind(NodeName name) {
        return NodeKind.of(labels.scene().graph().node(name));
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
    private void drawLines(Bundle bundle, Map<Point, Integer> cells) {
        cells.forEach((point, directions) -> {
            boolean vertical = directions == (Glyphs.NORTH | Glyphs.SOUTH);
            if (vertical || canvas.isBlank(point.x(), point.y())) {
                Ink ink = new Ink.Line(bundle.kind(), critical.contains(point));
                canvas.put(point.x(), point.y(), glyphs.line(bundle.kind(), directions), ink);
            }
        });
    }

    private void drawEnds(Route route) {
        Edge edge = route.edge();
        Point start = route.points().get(0);
        Point end = route.points().get(route.points().size() - 1);
        canvas.put(start.x(), start.y(), glyphs.exit(kind(edge.to())), ink(edge.to()));
        Ink line = new Ink.Line(edge.kind(), labels.scene().isCritical(edge));
        canvas.put(end.x(), end.y(), labels.scene().isUnused(edge) ? glyphs.unused() : glyphs.arrow(edge.kind()), line);
    }
}
