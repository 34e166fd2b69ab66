package network.ara.up.graph;

import java.util.ArrayList;
import java.util.List;
import network.ara.up.graph.Layout.Point;
import network.ara.up.model.Dependency.Kind;

/** What the shapes and lines of an SVG mean: those that it has. */
final class SvgLegend {

    private static final int FONT_SIZE = 12;
    private static final double CHARACTER = 7.4;
    private static final int SAMPLE = 34;
    private static final int GAP = 8;
    private static final int STEP = 24;
    private static final int ABOVE = 18;

    /** A small picture's legend need not be a column. */
    private static final int MIN_WIDTH = 340;

    /** A sample, drawn about a middle, and its words. */
    private record Item(Sample sample, String words) {

        int width() {
            return SAMPLE + GAP + (int) Math.ceil(words.length() * CHARACTER);
        }
    }

    private interface Sample {
        void draw(SvgText text, int x, int y);
    }

    private final List<List<Item>> rows = new ArrayList<>();
    private final int width;

    /** @param wish as wide as the picture above; a long item may need more */
    SvgLegend(Scene scene, int wish) {
        List<Item> items = items(scene);
        width = Math.max(
                Math.max(wish, MIN_WIDTH),
                items.stream().mapToInt(Item::width).max().orElse(0));
        int used = width;
        for (Item item : items) {
            if (used + STEP + item.width() > width) {
                rows.add(new ArrayList<>());
                used = -STEP;
            }
            rows.get(rows.size() - 1).add(item);
            used += STEP + item.width();
        }
    }

    private static List<Item> items(Scene scene) {
        List<Item> items = new ArrayList<>();
        scene.nodeKinds().forEach(kind -> items.add(new Item((text, x, y) -> box(text, kind, x, y), kind.word())));
        scene.edgeKinds()
                .forEach(kind -> items.add(
                        new Item((text, x, y) -> line(text, kind, Colour.of(kind), x, y), TextNotes.words(kind))));
        if (scene.hasUnused()) {
            items.add(new Item((text, x, y) -> line(text, Kind.REQUIRES, Colour.UNUSED, x, y), TextNotes.UNUSED));
        }
        scene.critical()
                .ifPresent(path -> items.add(new Item(
                        (text, x, y) -> line(text, Kind.REQUIRES, Colour.CRITICAL, x, y),
                        "critical path (" + TextNotes.measure(path) + ")")));
        return items;
    }

    int width() {
        return width;
    }

    int height() {
        return rows.isEmpty() ? 0 : ABOVE + rows.size() * STEP;
    }

    void draw(SvgText text) {
        int y = ABOVE + STEP / 2;
        for (List<Item> row : rows) {
            int x = 0;
            for (Item item : row) {
                item.sample().draw(text, x, y);
                String look = "font-size=\"" + FONT_SIZE + "\" " + text.fill(Colour.QUIET);
                text.text(x + SAMPLE + GAP, y + FONT_SIZE * 0.35, look, item.words());
                x += item.width() + STEP;
            }
            y += STEP;
        }
    }

    private static void box(SvgText text, NodeKind kind, int x, int y) {
        SvgNodes.shape(text, kind, new SvgNodes.Frame(x, y - 8, SAMPLE, 16, Colour.border(kind), 1.5));
    }

    private static void line(SvgText text, Kind kind, Colour colour, int x, int y) {
        text.line("<path d=\"M" + x + " " + y + "h" + (SAMPLE - 8) + "\" " + SvgEdges.look(text, kind, colour) + "/>");
        Point tip = new Point(x + SAMPLE, y);
        text.line("<g transform=\"rotate(-90 " + tip.x() + " " + tip.y() + ")\">"
                + SvgEdges.head(text, kind, colour, tip) + "</g>");
    }
}
