package network.ara.up.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import network.ara.up.bus.Bus;
import network.ara.up.core.Effect;
import network.ara.up.core.Event;
import network.ara.up.core.Snapshot;
import network.ara.up.core.Supervisor;
import network.ara.up.core.Timer;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;
import network.ara.up.process.ProcessIdentity;
import network.ara.up.wire.IncMessage;

/**
 * The one thread that owns the core: takes events from its queue, lets the core decide, and has the effects performed.
 * Everything else in the process only offers events.
 *
 * <p>Thread: {@link #run} is the loop's thread; the other public methods may be called from any.
 */
public final class SupervisorLoop implements AutoCloseable {

    private static final long LONGEST_WAIT_NANOS = Duration.ofMinutes(1).toNanos();

    private final LoopQueue queue = new LoopQueue();
    /** Events that follow from one that is being handled. Of the loop's thread. */
    private final Queue<Event> own = new ArrayDeque<>();

    private final List<LoopListener> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> finished = new CompletableFuture<>();
    private final Timers timers = new Timers();
    private final Supervisor supervisor;
    private final Equipment equipment;
    private final EffectPerformer performer;
    private final Optional<Providers> providers;
    private final CompletableFuture<Void> joined;

    private final Watchers watchers = new Watchers();

    /** Of the loop's thread. */
    private final RollCall rollCall = new RollCall();

    /** What the broker goes by, and tells; empty without one. Written before the loop runs. */
    private Optional<Routes> routes = Optional.empty();

    private Optional<IdleLooks> idle = Optional.empty();

    /** Told of each pong, with the process that it names, on the bus's thread. */
    private volatile BiConsumer<String, OptionalLong> pongs = (node, process) -> {};

    /** Whether only questions are performed. Of the loop's thread. */
    private boolean onlyLooks;

    /**
     * Errors: {@link IllegalArgumentException} where the environment says nonsense of how long logs may be.
     *
     * @param parallel how many nodes may be starting at a time
     * @param bus empty for a stop without one; then {@link Event.BusJoined} must not be offered
     */
    public SupervisorLoop(
            ProjectHome home,
            Collection<NodeSpec> specs,
            Map<String, String> environment,
            int parallel,
            Optional<Bus> bus) {
        supervisor = new Supervisor(specs, parallel);
        Optional<Asker> asker = bus.map(joined -> new Asker(joined, new Listening()));
        equipment = Equipment.of(home, specs, environment, asker);
        performer = new EffectPerformer(new Doing(), equipment);
        providers = bus.map(joined -> new Providers(joined, home, equipment.environment()));
        providers.ifPresent(all -> specs.forEach(all::describe));
        joined = asker.map(Asker::joined).orElseGet(CompletableFuture::new);
        var unused = joined.thenRun(() -> offer(new Event.BusJoined()));
    }

    /** Completes when the bus is joined and the nodes are being asked. */
    public CompletableFuture<Void> joined() {
        return joined.copy();
    }

    /**
     * Finds out what runs already, and what would be booted: those that are {@code waiting} or {@code starting} in the
     * end. Nothing is started, and nothing signalled.
     */
    public Snapshot plan() throws InterruptedException {
        onlyLooks = true;
        performer.onlyLook();
        runUntil(() -> finished.isDone()
                || supervisor.snapshot().nodes().stream().noneMatch(node -> node.state() == NodeState.ABSENT));
        return supervisor.snapshot();
    }

    /** Runs until there is nothing left to supervise; returns the exit code that {@link Effect.Finish} has. */
    public int run() throws InterruptedException {
        runUntil(finished::isDone);
        queue.end(); // who asks when all is over is answered by how it ended
        return finished.join();
    }

    private void runUntil(BooleanSupplier done) throws InterruptedException {
        queue.begin();
        while (!done.getAsBoolean()) {
            queue.runNext(untilNextNanos());
            fireTimers();
        }
    }

    private long untilNextNanos() {
        routes.ifPresent(Routes::publishIfDue);
        long publish = routes.map(Routes::untilDueNanos).orElse(LONGEST_WAIT_NANOS);
        return Math.min(publish, timers.untilNext(System.nanoTime(), LONGEST_WAIT_NANOS));
    }

    /** Calls go by what this knows. Before {@link #run}. */
    void serve(Routes newRoutes, IdleWatch newIdle, BiConsumer<String, OptionalLong> onPong) {
        routes = Optional.of(newRoutes);
        idle = Optional.of(new IdleLooks(newIdle, equipment, newRoutes, providers));
        pongs = onPong;
    }

    /** What the launcher answers to calls on the bus. */
    void answer(Asker.Functions functions) {
        equipment.asker().ifPresent(asker -> asker.answer(functions));
    }

    /** The next pong of each node, by its own process where there are several instances; not at all where it is silent. */
    List<CompletableFuture<IncMessage.Pong>> pongs(List<NodeName> nodes) {
        List<CompletableFuture<IncMessage.Pong>> answers = nodes.stream()
                .map(node -> new CompletableFuture<IncMessage.Pong>())
                .toList();
        submit(() -> {
            for (int i = 0; i < nodes.size(); i++) {
                rollCall.await(nodes.get(i), answers.get(i));
            }
            Set<NodeName> names = new LinkedHashSet<>();
            nodes.forEach(node -> names.add(equipment.spec(node).busName()));
            equipment.asker().filter(asker -> !names.isEmpty()).ifPresent(asker -> asker.ping(names));
        });
        return answers;
    }

    /** Completes when the nodes are so that the question has an answer. Asked on the loop's thread. */
    <T> CompletableFuture<T> until(Function<Snapshot, Optional<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        submit(() -> watchers.add(question, answer, supervisor.snapshot()));
        return answer;
    }

    /** The nodes as they are described now. */
    CompletableFuture<List<NodeSpec>> specs() {
        return ask(() -> List.copyOf(equipment.specs().values()));
    }

    /** Tells the listeners what is not of the core. */
    void report(Effect.Report report) {
        submit(() -> listeners.forEach(listener -> listener.report(report)));
    }

    /** Waits where the queue is full: whoever brings the events slows down. */
    public void offer(Event event) {
        if (queue.isOwnThread()) {
            own.add(event);
        } else {
            submit(() -> handle(event));
        }
    }

    /** Completes with the exit code, once there is nothing left to supervise. */
    public CompletableFuture<Integer> finished() {
        return finished.copy();
    }

    public CompletableFuture<Snapshot> snapshot() {
        return ask(supervisor::snapshot);
    }

    /** What the probes of the node's log have found, by the names of their groups. */
    Map<String, String> found(NodeName node) {
        return equipment.wires().found(node);
    }

    /** Whether the word is one of the node's names. */
    boolean isCalled(NodeName node, String word) {
        return equipment.wires().isCalled(node, word);
    }

    public void listen(LoopListener listener) {
        listeners.add(listener);
    }

    public void unlisten(LoopListener listener) {
        listeners.remove(listener);
    }

    /**
     * Has orders obeyed that follow from how things are: between the look and the orders nothing happens.
     *
     * @param decision is given the nodes, whether a node's process was started otherwise than described, and what takes its
     *     orders; on the loop's thread
     */
    <T> CompletableFuture<T> decide(Decision<T> decision) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        submit(() -> {
            List<Event.Order> orders = new ArrayList<>();
            try {
                T decided = decision.decide(supervisor.snapshot(), performer::isOutdated, orders::add);
                handle(new Event.Orders(orders));
                answer.complete(decided);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** What users order, decided by how things are. */
    @FunctionalInterface
    interface Decision<T> {
        T decide(Snapshot snapshot, Predicate<NodeSpec> isOutdated, Consumer<Event.Order> orders);
    }

    private <T> CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        submit(() -> answer.complete(question.get()));
        return answer;
    }

    private void submit(Runnable task) {
        queue.submit(task);
    }

    private void fireTimers() {
        for (Optional<Timer> due = timers.pollDue(System.nanoTime());
                due.isPresent() && !finished.isDone();
                due = timers.pollDue(System.nanoTime())) {
            handle(new Event.TimerFired(due.get()));
        }
    }

    /** What is performed from now on is performed for the node as it is described now. */
    private void note(Event.Order order) {
        if (order instanceof Event.Described described) {
            equipment.describe(described.spec());
            providers.ifPresent(all -> all.describe(described.spec()));
        }
    }

    private void handleOwn() {
        Event event = own.poll();
        if (event != null) {
            handle(event);
        }
    }

    private void handle(Event first) {
        for (Event event = first; event != null; event = own.poll()) {
            if (event instanceof Event.Orders orders) {
                orders.all().forEach(this::note);
            }
            for (Effect effect : supervisor.step(System.nanoTime(), event)) {
                if (!onlyLooks || effect instanceof Effect.Question || effect instanceof Effect.ArmTimer) {
                    effect.performBy(performer);
                }
            }
        }
        routes.ifPresent(table -> table.update(supervisor.takeTouched(), equipment::spec));
        watchers.ask(supervisor::snapshot);
        if (!onlyLooks) {
            providers.ifPresent(all -> all.update(supervisor::snapshot));
        }
    }

    /** Stops watching; processes go on. */
    @Override
    public void close() {
        providers.ifPresent(Providers::close);
        equipment.close();
    }

    private final class Doing implements EffectPerformer.Loop {

        @Override
        public void offer(Event event) {
            SupervisorLoop.this.offer(event);
        }

        @Override
        public void execute(Runnable task) {
            submit(() -> {
                task.run();
                handleOwn();
            });
        }

        @Override
        public void arm(Timer timer, Duration delay) {
            timers.arm(timer, System.nanoTime() + delay.toNanos());
        }

        @Override
        public void cancel(Timer timer) {
            timers.cancel(timer);
        }

        @Override
        public void report(Effect.Report report) {
            listeners.forEach(listener -> listener.report(report));
        }

        @Override
        public void lookWhetherIdle(Effect.LookWhetherIdle effect) {
            idle.ifPresent(looks -> looks.begin(effect, SupervisorLoop.this::submit, SupervisorLoop.this::handle));
        }

        @Override
        public void settled() {
            Snapshot snapshot = supervisor.snapshot();
            listeners.forEach(listener -> listener.settled(snapshot));
        }

        @Override
        public void finished(int exitCode) {
            finished.complete(exitCode);
        }
    }

    /** What comes from the bus, brought to the loop's thread. */
    private final class Listening implements Asker.Listener {

        @Override
        public void pong(NodeName name, IncMessage.Pong pong) {
            pongs.accept(name.text(), pong.pid());
            submit(() -> performer.answering(name, pong.pid()).forEach(node -> heard(node, pong)));
        }

        private void heard(NodeName node, IncMessage.Pong pong) {
            rollCall.heard(node, pong);
            performer.heard(node, pong);
            equipment.prober().pongHeard(node, pong);
            equipment.heartbeats().pongHeard(node, pong);
            boolean ready = pong.state().filter("starting"::equals).isEmpty();
            handle(new Event.PongHeard(node, here(pong.pid()), ready));
        }

        /** A pid of another pid namespace, such as a container's, says nothing here. */
        private static OptionalLong here(OptionalLong pid) {
            return pid.isPresent()
                            && pid.getAsLong() > 1
                            && ProcessIdentity.of(pid.getAsLong()).isPresent()
                    ? pid
                    : OptionalLong.empty();
        }

        @Override
        public void answered(NodeName name, long calledNanos) {
            equipment.heartbeats().answered(name, calledNanos);
        }

        @Override
        public void newcomer() {
            submit(() -> equipment.prober().newcomer());
        }
    }
}
