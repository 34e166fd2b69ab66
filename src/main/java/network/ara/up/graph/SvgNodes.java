package network.ara.up.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.ara.up.graph.Layout.Box;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;

/** The boxes of an SVG: the shape tells the kind of node, a dot and a word its state. */
final class SvgNodes {

    private static final int STATE_FONT_SIZE = 11;
    private static final int LINE = 15;

    /** From the middle of a line of text to where its letters stand, as a part of their size. */
    private static final double BASELINE = 0.35;

    private final Labels labels;
    private final SvgText text;

    SvgNodes(Labels labels, SvgText text) {
        this.labels = labels;
        this.text = text;
    }

    void draw(List<Box> boxes) {
        boxes.forEach(this::draw);
    }

    private void draw(Box box) {
        NodeSpec node = labels.scene().graph().node(box.name());
        boolean critical = labels.scene().isCritical(box.name());
        int x = SvgGrid.x(box.x());
        int top = SvgGrid.top(box);
        int width = SvgGrid.x(box.width());
        int height = SvgGrid.bottom(box) - top;
        text.line("<g><title>" + SvgText.escaped(told(node)) + "</title>");
        shape(text, NodeKind.of(node), new Frame(x, top, width, height, border(node), critical ? 3 : 1.5));
        int middle = x + width / 2;
        double line = top + height / 2.0;
        Optional<NodeState> state = labels.scene().state(box.name());
        if (state.isPresent()) {
            line -= LINE / 2.0;
            state(state.get(), middle, line + LINE);
        }
        String look = "text-anchor=\"middle\" font-size=\"" + SvgGrid.FONT_SIZE + "\" " + text.fill(Colour.TEXT);
        text.text(middle, line + BASELINE * SvgGrid.FONT_SIZE, look, labels.name(box.name()));
        text.line("</g>");
    }

    private void state(NodeState state, int middle, double y) {
        Colour colour = Colour.of(Tone.of(state));
        String look = "text-anchor=\"middle\" font-size=\"" + STATE_FONT_SIZE + "\" " + text.fill(colour);
        text.text(middle, y + BASELINE * STATE_FONT_SIZE, look, state.word());
    }

    private Colour border(NodeSpec node) {
        NodeName name = node.name();
        if (labels.scene().isCritical(name)) {
            return Colour.CRITICAL;
        }
        return labels.scene()
                .state(name)
                .map(state -> Colour.of(Tone.of(state)))
                .orElse(Colour.border(NodeKind.of(node)));
    }

    /** For who points at it. */
    private String told(NodeSpec node) {
        List<String> words = new ArrayList<>(List.of(NodeKind.of(node).word()));
        labels.scene().state(node.name()).map(NodeState::word).ifPresent(words::add);
        String description =
                node.about().description().map(about -> ": " + about).orElse("");
        return node.name() + " (" + String.join(", ", words) + ")" + description;
    }

    /** A box and its border, in pixels. */
    record Frame(int x, int y, int width, int height, Colour border, double borderWidth) {}

    static void shape(SvgText text, NodeKind kind, Frame frame) {
        int radius = kind == NodeKind.TASK ? frame.height() / 2 : 5;
        String dashes = kind == NodeKind.EXTERNAL ? " stroke-dasharray=\"5 3\"" : "";
        text.line("<rect x=\"" + frame.x() + "\" y=\"" + frame.y() + "\" width=\"" + frame.width() + "\" height=\""
                + frame.height() + "\" rx=\"" + radius + "\" " + text.paint(Colour.of(kind), frame.border())
                + " stroke-width=\"" + SvgText.number(frame.borderWidth()) + "\"" + dashes + "/>");
        if (kind == NodeKind.BUILTIN) {
            int left = frame.x() + 5;
            int right = frame.x() + frame.width() - 5;
            text.line("<path d=\"M" + left + " " + frame.y() + "v" + frame.height() + "M" + right + " " + frame.y()
                    + "v" + frame.height() + "\" " + text.stroke(frame.border()) + "/>");
        }
    }
}
