package network.ara.up.graph;

/** A way to show a graph that has no cycles. The same graph always gives the same text. */
@FunctionalInterface
public interface Drawing {

    /** Lines, each ended by a line feed. */
    String draw(DependencyGraph graph);
}
