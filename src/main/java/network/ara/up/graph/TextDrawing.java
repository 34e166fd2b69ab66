package network.ara.up.graph;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import network.ara.up.graph.TextNotes.Mark;

/**
 * A picture for the terminal. On top is what is booted first; an arrow leads down to a node that waits for the one above.
 *
 * <p>No line is longer than {@code width}. Where a picture would be, or where nobody could follow its lines, long names
 * lose their middle, and if that does not help the graph is drawn as a tree.
 *
 * @param width in columns; fewer than {@value #MIN_WIDTH} are taken for so many
 * @param unicode false for plain ASCII
 */
public record TextDrawing(int width, boolean unicode, Palette palette) implements Drawing {

    static final int MIN_WIDTH = 20;

    /** Names are shown whole if possible, else so many characters of them. */
    private static final int[] NAME_LENGTHS = {Integer.MAX_VALUE, 32, 20};

    public TextDrawing {
        width = Math.max(width, MIN_WIDTH);
    }

    @Override
    public void draw(Scene scene, Consumer<String> out) {
        Glyphs glyphs = unicode ? Glyphs.UNICODE : Glyphs.ASCII;
        TextNotes notes = new TextNotes(scene, width, glyphs, palette);
        for (int length : lengths(scene)) {
            Labels labels = new Labels(scene, length, glyphs.ellipsis());
            Optional<Layout> layout = LayeredLayout.of(labels, width).filter(Layout::isReadable);
            if (layout.isPresent()) {
                out.accept(Picture.of(layout.get(), labels, glyphs, palette));
                out.accept(notes.below(labels, Mark.BOX));
                return;
            }
        }
        Tree tree = new Tree(scene, width, glyphs, palette);
        out.accept(tree.draw());
        out.accept(notes.below(tree.labels(), Mark.WORD));
    }

    private static int[] lengths(Scene scene) {
        int longest = scene.graph().nodes().stream()
                .mapToInt(node -> node.name().text().length())
                .max()
                .orElse(0);
        return IntStream.of(NAME_LENGTHS)
                .filter(length -> length == Integer.MAX_VALUE || length < longest)
                .toArray();
    }
}
