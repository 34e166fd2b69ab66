package network.ara.up.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
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
import org.jspecify.annotations.Nullable;

/**
 * The one thread that owns the core: takes events from its queue, lets the core decide, and has the effects performed.
 * Everything else in the process only offers events.
 *
 * <p>Thread: {@link #run} is the loop's thread; the other public methods may be called from any.
 */
public final class SupervisorLoop implements AutoCloseable {

    private static final int QUEUE_CAPACITY = 100_000;
    private static final long LONGEST_WAIT_NANOS = Duration.ofMinutes(1).toNanos();

    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    /** Events that the loop's own thread offers: it must never wait for room in its own queue. Of the loop's thread. */
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

    private Optional<IdleWatch> idle = Optional.empty();

    /** Told of each pong, with the process that it names, on the bus's thread. */
    private volatile BiConsumer<String, OptionalLong> pongs = (node, process) -> {};

    /** The names on the bus of which it is being found out whether they have anything to do. Of the loop's thread. */
    private final Set<NodeName> looks = new HashSet<>();

    /** Whether only questions are performed. Of the loop's thread. */
    private boolean onlyLooks;

    /** Whether the loop's thread has left: whoever asks brings the answers himself. */
    private volatile boolean ended;

    /** Written before the loop runs, read by the others to tell that they are not it. */
    private volatile @Nullable Thread thread;

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
        ended = true;
        answerTheLast();
        return finished.join();
    }

    /** Who asks when all is over is answered by how it ended. */
    private void answerTheLast() {
        synchronized (finished) {
            for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
                task.run();
            }
        }
    }

    private void runUntil(BooleanSupplier done) throws InterruptedException {
        thread = Thread.currentThread();
        while (!done.getAsBoolean()) {
            Runnable task = queue.poll(untilNextNanos(), TimeUnit.NANOSECONDS);
            if (task != null) {
                task.run();
            }
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
        idle = Optional.of(newIdle);
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
        if (Thread.currentThread() == thread) {
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
        try {
            queue.put(task);
            if (ended) {
                answerTheLast();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    /** Its calls wait until it is known: none is given to a node that is about to stop. */
    private void look(IdleWatch watch, Effect.LookWhetherIdle effect) {
        NodeSpec spec = equipment.spec(effect.node());
        long rest = looks.contains(spec.busName()) ? IdleWatch.time(spec).toMillis() : watch.restMillis(spec);
        if (rest > 0) {
            offer(new Event.IdleLooked(effect.node(), effect.generation(), rest));
            return;
        }
        looks.add(spec.busName());
        routes.ifPresent(table -> table.hold(instances(spec.busName())));
        var unused = watch.look(spec)
                .whenComplete((restMillis, failure) -> submit(() -> {
                    boolean isBusy = failure != null
                            || providers
                                    .filter(all -> all.isBusy(effect.node()))
                                    .isPresent();
                    long last = isBusy ? IdleWatch.time(spec).toMillis() : restMillis;
                    handle(new Event.IdleLooked(effect.node(), effect.generation(), last));
                    looks.remove(spec.busName());
                    routes.ifPresent(table -> table.release(instances(spec.busName())));
                }));
    }

    private List<NodeSpec> instances(NodeName busName) {
        return equipment.specs().values().stream()
                .filter(spec -> spec.busName().equals(busName))
                .toList();
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
            idle.ifPresent(watch -> look(watch, effect));
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
