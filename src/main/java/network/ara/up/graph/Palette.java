package network.ara.up.graph;

import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;

/** Colours, given by whoever knows the terminal, and perhaps the nodes' states. This package knows no escape code. */
@FunctionalInterface
public interface Palette {

    /** What a piece of a text drawing belongs to. */
    sealed interface Ink {

        /** A node's name, or its box. */
        record Node(NodeName name) implements Ink {}

        /** A line of this kind, or its place in the legend. */
        record Line(Kind kind) implements Ink {}
    }

    /** No colours. */
    Palette PLAIN = (ink, text) -> text;

    /** {@code text} as it is to be printed: the same visible characters. */
    String paint(Ink ink, String text);
}
