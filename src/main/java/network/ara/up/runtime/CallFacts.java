package network.ara.up.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import network.ara.up.broker.BrokerView;
import network.ara.up.broker.CallFigures;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusRole;
import network.ara.up.model.NodeSpec;
import org.jspecify.annotations.Nullable;

/** What {@code ps} and {@code stats} say of calls. Thread: any. */
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
            line.put("rivals", calls.rivals());
            line.put("circuit", calls.circuit());
            line.put("running", calls.running());
            line.put("held", calls.held());
            line.put("waitCycle", calls.waitCycle());
        }
        return line;
    }

    /**
     * A line that tells whether this ara-up leads the bus, and so counts; one for each caller and function, with {@code
     * caller}; one for each node, with {@code circuit}.
     */
    static List<Map<String, @Nullable Object>> stats(BrokerView view) {
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        lines.add(Map.of("leads", view.leads()));
        view.figures().forEach(figures -> lines.add(line(figures)));
        new TreeSet<>(view.nodes().keySet()).forEach(node -> {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("node", node);
            line.putAll(ofNode(view, node));
            lines.add(line);
        });
        return lines;
    }

    private static Map<String, @Nullable Object> line(CallFigures figures) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("caller", figures.caller().name());
        line.put("verified", figures.caller().isVerified());
        line.put("node", figures.node());
        line.put("function", figures.function());
        line.put("calls", figures.calls());
        line.put("errors", figures.errors());
        line.put("refused", figures.refused());
        line.put("p50Micros", TimeUnit.NANOSECONDS.toMicros(figures.p50().toNanos()));
        line.put("p99Micros", TimeUnit.NANOSECONDS.toMicros(figures.p99().toNanos()));
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
