package network.ara.up.graph;

import java.util.function.Consumer;

/** A way to show a graph that has no cycles. The same scene always gives the same text. */
@FunctionalInterface
public interface Drawing {

    /**
     * Gives out the text piece by piece: lines, each ended by a line feed.
     *
     * <p>Errors: {@link TooBigException} where such a drawing is not made of so big a graph; nothing was written then.
     */
    void draw(Scene scene, Consumer<String> out);
}
