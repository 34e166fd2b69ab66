package network.ara.up.broker;

import java.util.List;
import network.ara.up.model.CallPolicy;

/**
 * A node that can be called, as its supervisor knows it.
 *
 * @param node its name on the bus; that of the node for {@code NODE@PID}
 * @param availability whether a call can be delivered now
 * @param policy who may call what, and how much at a time
 * @param instances session ids of its processes that can take calls, or of the process that answers for it; empty where
 *     somebody else started it
 * @param reason why it is not there, as far as that is known, such as {@code its node 'db' failed: exit code 1}; for people,
 *     empty where there is nothing to say. A node that is {@code ON_CALL} with a reason was booted in vain
 */
public record Destination(
        String node, Availability availability, CallPolicy policy, List<Long> instances, String reason) {

    /** Whether a call can be delivered. */
    public enum Availability {
        /** At once. */
        READY,
        /** It is being booted: calls are held. */
        COMING,
        /** Nobody runs it, but a call boots it: calls are held. */
        ON_CALL,
        /** It does not run, and no call changes that. */
        DOWN
    }

    public Destination {
        instances = List.copyOf(instances);
    }

    /** With nothing to say about why it is not there. */
    public Destination(String node, Availability availability, CallPolicy policy, List<Long> instances) {
        this(node, availability, policy, instances, "");
    }
}
