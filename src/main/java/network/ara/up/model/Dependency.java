package network.ara.up.model;

import java.util.Locale;

/**
 * One edge of the graph: the node that declares it depends on {@code target}.
 *
 * @param position of the target's name where it is declared
 */
public record Dependency(NodeName target, Kind kind, Condition condition, SourcePosition position) {

    /** How strong a dependency is. */
    public enum Kind {
        /** Booted first and waited for; its failure skips the dependent. */
        REQUIRES,
        /** Booted first if it can be; its failure is reported and does not stop the dependent. */
        WANTS,
        /** Order only: pulls nothing in. */
        AFTER,
        /** It calls it, and declares nothing: seen on the bus, never written in a manifest. */
        CALLS;

        /** The key of the manifest. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
