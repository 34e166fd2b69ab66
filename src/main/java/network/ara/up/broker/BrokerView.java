package network.ara.up.broker;

import java.util.List;
import java.util.Map;

/**
 * A look at the broker at one moment.
 *
 * @param leads whether this process leads the bus: if not, nothing is enforced or counted here
 * @param figures one for each caller and function
 * @param nodes by name on the bus
 * @param lateResults that came after their calls had ended, and were not passed on
 * @param forgedResults that did not come from the callee's process, and were not passed on
 */
public record BrokerView(
        boolean leads, List<CallFigures> figures, Map<String, OfNode> nodes, long lateResults, long forgedResults) {

    /**
     * One node.
     *
     * @param running calls that were given to it and have not ended
     * @param held calls that wait: for the node to be ready, or for their turn
     * @param circuit {@code closed}, {@code open} or {@code half-open}
     * @param identity {@code verified} where the kernel tells its processes, {@code claimed} where only its word is known,
     *     empty where it is not on the bus
     * @param rivals processes that answer by its name too, and are not called
     * @param waitCycle calls that wait for each other, {@code a -> b -> a}; empty for none
     */
    public record OfNode(int running, int held, String circuit, String identity, List<Long> rivals, String waitCycle) {

        public OfNode {
            rivals = List.copyOf(rivals);
        }
    }

    public BrokerView {
        figures = List.copyOf(figures);
        nodes = Map.copyOf(nodes);
    }
}
