package network.ara.up.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;

/**
 * A machine that does what the core orders, in random order and with random failures: processes that don't start, crash,
 * never answer, or ignore SIGTERM. Each fact about a node comes in the order in which it happened.
 */
final class World implements Effect.Handler {

    /** One process. */
    static final class Child {
        final NodeName node;
        final long pid;
        final boolean ours;
        final boolean stubborn;
        final boolean mute;
        int generation = -1;
        boolean bootedNow;
        boolean alive = true;
        boolean groupAwaited;

        Child(NodeName node, long pid, boolean ours, Random random) {
            this.node = node;
            this.pid = pid;
            this.ours = ours;
            this.stubborn = random.nextInt(5) == 0;
            this.mute = random.nextInt(12) == 0;
        }
    }

    final Map<NodeName, NodeSpec> specs = new LinkedHashMap<>();
    final Map<Long, Child> processes = new HashMap<>();
    final Set<Timer> armed = new HashSet<>();
    /** Tasks that are remembered to be done. */
    private final Set<NodeName> done = new HashSet<>();

    private final Map<NodeName, Deque<Event>> facts = new LinkedHashMap<>();
    private final Map<NodeName, Child> current = new HashMap<>();
    private final Random random;
    private long nextPid = 100;

    World(List<NodeSpec> nodes, Random random) {
        this.random = random;
        for (NodeSpec node : nodes) {
            specs.put(node.name(), node);
            facts.put(node.name(), new ArrayDeque<>());
            int before = random.nextInt(6);
            if (before < 2) {
                start(node.name(), before == 0);
            } else if (before == 2 && node.isTask()) {
                done.add(node.name());
            }
        }
    }

    private Child start(NodeName node, boolean ours) {
        Child process = new Child(node, nextPid++, ours, random);
        processes.put(process.pid, process);
        current.put(node, process);
        return process;
    }

    /** The next fact of a random node, or empty when nothing happens by itself. */
    Optional<Event> poll() {
        List<NodeName> ready = new ArrayList<>();
        facts.forEach((node, queue) -> {
            if (!queue.isEmpty()) {
                ready.add(node);
            }
        });
        return ready.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(
                        known(facts, ready.get(random.nextInt(ready.size()))).poll());
    }

    /** A random process ends by itself. */
    void crash() {
        List<Child> alive =
                processes.values().stream().filter(process -> process.alive).toList();
        if (!alive.isEmpty()) {
            die(alive.get(random.nextInt(alive.size())), random.nextInt(3));
        }
    }

    private void die(Child process, int code) {
        if (process.alive) {
            process.alive = false;
            if (process.generation >= 0) {
                tell(new Event.ProcessExited(process.node, process.generation, Exit.of(code)));
            }
            if (process.groupAwaited) {
                tell(new Event.GroupEmptied(process.node, process.generation));
            }
        }
    }

    private void tell(Event.OfNode fact) {
        known(facts, fact.node()).add(fact);
    }

    private Optional<Child> living(NodeName node) {
        return Optional.ofNullable(current.get(node)).filter(process -> process.alive);
    }

    Child process(long pid) {
        return known(processes, pid);
    }

    static <K, V> V known(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key), () -> "no " + key);
    }

    @Override
    public void sendPing(Effect.SendPing effect) {
        for (NodeName node : effect.nodes()) {
            living(node)
                    .filter(process -> !process.mute)
                    .ifPresent(process -> tell(new Event.PongHeard(
                            node, random.nextInt(8) == 0 ? OptionalLong.empty() : OptionalLong.of(process.pid), true)));
        }
    }

    @Override
    public void lookIntoMailbox(Effect.LookIntoMailbox effect) {
        tell(new Event.MailboxLooked(effect.node(), living(effect.node()).isPresent()));
    }

    @Override
    public void readRecord(Effect.ReadRecord effect) {
        OptionalLong ours = living(effect.node())
                .filter(process -> process.ours)
                .map(process -> OptionalLong.of(process.pid))
                .orElse(OptionalLong.empty());
        tell(
                ours.isEmpty() && done.contains(effect.node())
                        ? new Event.DoneBefore(effect.node())
                        : new Event.RecordRead(effect.node(), ours));
    }

    @Override
    public void probeOnce(Effect.ProbeOnce effect) {
        tell(new Event.ProbeAnswered(effect.node(), living(effect.node()).isPresent()));
    }

    @Override
    public void spawn(Effect.Spawn effect) {
        int luck = random.nextInt(20);
        if (luck == 0) {
            tell(new Event.SpawnFailed(effect.node(), effect.generation(), "no luck"));
        } else if (luck == 1) {
            tell(new Event.BootedElsewhere(effect.node(), effect.generation()));
        } else {
            Child process = start(effect.node(), true);
            process.bootedNow = true;
            process.generation = effect.generation();
            tell(new Event.ProcessSpawned(effect.node(), effect.generation(), process.pid));
        }
    }

    @Override
    public void watch(Effect.Watch effect) {
        Child process = process(effect.pid());
        process.generation = effect.generation();
        if (!process.alive) {
            tell(new Event.ProcessExited(effect.node(), effect.generation(), Exit.UNKNOWN));
        }
    }

    @Override
    public void awaitReady(Effect.AwaitReady effect) {
        Child process = process(effect.pid());
        if (process.alive && !process.mute) {
            tell(new Event.ProbesPassed(effect.node(), effect.generation()));
        }
    }

    @Override
    public void watchAlive(Effect.WatchAlive effect) {
        for (boolean alive = false; random.nextInt(4) == 0; alive = !alive) {
            tell(new Event.AliveChanged(effect.node(), effect.generation(), alive, alive ? "" : "no pong"));
        }
    }

    @Override
    public void endStart(Effect.EndStart effect) {}

    @Override
    public void signal(Effect.Signal effect) {
        Child process = process(effect.pid());
        if (effect.signal().equals("KILL") || !process.stubborn) {
            die(process, 143);
        }
    }

    @Override
    public void askToStop(Effect.AskToStop effect) {
        Child process = process(effect.pid());
        int luck = random.nextInt(3);
        if (luck == 0 && !process.stubborn) {
            die(process, 0);
        }
        if (luck < 2) {
            tell(new Event.StopAnswered(effect.node(), process.generation, luck == 0 ? "" : "exit code 1"));
        }
    }

    @Override
    public void awaitEmptyGroup(Effect.AwaitEmptyGroup effect) {
        Child process = process(effect.pid());
        process.groupAwaited = true;
        if (!process.alive) {
            tell(new Event.GroupEmptied(effect.node(), effect.generation()));
        }
    }

    @Override
    public void lookWhetherIdle(Effect.LookWhetherIdle effect) {
        tell(new Event.IdleLooked(effect.node(), effect.generation(), random.nextInt(3) == 0 ? 1000 : 0));
    }

    @Override
    public void rememberDone(Effect.RememberDone effect) {
        done.add(effect.node());
    }

    @Override
    public void forget(Effect.Forget effect) {
        done.remove(effect.node());
    }

    @Override
    public void armTimer(Effect.ArmTimer effect) {
        cancel(effect.timer());
        armed.add(effect.timer());
    }

    @Override
    public void cancelTimer(Effect.CancelTimer effect) {
        cancel(effect.timer());
    }

    private void cancel(Timer timer) {
        armed.removeIf(other -> other.node().equals(timer.node()) && other.kind() == timer.kind());
    }

    @Override
    public void report(Effect.Report effect) {}

    @Override
    public void allSettled() {}

    @Override
    public void finish(Effect.Finish effect) {}
}
