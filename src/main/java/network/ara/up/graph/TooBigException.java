package network.ara.up.graph;

/** A graph has too many nodes or lines for a kind of drawing. */
public final class TooBigException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TooBigException(DependencyGraph graph) {
        super(graph.nodes().size() + " nodes and " + graph.edges().size()
                + " dependencies are too many for one picture");
    }
}
