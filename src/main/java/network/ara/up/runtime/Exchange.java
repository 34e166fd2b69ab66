package network.ara.up.runtime;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import network.ara.up.broker.Broker;
import network.ara.up.broker.BrokerListener;
import network.ara.up.broker.CallerIdentity;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.bus.BusRole;

/**
 * The bus of a supervisor, and the broker that its calls pass by. It is open before there is a supervisor, which joins with
 * {@link #serve}.
 */
public final class Exchange implements AutoCloseable {

    private final Late listener = new Late();
    private final Broker broker = new Broker(listener);
    private final Bus bus;

    private Exchange(BusOptions options) {
        bus = Bus.open(options, Optional.of(broker));
        broker.attach(bus);
    }

    /** Takes part in the bus, from now on. */
    public static Exchange open(BusOptions options) {
        return new Exchange(options);
    }

    public Bus bus() {
        return bus;
    }

    public Broker broker() {
        return broker;
    }

    /** From now on calls boot this project's nodes, and go by what it knows. Before {@link SupervisorLoop#run}. */
    public void serve(SupervisorLoop loop, ProjectOrders orders, ProjectHome home) {
        IdleWatch idle = new IdleWatch(broker, home);
        bus.onRole(role -> {
            if (role instanceof BusRole.Leading) {
                idle.leads();
            }
        });
        loop.serve(new Routes(broker::publish), idle, broker::ponged);
        loop.answer(new LauncherFunctions(loop, orders, home.name()));
        listener.listener.complete(new CallEvents(loop, orders, idle));
    }

    @Override
    public void close() {
        broker.close();
        bus.close();
    }

    /** The broker is there first. It tells nothing before it is told of nodes. */
    private static final class Late implements BrokerListener {
        private final CompletableFuture<BrokerListener> listener = new CompletableFuture<>();

        @Override
        public void wanted(String node) {
            var unused = listener.thenAccept(it -> it.wanted(node));
        }

        @Override
        public void called(String node) {
            var unused = listener.thenAccept(it -> it.called(node));
        }

        @Override
        public void refused(CallerIdentity caller, String node, String function, String reason) {
            var unused = listener.thenAccept(it -> it.refused(caller, node, function, reason));
        }

        @Override
        public void noticed(String node, String what) {
            var unused = listener.thenAccept(it -> it.noticed(node, what));
        }
    }
}
