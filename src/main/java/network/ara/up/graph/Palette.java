package network.ara.up.graph;

import java.util.Optional;
import network.ara.up.model.Dependency.Kind;

/** Colours, given by whoever knows the terminal. This package knows no escape code. */
@FunctionalInterface
public interface Palette {

    /** What a piece of a text drawing belongs to. */
    sealed interface Ink {

        /**
         * A node's box, or the text in it.
         *
         * @param tone empty where states are not shown
         */
        record Node(Optional<Tone> tone, boolean critical) implements Ink {}

        /** A line of this kind, or its place in the legend. */
        record Line(Kind kind, boolean critical) implements Ink {}
    }

    /** No colours. */
    Palette PLAIN = (ink, text) -> text;

    /** {@code text} as it is to be printed: the same visible characters. */
    String paint(Ink ink, String text);
}
