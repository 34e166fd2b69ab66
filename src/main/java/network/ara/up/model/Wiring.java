package network.ara.up.model;

import java.util.List;

/**
 * Where a node is reached, and how many of it there are.
 *
 * @param ports in manifest order
 * @param replicas how many instances stand behind its name; 0 for a node that is one by itself
 * @param instance which of them this is, from 1; 0 for all of them as they are written, and for a node by itself
 */
public record Wiring(List<Port> ports, int replicas, int instance) {

    /** No ports of its own, and one by itself. */
    public static final Wiring NONE = new Wiring(List.of(), 0, 0);

    public Wiring {
        ports = List.copyOf(ports);
    }
}
