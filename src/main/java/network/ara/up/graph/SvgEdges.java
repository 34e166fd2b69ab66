package network.ara.up.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import network.ara.up.graph.Layout.Box;
import network.ara.up.graph.Layout.Bundle;
import network.ara.up.graph.Layout.Point;
import network.ara.up.graph.Layout.Route;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;

/** The lines of an SVG, with round corners; where two cross, the later one has a gap about it. */
final class SvgEdges {

    private static final int RADIUS = 8;
    private static final int GAP = 7;
    private static final int HEAD = 8;
    private static final int COUNT_FONT_SIZE = 10;

    private final Scene scene;
    private final SvgText text;
    private final Map<NodeName, Box> boxes = new LinkedHashMap<>();

    SvgEdges(Scene scene, SvgText text) {
        this.scene = scene;
        this.text = text;
    }

    void draw(Layout layout) {
        layout.boxes().forEach(box -> boxes.put(box.name(), box));
        Map<Bundle, List<Route>> bundles = new LinkedHashMap<>();
        layout.routes()
                .forEach(route -> bundles.computeIfAbsent(Bundle.of(route), any -> new ArrayList<>())
                        .add(route));
        for (boolean critical : new boolean[] {false, true}) {
            bundles.values().stream()
                    .filter(routes -> routes.stream().anyMatch(this::isCritical) == critical)
                    .forEach(this::drawBundle);
        }
        layout.routes().forEach(this::drawHead);
    }

    private boolean isCritical(Route route) {
        return scene.isCritical(route.edge());
    }

    /** In one piece: where lines share their way, they are no thicker than elsewhere. The critical one is on top. */
    private void drawBundle(List<Route> routes) {
        String all = routes.stream().map(this::path).collect(Collectors.joining());
        text.line("<path d=\"" + all + "\" " + text.stroke(Colour.GROUND) + " stroke-width=\"" + GAP + "\"/>");
        Kind kind = routes.get(0).edge().kind();
        for (Colour colour : List.of(Colour.UNUSED, Colour.of(kind), Colour.CRITICAL)) {
            String path = routes.stream()
                    .filter(route -> colour(route.edge()) == colour)
                    .map(this::path)
                    .collect(Collectors.joining());
            if (!path.isEmpty()) {
                text.line("<path d=\"" + path + "\" " + look(text, kind, colour) + "/>");
            }
        }
    }

    private Colour colour(Edge edge) {
        if (scene.isCritical(edge)) {
            return Colour.CRITICAL;
        }
        return scene.isUnused(edge) ? Colour.UNUSED : Colour.of(edge.kind());
    }

    private String told(Edge edge) {
        String condition = edge.condition() == Condition.READY
                ? ""
                : " (" + edge.condition().word() + ")";
        String seen = scene.seen(edge).isEmpty() ? "" : ": " + scene.seen(edge);
        return edge.from() + " " + edge.kind().word() + " " + edge.to() + condition + seen;
    }

    /** Attributes of a line of this kind. */
    static String look(SvgText text, Kind kind, Colour colour) {
        String dashes = switch (kind) {
            case REQUIRES -> "";
            case WANTS -> " stroke-dasharray=\"7 4\"";
            case AFTER -> " stroke-dasharray=\"0.1 4\" stroke-linecap=\"round\"";
            case CALLS -> " stroke-dasharray=\"2 3\"";
        };
        double width = (kind == Kind.AFTER ? 2 : 1.5) + (colour == Colour.CRITICAL ? 1.5 : 0);
        return text.stroke(colour) + " stroke-width=\"" + SvgText.number(width) + '"' + dashes;
    }

    private String path(Route route) {
        List<Point> points = pixels(route);
        StringBuilder path = new StringBuilder("M" + at(points.get(0)));
        for (int i = 1; i + 1 < points.size(); i++) {
            Point corner = points.get(i);
            double before = length(points.get(i - 1), corner) / (i == 1 ? 1.0 : 2.0);
            double after = length(corner, points.get(i + 1)) / (i + 2 == points.size() ? 1.0 : 2.0);
            double radius = Math.min(RADIUS, Math.min(before, after));
            path.append('L').append(towards(corner, points.get(i - 1), radius));
            path.append('Q').append(at(corner)).append(' ').append(towards(corner, points.get(i + 1), radius));
        }
        return path.append('L').append(at(points.get(points.size() - 1))).toString();
    }

    /** From border to border; the head hides the end. */
    private List<Point> pixels(Route route) {
        List<Point> pixels = new ArrayList<>();
        route.points().forEach(point -> pixels.add(new Point(SvgGrid.middleX(point.x()), SvgGrid.middleY(point.y()))));
        int last = pixels.size() - 1;
        pixels.set(
                0, new Point(pixels.get(0).x(), SvgGrid.bottom(box(route.edge().to()))));
        pixels.set(
                last,
                new Point(pixels.get(last).x(), SvgGrid.top(box(route.edge().from())) - 2));
        return pixels;
    }

    private Box box(NodeName name) {
        Box box = boxes.get(name);
        if (box == null) {
            throw new IllegalArgumentException("no box for '" + name + "'");
        }
        return box;
    }

    private void drawHead(Route route) {
        int x = SvgGrid.middleX(route.points().get(route.points().size() - 1).x());
        Edge edge = route.edge();
        Point tip = new Point(x, SvgGrid.top(box(edge.from())));
        text.line("<g><title>" + told(edge) + "</title>" + head(text, edge.kind(), colour(edge), tip) + "</g>");
        if (scene.observed().isPresent() && edge.kind() != Kind.AFTER && !scene.isUnused(edge)) {
            String look = "font-size=\"" + COUNT_FONT_SIZE + "\" " + text.fill(Colour.of(edge.kind()));
            long calls = scene.observed().get().calls(edge);
            text.text(tip.x() + HEAD, tip.y() - HEAD / 2.0, look, String.valueOf(calls));
        }
    }

    /** An arrow head that points down. */
    static String head(SvgText text, Kind kind, Colour colour, Point tip) {
        String corners = "M" + (tip.x() - 4) + " " + (tip.y() - HEAD) + "L" + tip.x() + " " + (tip.y() - 1) + "L"
                + (tip.x() + 4) + " " + (tip.y() - HEAD);
        return switch (kind) {
            case REQUIRES, CALLS -> "<path d=\"" + corners + "z\" " + text.fill(colour) + "/>";
            case WANTS ->
                "<path d=\"" + corners + "z\" " + text.paint(Colour.GROUND, colour) + " stroke-width=\"1.5\"/>";
            case AFTER -> "<path d=\"" + corners + "\" " + text.stroke(colour) + " stroke-width=\"1.5\"/>";
        };
    }

    private static int length(Point a, Point b) {
        return Math.abs(a.x() - b.x()) + Math.abs(a.y() - b.y());
    }

    private static String towards(Point from, Point to, double distance) {
        double x = from.x() + Integer.signum(to.x() - from.x()) * distance;
        double y = from.y() + Integer.signum(to.y() - from.y()) * distance;
        return SvgText.number(x) + " " + SvgText.number(y);
    }

    private static String at(Point point) {
        return point.x() + " " + point.y();
    }
}
