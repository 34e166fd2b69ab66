package network.ara.up.broker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import network.ara.up.bus.Bus;
import network.ara.up.bus.Gate;
import network.ara.up.bus.Member;
import network.ara.up.bus.Switchboard;
import network.ara.up.wire.Envelope;

/**
 * Stands between callers and callees: lets calls pass, holds them, refuses them, and ends those whose callee is gone.
 *
 * <p>Thread: what is of {@link Gate} is the bus's; the rest may be called from any.
 */
public final class Broker implements Gate, AutoCloseable {

    private final BrokerListener listener;

    private volatile RoutingTable table = RoutingTable.EMPTY; // set by whoever publishes

    public Broker(BrokerListener listener) {
        this.listener = listener;
    }

    /** The bus that this was given to when it was opened: where it stands in for nodes that a call boots. */
    public void attach(Bus bus) {}

    /** What the supervisor knows now. */
    public void publish(RoutingTable now) {
        table = now;
    }

    public CompletableFuture<BrokerView> view() {
        return CompletableFuture.completedFuture(new BrokerView(false, List.of(), Map.of()));
    }

    @Override
    public void leading(Switchboard switchboard) {
        var unused = switchboard.after(Duration.ZERO, () -> listener.noticed("", table.toString()));
    }

    @Override
    public void following() {}

    @Override
    public void joined(Member member) {}

    @Override
    public void left(Member member) {}

    @Override
    public Verdict judge(Member from, Envelope envelope, Supplier<byte[]> text) {
        return Verdict.PASS;
    }

    @Override
    public void close() {}
}
