package network.ara.up.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Laws that hold whatever happens, on random graphs in a {@link World}. A failure prints the scenario to paste. */
class SupervisorLawsTest {

    private static final int RUNS = Integer.getInteger("runs", 3000);
    private static final int MAX_STEPS = 3000;

    @Test
    void noRandomRunBreaksALaw() {
        long seed = Long.getLong("seed", System.nanoTime());
        for (int run = 0; run < RUNS; run++) {
            new Run(seed + run).play();
        }
    }

    /** One random run. */
    private static final class Run {
        private final long seed;
        private final Random random;
        private final StringBuilder scenario = new StringBuilder();
        private final World world;
        private final Supervisor supervisor;
        private final int parallel;
        /** Those that were ordered to stop, and not to start since. */
        private final Set<NodeName> orderedDown = new HashSet<>();

        private final Map<NodeName, World.Child> known = new HashMap<>();
        private final Set<NodeName> leftRunning = new HashSet<>();
        private Event.@Nullable Scope stop;
        private boolean finished;
        private long nowNanos;

        Run(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            List<NodeSpec> specs = graph();
            world = new World(specs, random);
            parallel = random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(2);
            scenario.insert(0, "parallel " + parallel + "\n");
            supervisor = new Supervisor(specs, parallel);
        }

        private List<NodeSpec> graph() {
            List<NodeSpec> specs = new ArrayList<>();
            int size = 1 + random.nextInt(7);
            for (int i = 0; i < size; i++) {
                StringBuilder line = new StringBuilder("n" + i);
                for (int j = 0; j < i; j++) {
                    if (random.nextInt(3) == 0) {
                        String kind = List.of("requires", "requires", "wants", "after")
                                .get(random.nextInt(4));
                        String condition =
                                List.of("", "", "=started", "=completed").get(random.nextInt(4));
                        line.append(" ").append(kind).append(":n").append(j).append(condition);
                    }
                }
                line.append(List.of("", "", " ready:tcp", " ready:none").get(random.nextInt(4)));
                line.append(List.of("", "", " restart:always", " restart:no").get(random.nextInt(4)));
                line.append(random.nextInt(10) == 0 ? " external" : "");
                line.append(random.nextInt(5) == 0 ? " task" : "");
                line.append(random.nextInt(12) == 0 ? " critical" : "");
                line.append(random.nextInt(8) == 0 ? " persistent" : "");
                line.append(random.nextInt(4) == 0 ? " stop:command" : "");
                line.append(random.nextInt(3) == 0 ? " alive" : "");
                line.append(List.of("", "", " on-call", " on-call idle:1").get(random.nextInt(4)));
                scenario.append(line).append('\n');
                specs.add(Specs.parse(line.toString()));
            }
            scenario.append('\n');
            return specs;
        }

        void play() {
            step(new Event.BusJoined());
            int stopAt = random.nextInt(200);
            for (int i = 0; i < MAX_STEPS && !finished; i++) {
                if (i == stopAt || (i > stopAt && random.nextInt(30) == 0)) {
                    askToStop(random.nextBoolean() ? Event.Scope.OWNED : Event.Scope.PROJECT);
                } else if (i < stopAt && random.nextInt(25) == 0) {
                    world.crash();
                } else if (i < stopAt && random.nextInt(12) == 0) {
                    order();
                } else {
                    next();
                }
            }
            check(finished, "it came to an end");
        }

        /** A second time may widen the scope, and never narrows it. */
        private void askToStop(Event.Scope scope) {
            stop = stop == Event.Scope.PROJECT ? stop : scope;
            step(new Event.StopRequested(scope));
        }

        /** Of what somebody else started, nothing is ordered: the runtime refuses that. */
        private void order() {
            List<Snapshot.NodeView> nodes = supervisor.snapshot().nodes();
            Snapshot.NodeView node = nodes.get(random.nextInt(nodes.size()));
            int what = random.nextInt(6);
            if (what == 0) {
                orderedDown.remove(node.name());
                step(new Event.StartOrdered(node.name()));
            } else if (what == 1 && node.state() != NodeState.EXTERNAL) {
                orderedDown.add(node.name());
                step(new Event.StopOrdered(node.name()));
            } else if (what == 2 && node.state() != NodeState.EXTERNAL) {
                orderedDown.remove(node.name());
                step(new Event.RestartOrdered(node.name()));
            } else if (what == 3) {
                step(new Event.Described(World.known(world.specs, node.name())));
            } else if (what == 4) {
                NodeSpec alone = World.known(world.specs, node.name()).withDependencies(List.of());
                world.specs.put(node.name(), alone);
                step(new Event.Described(alone));
            } else if (what == 5 && nobodyNeeds(node.name())) {
                orderedDown.remove(node.name());
                step(new Event.Orders(List.of(
                        new Event.Withdrawn(node.name()),
                        new Event.Described(World.known(world.specs, node.name())),
                        new Event.StartOrdered(node.name()))));
            }
        }

        /** A manifest without a node that others need would be invalid. */
        private boolean nobodyNeeds(NodeName name) {
            return world.specs.values().stream()
                    .flatMap(spec -> spec.dependencies().stream())
                    .noneMatch(dependency -> dependency.target().equals(name));
        }

        private void next() {
            Optional<Event> event = random.nextInt(10) == 0 ? Optional.empty() : world.poll();
            if (event.isPresent()) {
                step(event.get());
            } else if (!world.armed.isEmpty()) {
                List<Timer> timers = new ArrayList<>(world.armed);
                timers.sort(Comparator.comparing(Timer::toString));
                Timer timer = timers.get(random.nextInt(timers.size()));
                world.armed.remove(timer);
                nowNanos += 1_000_000_000L;
                scenario.append("+1000ms ");
                step(new Event.TimerFired(timer));
            }
        }

        private void step(Event event) {
            scenario.append(Lines.of(event)).append('\n');
            Map<NodeName, NodeState> before = states();
            if (event instanceof Event.ProcessSpawned spawned) {
                known.put(spawned.node(), world.process(spawned.pid()));
            }
            List<Effect> effects = supervisor.step(nowNanos, event);
            effects.forEach(this::noteWhatStays);
            for (Effect effect : effects) {
                obey(effect, before, event);
                effect.performBy(world);
            }
        }

        private void noteWhatStays(Effect effect) {
            if (effect instanceof Effect.Report report && report.notice() == Effect.Notice.LEFT_RUNNING) {
                leftRunning.add(report.node());
            }
        }

        private Map<NodeName, NodeState> states() {
            Map<NodeName, NodeState> states = new HashMap<>();
            supervisor.snapshot().nodes().forEach(node -> states.put(node.name(), node.state()));
            return states;
        }

        private void obey(Effect effect, Map<NodeName, NodeState> before, Event event) {
            if (effect instanceof Effect.Spawn spawn) {
                mayStart(spawn);
            } else if (effect instanceof Effect.Signal signal) {
                maySignal(signal.node(), signal.pid(), signal.signal(), before, event);
            } else if (effect instanceof Effect.AskToStop ask) {
                maySignal(ask.node(), ask.pid(), "", before, event);
            } else if (effect instanceof Effect.Report report && report.notice() == Effect.Notice.ENDING) {
                stop = Event.Scope.OWNED;
            } else if (effect instanceof Effect.Report report && report.notice() == Effect.Notice.IDLE) {
                mayRest(report.node(), before);
            } else if (effect instanceof Effect.Finish) {
                finished = true;
                mayFinish();
            }
        }

        private void mayStart(Effect.Spawn spawn) {
            check(stop == null, "no start after the stop");
            check(!orderedDown.contains(spawn.node()), "no start of " + spawn.node() + ", which is ordered to be down");
            check(starting() <= parallel, "no more than " + parallel + " start at a time");
            World.Child old = known.get(spawn.node());
            check(old == null || !old.alive, "never two processes for " + spawn.node());
            Map<NodeName, NodeState> now = states();
            for (Dependency dependency : World.known(world.specs, spawn.node()).dependencies()) {
                if (dependency.kind() == Dependency.Kind.REQUIRES) {
                    check(
                            holds(dependency.condition(), World.known(now, dependency.target())),
                            spawn.node() + " starts only when " + dependency.target() + " is "
                                    + dependency.condition().word());
                }
            }
        }

        private void mayRest(NodeName node, Map<NodeName, NodeState> before) {
            check(before.get(node) == NodeState.READY || before.get(node) == NodeState.UNREADY, node + " is up");
            check(World.known(world.specs, node).isOnCall(), "only what a call boots again rests: " + node);
            world.specs.values().stream()
                    .filter(spec -> spec.dependencies().stream()
                            .anyMatch(dependency ->
                                    dependency.target().equals(node) && dependency.kind() != Dependency.Kind.AFTER))
                    .forEach(dependent -> check(
                            !List.of(
                                            NodeState.STARTING,
                                            NodeState.STARTED,
                                            NodeState.READY,
                                            NodeState.UNREADY,
                                            NodeState.EXTERNAL,
                                            NodeState.BACKOFF)
                                    .contains(before.get(dependent.name())),
                            dependent.name() + " needs " + node + ", which does not rest"));
        }

        private long starting() {
            return supervisor.snapshot().nodes().stream()
                    .filter(node -> node.state() == NodeState.STARTING
                            || (node.state() == NodeState.STARTED && node.origin() == Origin.OWNED))
                    .count();
        }

        private static boolean holds(Condition condition, NodeState state) {
            return switch (condition) {
                case STARTED ->
                    List.of(
                                    NodeState.STARTED,
                                    NodeState.READY,
                                    NodeState.UNREADY,
                                    NodeState.EXTERNAL,
                                    NodeState.COMPLETED)
                            .contains(state);
                case READY ->
                    List.of(NodeState.READY, NodeState.EXTERNAL, NodeState.COMPLETED)
                            .contains(state);
                case COMPLETED -> state == NodeState.COMPLETED;
            };
        }

        private void maySignal(NodeName node, long pid, String signal, Map<NodeName, NodeState> before, Event event) {
            check(world.process(pid).ours, "never signal what is not ours: " + node);
            boolean itsOwnFailure = event instanceof Event.TimerFired || event instanceof Event.AliveChanged;
            boolean beginsStop =
                    stop != null && !itsOwnFailure && !signal.equals("KILL") && before.get(node) != NodeState.STOPPING;
            if (beginsStop) {
                check(!World.known(world.specs, node).isPersistent(), "what is persistent goes on: " + node);
                Map<NodeName, NodeState> now = states();
                world.specs.values().stream()
                        .filter(spec -> spec.dependencies().stream()
                                .anyMatch(dependency -> dependency.target().equals(node)))
                        .forEach(dependent -> check(
                                !List.of(
                                                        NodeState.STARTING,
                                                        NodeState.STARTED,
                                                        NodeState.READY,
                                                        NodeState.UNREADY,
                                                        NodeState.STOPPING)
                                                .contains(now.get(dependent.name()))
                                        || leftRunning.contains(dependent.name()),
                                dependent.name() + " is to stop before " + node));
            }
        }

        private void mayFinish() {
            check(
                    world.processes.values().stream()
                            .noneMatch(p -> (stop == Event.Scope.OWNED ? p.bootedNow : p.ours)
                                    && p.alive
                                    && !leftRunning.contains(p.node)),
                    "nothing of ours is left running");
            check(stop != null || world.armed.isEmpty(), "no timer is left: " + world.armed);
        }

        private void check(boolean law, String text) {
            assertThat(law)
                    .as("%s, broken with -Dseed=%d by:%n%s%n", text, seed, scenario)
                    .isTrue();
        }
    }
}
