package network.ara.up.broker;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import network.ara.up.bus.Bus;
import network.ara.up.bus.Gate;
import network.ara.up.bus.Member;
import network.ara.up.bus.Switchboard;
import network.ara.up.wire.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * Stands between callers and callees: lets calls pass, holds them, refuses them, and ends those whose callee is gone.
 *
 * <p>Thread: what is of {@link Gate} is the bus's; the rest may be called from any.
 */
public final class Broker implements Gate, AutoCloseable {

    /** So long after a change of leaders all are back. */
    private static final Duration SETTLES = Duration.ofSeconds(5);

    static final System.Logger LOG = System.getLogger(Broker.class.getName());

    private final BrokerListener listener;
    private final Figures figures = new Figures(); // the bus's thread

    private volatile RoutingTable published = RoutingTable.EMPTY; // set by whoever publishes
    private volatile @Nullable Bus bus; // set once, by who opened it

    // All that follows is the bus's thread's.

    private @Nullable Office office;
    private @Nullable StandIns standIns;
    private @Nullable CastSwitchboard casts;

    public Broker(BrokerListener listener) {
        this.listener = listener;
    }

    /** The bus that this was given to when it was opened: where it stands in for nodes that a call boots. */
    public void attach(Bus opened) {
        bus = opened;
        later(Duration.ZERO, () -> {
            standIns = new StandIns(opened, this::heard);
            casts = new CastSwitchboard(opened, standIns);
            if (office == null) {
                following();
            } else {
                known();
            }
        });
    }

    /** What the supervisor knows now. */
    public void publish(RoutingTable now) {
        published = now;
        later(Duration.ZERO, this::known);
    }

    /** A node answered a ping by this name; the process is what its pong says. */
    public void ponged(String node, OptionalLong process) {
        later(Duration.ZERO, () -> {
            if (office != null && process.isPresent()) {
                office.ponged(node, process.getAsLong());
            }
        });
    }

    /** Completes on the bus's thread; at once, and empty, while there is no bus. */
    public CompletableFuture<BrokerView> view() {
        CompletableFuture<BrokerView> view = new CompletableFuture<>();
        BrokerView nothing = new BrokerView(false, List.of(), java.util.Map.of(), 0, 0);
        if (bus == null) {
            view.complete(nothing);
        } else {
            later(Duration.ZERO, () -> view.complete(office == null ? nothing : office.view()));
        }
        return view;
    }

    @Override
    public void leading(Switchboard switchboard) {
        List<CallEvent.CallArrived> held = office == null ? List.of() : office.retire();
        office = new Office(switchboard, true, figures, listener);
        known();
        held.forEach(office::takeOver);
        if (casts != null) {
            later(SETTLES, casts::close); // what they said lately is for those who come back now
        }
    }

    @Override
    public void following() {
        office = casts == null ? null : new Office(casts, false, figures, listener);
        known();
    }

    @Override
    public void joined(Member member) {
        office().joined(member);
    }

    @Override
    public void left(Member member) {
        office().left(member);
    }

    @Override
    public Verdict judge(Member from, Envelope envelope, Supplier<byte[]> text) {
        return office().judge(from, envelope, text);
    }

    /** Calls that are held end; its places in mailboxes are given up. To be called before the bus is closed. */
    @Override
    public void close() {
        publish(RoutingTable.EMPTY);
        later(Duration.ZERO, () -> {
            if (casts != null) {
                casts.close();
            }
        });
    }

    private Office office() {
        return Objects.requireNonNull(office, "the bus asks only while it leads");
    }

    private void known() {
        if (office != null) {
            office.know(published);
        }
        if (standIns != null) {
            standIns.update(published.destinations());
        }
    }

    private void heard(Object mailbox, byte[] json) {
        if (office != null) {
            office.heardAsStandIn(mailbox, json);
        }
    }

    private void later(Duration delay, Runnable action) {
        Bus opened = bus;
        if (opened != null) {
            Runnable unused = opened.after(delay, action);
        }
    }
}
