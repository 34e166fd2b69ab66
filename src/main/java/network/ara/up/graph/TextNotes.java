package network.ara.up.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import network.ara.up.graph.Palette.Ink;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;

/** What stands below a text drawing: a legend of all that it tells apart, the critical path, and names in full length. */
final class TextNotes {

    /** How a drawing shows a node's kind. */
    enum Mark {
        BOX,
        /** In words, that need no legend. */
        WORD
    }

    /** What is to be told of a dependency that was not used. */
    static final String UNUSED = "declared, no calls";

    private static final String GAP = "   ";

    private final Scene scene;
    private final int width;
    private final Glyphs glyphs;
    private final Palette palette;

    TextNotes(Scene scene, int width, Glyphs glyphs, Palette palette) {
        this.scene = scene;
        this.width = width;
        this.glyphs = glyphs;
        this.palette = palette;
    }

    /** Empty, or a blank line and the notes. */
    String below(Labels labels, Mark mark) {
        StringBuilder notes = new StringBuilder();
        notes.append(legend(mark));
        scene.observed().ifPresent(seen -> notes.append(seen(seen)));
        scene.critical().ifPresent(path -> notes.append(path(path)));
        labels.shortened()
                .forEach((shown, names) -> names.forEach(name -> {
                    notes.append(wrapped(List.of(shown + " = ", name), "", "  "));
                }));
        return notes.length() == 0 ? "" : "\n" + notes;
    }

    /** Nothing of which there is only one kind. */
    private String legend(Mark mark) {
        List<Item> edges =
                new ArrayList<>(scene.edgeKinds().stream().map(this::item).toList());
        List<Item> nodes = scene.nodeKinds().stream().map(this::item).toList();
        if (scene.hasUnused() && mark == Mark.BOX) {
            edges.add(new Item(String.valueOf(glyphs.unused()), 1, UNUSED));
        }
        return (edges.size() > 1 || !edges.isEmpty() && scene.observed().isPresent() ? lines(edges) : "")
                + (mark == Mark.BOX && nodes.size() > 1 ? lines(nodes) : "");
    }

    private Item item(Kind kind) {
        String line = String.valueOf(glyphs.line(kind, Glyphs.EAST)).repeat(3);
        return new Item(palette.paint(new Ink.Line(kind, false), line), line.length(), words(kind));
    }

    static String words(Kind kind) {
        return kind == Kind.CALLS ? "calls, not declared" : kind.word();
    }

    private Item item(NodeKind kind) {
        String sample = glyphs.top(kind, 3);
        return new Item(sample, sample.length(), kind.word());
    }

    /** A sample with its word. */
    private record Item(String sample, int sampleWidth, String word) {

        int width() {
            return sampleWidth + 1 + word.length();
        }
    }

    private String lines(List<Item> items) {
        StringBuilder lines = new StringBuilder();
        int used = 0;
        for (Item item : items) {
            if (used > 0 && used + GAP.length() + item.width() > width) {
                lines.append('\n');
                used = 0;
            }
            lines.append(used == 0 ? "" : GAP).append(item.sample()).append(' ').append(item.word());
            used += (used == 0 ? 0 : GAP.length()) + item.width();
        }
        return lines.append('\n').toString();
    }

    /** In words, so that it is there without colours, too. */
    private String seen(Observed seen) {
        StringBuilder notes = new StringBuilder();
        for (Edge edge : scene.graph().edges()) {
            String label = seen.label(edge);
            if (!label.isEmpty()) {
                String declared =
                        edge.kind() == Kind.CALLS ? ", not declared" : seen.isUnused(edge) ? ", though declared" : "";
                notes.append(wrapped(List.of(edge.from() + " -> ", edge.to() + ": ", label + declared), "", "  "));
            }
        }
        for (Observed.Arc arc : seen.undrawn(scene.graph())) {
            String label = seen.calls().get(arc) + " calls, not declared, ";
            notes.append(wrapped(
                    List.of(arc.from() + " -> ", arc.to() + ": ", label, "and not drawn: it would close a circle"),
                    "",
                    "  "));
        }
        return notes.toString();
    }

    private String path(CriticalPath path) {
        List<String> words = new ArrayList<>(List.of("critical path ", "(" + measure(path) + "): "));
        for (int i = 0; i < path.nodes().size(); i++) {
            NodeName name = path.nodes().get(i);
            words.add(name.text() + (i + 1 < path.nodes().size() ? " -> " : ""));
        }
        return wrapped(words, "", "  ");
    }

    static String measure(CriticalPath path) {
        return path.time()
                .map(time -> String.format(Locale.ROOT, "by time to ready, %.1f s", time.toMillis() / 1000.0))
                .orElse("by number of nodes");
    }

    /** Text that is broken between words, and a word only where it has no room in a line of its own. */
    private String wrapped(List<String> words, String first, String later) {
        StringBuilder text = new StringBuilder();
        StringBuilder line = new StringBuilder(first);
        for (String word : words) {
            String rest = word;
            if (line.length() + rest.stripTrailing().length() > width && line.length() > later.length()) {
                text.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder(later);
            }
            while (line.length() + rest.stripTrailing().length() > width) {
                int room = width - line.length();
                text.append(line).append(rest, 0, room).append('\n');
                rest = rest.substring(room);
                line = new StringBuilder(later);
            }
            line.append(rest);
        }
        return text.append(line.toString().stripTrailing()).append('\n').toString();
    }
}
