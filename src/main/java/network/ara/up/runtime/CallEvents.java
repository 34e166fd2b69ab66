package network.ara.up.runtime;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import network.ara.up.broker.BrokerListener;
import network.ara.up.broker.CallerIdentity;
import network.ara.up.core.Effect;
import network.ara.up.model.NodeName;

/** What the broker tells, made orders of the project and lines for people. */
final class CallEvents implements BrokerListener {

    private static final System.Logger LOG = System.getLogger(CallEvents.class.getName());

    /** Those whose boot has been ordered, and not been decided yet: one order for however many calls. */
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();

    private final SupervisorLoop loop;
    private final ProjectOrders orders;
    private final IdleWatch idle;
    private final RefusalLog refusals;

    CallEvents(SupervisorLoop loop, ProjectOrders orders, IdleWatch idle) {
        this.loop = loop;
        this.orders = orders;
        this.idle = idle;
        this.refusals = new RefusalLog((node, text) -> report(node, Effect.Notice.REFUSED, text));
    }

    @Override
    public void wanted(String node) {
        idle.used(node);
        if (wanted.add(node)) {
            var unused = orders.call(List.of(node)).whenComplete((nodes, failure) -> {
                wanted.remove(node);
                if (failure != null) {
                    LOG.log(System.Logger.Level.DEBUG, "event=not-booted node=" + node, failure);
                }
            });
        }
    }

    @Override
    public void called(String node) {
        idle.used(node);
    }

    @Override
    public void refused(CallerIdentity caller, String node, String function, String reason) {
        refusals.refused(caller, node, function, reason);
    }

    @Override
    public void noticed(String node, String what) {
        report(node, Effect.Notice.CALLS, what);
    }

    private void report(String node, Effect.Notice notice, String text) {
        // What others call themselves need not be a name.
        String name = NodeName.flaw(node).isEmpty() ? node : "ara-up";
        loop.report(new Effect.Report(new NodeName(name), notice, text));
    }
}
