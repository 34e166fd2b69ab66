package network.ara.up.broker;

import java.util.Map;
import java.util.OptionalLong;
import network.ara.up.broker.CallEvent.CallArrived;
import network.ara.up.bus.Member;
import network.ara.up.wire.Mailbox;
import org.jspecify.annotations.Nullable;

/**
 * Whose process is behind a claim: what the kernel tells of a connection, and the supervisor of processes.
 *
 * <p>Nobody is believed to be a node whose processes are known, unless it is one of them.
 */
final class Identities {

    /**
     * Who it is that speaks.
     *
     * @param flaw why the claim is false; empty where it is not
     * @param source see {@link CallArrived}
     */
    record Claim(String name, CallerIdentity caller, String flaw, Object source) {}

    private Identities() {}

    /** Whose a claim of this name is, made on a connection. */
    static Claim of(Member member, OptionalLong process, long session, String name, RoutingTable table) {
        @Nullable String node = member.origin().isEmpty() ? table.processes().get(session) : null;
        String flaw = flaw(member, process, session, name, table);
        if (node != null) {
            return new Claim(name, new CallerIdentity(node, true), flaw, node);
        }
        Object source = process.isPresent() ? (Object) process.getAsLong() : member;
        return new Claim(name, new CallerIdentity(isNobody(name, table) ? "?" + name : name, false), flaw, source);
    }

    private static String flaw(Member member, OptionalLong process, long session, String name, RoutingTable table) {
        Destination claimed = table.destinations().get(name);
        if (member.origin().isPresent()) {
            boolean isTaken = claimed != null || name.equals(Mailbox.LAUNCHER);
            return isTaken
                    ? "a page of %s claims to be '%s', which is a program"
                            .formatted(member.origin().get(), name)
                    : "";
        }
        if (claimed == null || !isKnown(claimed, table.processes())) {
            return "";
        } else if (process.isEmpty()) {
            return "claims to be '%s', but the kernel does not tell its process".formatted(name);
        }
        boolean isOfIt = claimed.node().equals(table.processes().get(session));
        return isOfIt ? "" : "claims to be '%s', but its process %d is not of it".formatted(name, process.getAsLong());
    }

    /**
     * Whether it is the name of a node that does not run, as far as its supervisor knows: who bears it may call what everybody
     * may, and no rule that names the node is about him.
     */
    private static boolean isNobody(String name, RoutingTable table) {
        Destination claimed = table.destinations().get(name);
        return claimed != null
                && claimed.availability() != Destination.Availability.READY
                && !isKnown(claimed, table.processes());
    }

    private static boolean isKnown(Destination node, Map<Long, String> processes) {
        return processes.containsValue(node.node());
    }
}
