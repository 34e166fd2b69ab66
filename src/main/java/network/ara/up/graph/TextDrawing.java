package network.ara.up.graph;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import network.ara.up.graph.Palette.Ink;
import network.ara.up.model.Dependency.Kind;

/**
 * A picture for the terminal. On top is what is booted first; an arrow leads down to a node that waits for the one above.
 *
 * <p>A graph that is too big for a picture of {@code width} columns is drawn as a tree.
 *
 * @param unicode false for plain ASCII
 */
public record TextDrawing(int width, boolean unicode, Palette palette) implements Drawing {

    private static final String LEGEND_GAP = "   ";

    @Override
    public String draw(DependencyGraph graph) {
        Glyphs glyphs = unicode ? Glyphs.UNICODE : Glyphs.ASCII;
        String drawing = LayeredLayout.of(graph, width)
                .map(layout -> Picture.of(layout, glyphs, palette))
                .orElseGet(() -> new Tree(graph, width, glyphs, palette).draw());
        return drawing + legend(graph, glyphs);
    }

    /** Empty when all lines are of one kind. */
    private String legend(DependencyGraph graph, Glyphs glyphs) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        graph.edges().forEach(edge -> kinds.add(edge.kind()));
        if (kinds.size() < 2) {
            return "";
        }
        return kinds.stream()
                .map(kind -> palette.paint(
                                new Ink.Line(kind),
                                String.valueOf(glyphs.line(kind, Glyphs.EAST)).repeat(3))
                        + " " + kind.word())
                .collect(Collectors.joining(LEGEND_GAP, "\n", "\n"));
    }
}
