package network.ara.up.runtime;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusRole;
import network.ara.up.bus.Cast;
import network.ara.up.core.Snapshot;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;
import network.ara.up.process.DaemonThreads;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.Mailbox;
import network.ara.up.wire.MessageCodec;

/**
 * Answers for a project's nodes that speak no INC and have {@code provides}: in a node's name for as long as it is up, whoever
 * started it.
 *
 * <p>Thread: the loop's; the work is done on others.
 */
final class Providers implements AutoCloseable {

    /** Another supervisor that answers for a node may end: its place is asked for so often. */
    private static final long AGAIN_MILLIS = 1000;

    private static final System.Logger LOG = System.getLogger(Providers.class.getName());

    private record Up(NodeSpec spec, int generation, OptionalLong pid) {}

    private final Bus bus;
    private final ProjectHome home;
    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.named("provides"));
    private final ScheduledThreadPoolExecutor owner;
    private final ProvidedCalls.Tools tools;

    private final Map<NodeName, NodeSpec> provided = new HashMap<>(); // of the loop's thread
    private Map<NodeName, Up> published = Map.of(); // of the loop's thread
    private Optional<ScheduledFuture<?>> retry = Optional.empty(); // of the owner's
    private Map<NodeName, Up> up = Map.of(); // of the owner's
    private final Map<NodeName, Long> sinceMillis = new HashMap<>(); // of the owner's
    private final Map<NodeName, Provider> providers = new HashMap<>(); // of the owner's
    private final List<Provider> asked = new CopyOnWriteArrayList<>(); // written by the owner
    private Optional<Cast> everybody = Optional.empty(); // of the owner's

    Providers(Bus bus, ProjectHome home, NodeEnvironment environment) {
        this.bus = bus;
        this.home = home;
        owner = new ScheduledThreadPoolExecutor(
                1,
                DaemonThreads.named("providers"),
                new ThreadPoolExecutor.DiscardPolicy()); // what comes after the end
        tools = new ProvidedCalls.Tools(
                new Letters(bus),
                new CommandAction(environment, threads),
                new HttpAction(threads),
                threads,
                () -> bus.role() instanceof BusRole.Leading);
    }

    /** How a node is described from now on. */
    void describe(NodeSpec spec) {
        if (spec.provides().isEmpty()) {
            provided.remove(spec.name());
        } else {
            provided.put(spec.name(), spec);
        }
    }

    /** Something may have changed. Costs nothing where no node has {@code provides}. */
    void update(Supplier<Snapshot> snapshot) {
        if (provided.isEmpty() && published.isEmpty()) {
            return;
        }
        Map<NodeName, Up> now = new LinkedHashMap<>();
        for (Snapshot.NodeView node : snapshot.get().nodes()) {
            NodeSpec spec = provided.get(node.name());
            if (spec != null && isUp(node.state())) {
                now.put(node.name(), new Up(spec, node.generation(), node.pid()));
            }
        }
        if (!now.equals(published)) {
            published = now;
            owner.execute(() -> become(now));
        }
    }

    /** Whether anything is being done in the node's name, be it for nobody who waits. Any thread. */
    boolean isBusy(NodeName node) {
        return asked.stream().anyMatch(provider -> provider.isBusyFor(node));
    }

    /** One that is unready still runs: its callers see for themselves what it can do. */
    private static boolean isUp(NodeState state) {
        return state == NodeState.READY || state == NodeState.UNREADY || state == NodeState.EXTERNAL;
    }

    private void become(Map<NodeName, Up> now) {
        Set<NodeName> gone = new HashSet<>(up.keySet());
        gone.removeAll(now.keySet());
        for (NodeName name : gone) {
            sinceMillis.remove(name);
            Provider provider = providers.get(name);
            if (provider != null) {
                provider.leave();
            }
        }
        now.forEach((name, node) -> {
            Up before = up.get(name);
            if (before == null || before.generation() != node.generation()) {
                sinceMillis.put(name, System.currentTimeMillis());
            }
        });
        up = now;
        join();
    }

    private void join() {
        if (!up.isEmpty() && everybody.isEmpty()) {
            everybody = Optional.of(bus.visit(Mailbox.EVERYBODY, this::heard));
        }
        boolean all = true;
        for (Up node : up.values()) {
            Provider provider = providers.computeIfAbsent(node.spec().name(), name -> provider(node.spec()));
            all &= provider.join(
                    node.spec(),
                    node.pid(),
                    sinceMillis.getOrDefault(node.spec().name(), 0L));
        }
        if (!all) {
            retry.ifPresent(earlier -> earlier.cancel(false));
            retry = Optional.of(owner.schedule(this::join, AGAIN_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    private Provider provider(NodeSpec spec) {
        Provider provider = new Provider(bus, home, spec, tools);
        asked.add(provider);
        return provider;
    }

    /** Bus thread. */
    private void heard(byte[] json) {
        if (MessageCodec.decode(json).orElse(null) instanceof IncMessage.Ping ping) {
            asked.forEach(provider -> provider.asked(ping));
        }
    }

    /** Whoever waits for an answer gets one, if the bus is still there. */
    @Override
    public void close() {
        Future<?> ended = owner.submit(() -> {
            providers.values().forEach(Provider::end);
            everybody.ifPresent(Cast::close);
            tools.letters().close();
        });
        try {
            ended.get(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(System.Logger.Level.WARNING, "event=providers-not-ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        owner.shutdownNow();
        threads.shutdown();
    }
}
