package network.ara.up.runtime;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Port;
import network.ara.up.process.LaunchException;

/**
 * Chooses the ports of nodes, so that no two nodes of the project are given the same one, be they running or about to
 * start. A node that is started again keeps what it had, if that is still free.
 *
 * <p>Thread: any; {@code this} guards {@link #given}.
 */
final class FreePorts {

    private final IntPredicate isFree;
    private final Map<NodeName, Map<String, Integer>> given = new HashMap<>();

    FreePorts() {
        this(FreePorts::isFree);
    }

    /** @param isFree whether nobody on the machine has bound this port */
    FreePorts(IntPredicate isFree) {
        this.isFree = isFree;
    }

    /** Neither for TCP nor for UDP, on whatever address: a port's name does not tell what it is for. */
    private static boolean isFree(int port) {
        try (ServerSocket tcp = new ServerSocket(port);
                DatagramSocket udp = new DatagramSocket(port)) {
            return tcp.isBound() && udp.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The ports for a start that begins now, by name.
     *
     * <p>Errors: {@link LaunchException} where all that one may be are taken.
     */
    synchronized Map<String, Integer> choose(NodeSpec node) throws LaunchException {
        Map<String, Integer> before = given.getOrDefault(node.name(), Map.of());
        Set<Integer> others = new HashSet<>();
        given.forEach((name, ports) -> others.addAll(name.equals(node.name()) ? Set.of() : ports.values()));
        Map<String, Integer> chosen = new LinkedHashMap<>();
        for (Port port : node.wiring().ports()) {
            // Without 'bump' it is the node's own business whether it can have it: it may well share it.
            chosen.put(port.name(), port.bump() == 0 ? port.number() : free(node, port, before, others));
        }
        given.put(node.name(), chosen);
        return Map.copyOf(chosen);
    }

    private int free(NodeSpec node, Port port, Map<String, Integer> before, Set<Integer> others)
            throws LaunchException {
        int first = before.getOrDefault(port.name(), port.number());
        return IntStream.concat(
                        IntStream.of(first).filter(port::mayBe),
                        IntStream.rangeClosed(port.number(), port.number() + port.bump()))
                .filter(number -> !others.contains(number) && isFree.test(number))
                .findFirst()
                .orElseThrow(() -> new LaunchException(
                        node.name(),
                        "its port '" + port.name() + "' is to be one of " + port.number() + " to "
                                + (port.number() + port.bump()) + ", and all of them are taken",
                        "free one, or raise 'ports.bump' (" + node.position() + ")"));
    }

    /** What the node's living process was given when it was started by an earlier run. */
    synchronized void remember(NodeName node, Map<String, Integer> ports) {
        given.put(node, Map.copyOf(ports));
    }

    synchronized Map<String, Integer> of(NodeName node) {
        return given.getOrDefault(node, Map.of());
    }
}
