package network.ara.up.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An SVG for documents: readable on a light and on a dark ground, and without a style sheet. It holds no script, and
 * nothing from elsewhere. On top is what is booted first; an arrow leads down to a node that waits for the one above.
 *
 * @param title what it is a picture of
 */
public record SvgDrawing(String title) implements Drawing {

    /** Columns of the layout: a wider one only where the lines of the others cross too often. */
    private static final int[] WIDTHS = {100, 130, 170, 240, 400, 800};

    private static final int LONGEST_NAME = 48;
    private static final int MARGIN = 20;
    private static final String FONTS =
            "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";

    @Override
    public void draw(Scene scene, Consumer<String> out) {
        Labels labels = new Labels(scene, LONGEST_NAME, "…");
        Layout layout = layout(labels).orElseThrow(() -> new TooBigException(scene.graph()));
        SvgText text = new SvgText();
        SvgLegend legend = new SvgLegend(scene, SvgGrid.x(layout.width()));
        int width = legend.width() + 2 * MARGIN;
        int height = SvgGrid.y(layout.height()) + legend.height() + 2 * MARGIN;
        text.line(
                "<rect width=\"" + width + "\" height=\"" + height + "\" rx=\"8\" " + text.fill(Colour.GROUND) + "/>");
        text.line("<g transform=\"translate(" + (width - SvgGrid.x(layout.width())) / 2 + " " + MARGIN + ")\">");
        new SvgEdges(scene, text).draw(layout);
        new SvgNodes(labels, text).draw(layout.boxes());
        text.line("</g>");
        text.line("<g transform=\"translate(" + MARGIN + " " + (MARGIN + SvgGrid.y(layout.height())) + ")\">");
        legend.draw(text);
        text.line("</g>");
        out.accept(head(width, height) + described(scene) + text.style() + text.body() + "</svg>\n");
    }

    private static Optional<Layout> layout(Labels labels) {
        List<Layout> found = new ArrayList<>();
        for (int width : WIDTHS) {
            Optional<Layout> layout = LayeredLayout.of(labels, width);
            layout.ifPresent(found::add);
            if (layout.isPresent() && layout.get().isReadable()) {
                return layout;
            }
        }
        return found.stream().min(Comparator.comparing(Layout::crossings));
    }

    private static String head(int width, int height) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + " " + height + "\" role=\"img\" font-family=\"" + FONTS + "\">\n";
    }

    private String described(Scene scene) {
        String counts = scene.graph().nodes().size() + " nodes, "
                + scene.graph().edges().size() + " dependencies. ";
        return "  <title>" + SvgText.escaped(title) + "</title>\n  <desc>" + counts
                + "What is booted first is on top; an arrow leads down to a node that waits for the one above.</desc>\n";
    }
}
