package network.ara.up.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import network.ara.up.broker.BrokerView;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusRole;
import network.ara.up.model.NodeSpec;
import org.jspecify.annotations.Nullable;

/** What {@code ps} says of calls. Thread: any. */
public final class CallFacts {

    private static final BrokerView NOTHING = new BrokerView(false, List.of(), Map.of(), 0, 0);

    private final Exchange exchange;

    public CallFacts(Exchange exchange) {
        this.exchange = exchange;
    }

    /** A look at this moment; of nothing where the bus does not answer. */
    CompletableFuture<BrokerView> look() {
        return exchange.broker().view().orTimeout(1, TimeUnit.SECONDS).exceptionally(silent -> NOTHING);
    }

    /** Of the project: who leads the bus, and of which nodes what the manifest says of calls holds nothing because of that. */
    Map<String, @Nullable Object> ofProject(BrokerView view, List<NodeSpec> specs) {
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        Bus bus = exchange.bus();
        head.put("bus", words(bus.role()));
        head.put("leads", bus.role() instanceof BusRole.Leading);
        head.put(
                "notEnforced",
                view.leads()
                        ? List.of()
                        : specs.stream()
                                .filter(CallFacts::hasRules)
                                .map(spec -> spec.name().text())
                                .toList());
        return head;
    }

    private static boolean hasRules(NodeSpec spec) {
        return !spec.calls().allow().isEmpty()
                || !spec.calls().deny().isEmpty()
                || spec.calls().concurrency() > 0;
    }

    /** Of one node; empty where nothing is known. */
    static Map<String, @Nullable Object> ofNode(BrokerView view, String node) {
        BrokerView.OfNode calls = view.nodes().get(node);
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        if (calls != null) {
            line.put("identity", calls.identity());
            line.put("circuit", calls.circuit());
            line.put("running", calls.running());
            line.put("held", calls.held());
            line.put("waitCycle", calls.waitCycle());
        }
        return line;
    }

    private static String words(BusRole role) {
        if (role instanceof BusRole.Following following) {
            OptionalLong pid = following.leaderPid();
            return "following "
                    + (pid.isPresent() ? "pid " + pid.getAsLong() : "an npm process, which enforces no rules");
        }
        return role instanceof BusRole.Leading ? "leading" : "seeking a leader";
    }
}
