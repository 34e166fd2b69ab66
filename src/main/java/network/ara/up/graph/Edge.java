package network.ara.up.graph;

import network.ara.up.model.Condition;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;

/**
 * A dependency together with the node that declares it.
 *
 * @param from the dependent: the node that needs the other
 */
public record Edge(NodeName from, Dependency dependency) {

    /** The node that is booted first. */
    public NodeName to() {
        return dependency.target();
    }

    public Dependency.Kind kind() {
        return dependency.kind();
    }

    public Condition condition() {
        return dependency.condition();
    }
}
