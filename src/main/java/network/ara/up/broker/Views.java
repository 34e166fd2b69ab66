package network.ara.up.broker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.ara.up.wire.Mailbox;

/** What people are shown of a call table. */
final class Views {

    private Views() {}

    static BrokerView of(CallTable table, Figures figures, boolean leads, long nowNanos) {
        Map<String, BrokerView.OfNode> nodes = new HashMap<>();
        for (Callee callee : table.callees()) {
            nodes.put(callee.node(), node(table, callee, nowNanos));
        }
        return new BrokerView(leads, figures.all(), nodes, table.late(), table.forged());
    }

    private static BrokerView.OfNode node(CallTable table, Callee callee, long nowNanos) {
        String circuit = callee.circuit()
                .map(it -> it.state(nowNanos))
                .orElse(CircuitBreaker.State.CLOSED)
                .word();
        String cycle = callee.held().stream()
                .map(call -> table.admission().cycle(call))
                .filter(chain -> !chain.isEmpty())
                .findFirst()
                .map(chain -> String.join(" -> ", chain))
                .orElse("");
        return new BrokerView.OfNode(
                callee.runningCount(), callee.held().size(), circuit, identity(table, callee), callee.rivals(), cycle);
    }

    private static String identity(CallTable table, Callee callee) {
        List<Long> there = table.presence().in(Mailbox.of(callee.node()), 0);
        boolean isKnown = there.stream().anyMatch(callee.destination().instances()::contains);
        boolean isUnseen = there.contains(0L); // another process leads
        return there.isEmpty() || isUnseen ? "" : isKnown ? "verified" : "claimed";
    }
}
