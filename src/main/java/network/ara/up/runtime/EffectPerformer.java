package network.ara.up.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import network.ara.up.core.Effect;
import network.ara.up.core.Event;
import network.ara.up.core.Exit;
import network.ara.up.core.Timer;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.ExitStatus;
import network.ara.up.process.LaunchedProcess;
import network.ara.up.process.LockFile;
import network.ara.up.process.ProcessIdentity;
import network.ara.up.wire.IncMessage;

/**
 * Does what the core orders. What can fail comes back as an event; nothing is waited for here.
 *
 * <p>Thread: the loop's.
 */
final class EffectPerformer implements Effect.Handler {

    private static final System.Logger LOG = System.getLogger(EffectPerformer.class.getName());

    private final Loop loop;
    private final Equipment tools;
    private final Map<NodeName, LockFile> locks = new HashMap<>();
    private final KnownProcesses processes;

    private final Explanations explanations;

    EffectPerformer(Loop loop, Equipment tools) {
        this.loop = loop;
        this.tools = tools;
        this.processes = new KnownProcesses(tools.records());
        this.explanations = new Explanations(tools.home().logs(), tools.prober());
    }

    /** Where the effects' answers go. */
    interface Loop {
        void offer(Event event);

        /** On the loop's thread. */
        void execute(Runnable task);

        void arm(Timer timer, Duration delay);

        void cancel(Timer timer);

        void report(Effect.Report report);

        void lookWhetherIdle(Effect.LookWhetherIdle effect);

        void settled();

        void finished(int exitCode);
    }

    /** Whether its process was started otherwise than described. */
    boolean isOutdated(NodeSpec spec) {
        return processes.isOutdated(spec);
    }

    /**
     * Which nodes a pong in this name is of: where there are several instances, the one whose process, or one that it
     * started, has sent it. Anybody else who answers in their name is none of them.
     */
    List<NodeName> answering(NodeName name, OptionalLong pid) {
        if (tools.specs().containsKey(name)) {
            return List.of(name);
        }
        return tools.specs().values().stream()
                .filter(spec -> spec.isInstance() && spec.busName().equals(name))
                .map(NodeSpec::name)
                .filter(instance -> pid.isPresent() && processes.isOf(instance, pid.getAsLong()))
                .toList();
    }

    /** What the pong tells of its node's ports, unless it is of another process than the one that is known. */
    void heard(NodeName node, IncMessage.Pong pong) {
        boolean isStranger = pong.pid().isPresent()
                && processes
                        .of(node)
                        .filter(process -> process.identity().isAlive())
                        .isPresent()
                && !processes.isOf(node, pong.pid().getAsLong());
        if (!isStranger) {
            tools.wires().told(node, pong.ports());
        }
    }

    /** From now on only questions are asked. */
    void onlyLook() {
        processes.onlyLook();
    }

    @Override
    public void sendPing(Effect.SendPing effect) {
        tools.asker().ifPresent(asker -> asker.ping(effect.nodes()));
    }

    @Override
    public void lookIntoMailbox(Effect.LookIntoMailbox effect) {
        tools.asker()
                .ifPresent(asker -> asker.isOccupied(effect.node())
                        .whenComplete((occupied, failure) -> loop.offer(
                                // Not known is not absent: the ping decides, within its 5 s.
                                new Event.MailboxLooked(effect.node(), failure != null || occupied))));
    }

    @Override
    public void readRecord(Effect.ReadRecord effect) {
        Optional<Records.Remembered> record = processes.ofEarlierRun(effect.node());
        record.ifPresent(living -> tools.wires().given(effect.node(), living.ports()));
        if (record.isEmpty() && processes.isDoneBefore(tools.spec(effect.node()))) {
            loop.offer(new Event.DoneBefore(effect.node()));
            return;
        }
        loop.offer(new Event.RecordRead(
                effect.node(),
                record.map(living -> OptionalLong.of(living.identity().pid())).orElse(OptionalLong.empty())));
    }

    @Override
    public void probeOnce(Effect.ProbeOnce effect) {
        tools.prober()
                .once(tools.spec(effect.node()))
                .thenAccept(passed -> loop.offer(new Event.ProbeAnswered(effect.node(), passed)));
    }

    @Override
    public void spawn(Effect.Spawn effect) {
        NodeName node = effect.node();
        NodeSpec spec = tools.spec(node);
        explanations.startBegins(node);
        tools.spawner().spawn(spec, new Spawner.Listener() {
            @Override
            public void started(Spawner.Started start) {
                loop.execute(() -> spawned(effect, spec, start));
            }

            @Override
            public void elsewhere() {
                loop.offer(new Event.BootedElsewhere(node, effect.generation()));
            }

            @Override
            public void failed(String reason) {
                loop.offer(new Event.SpawnFailed(node, effect.generation(), reason));
            }
        });
    }

    private void spawned(Effect.Spawn effect, NodeSpec spec, Spawner.Started start) {
        NodeName node = effect.node();
        LaunchedProcess process = start.process();
        locks.put(node, start.lock());
        explanations.outputBegins(node, process.logOffset());
        tools.logs().keep(node);
        processes.started(spec.name(), process, start.fingerprint());
        tools.wires().runs(node, process.pid());
        loop.offer(new Event.ProcessSpawned(node, effect.generation(), process.pid()));
        var unused = process.exit().thenAccept(status -> {
            tools.wires().ended(node, process.pid());
            loop.offer(new Event.ProcessExited(node, effect.generation(), exit(status)));
        });
    }

    private static Exit exit(ExitStatus status) {
        return new Exit(status.code());
    }

    @Override
    public void watch(Effect.Watch effect) {
        ProcessIdentity identity = processes
                .identity(effect.node(), effect.pid())
                .or(() -> ProcessIdentity.of(effect.pid()))
                .orElse(null);
        Event exited = new Event.ProcessExited(effect.node(), effect.generation(), Exit.UNKNOWN);
        if (identity == null) {
            loop.offer(exited);
        } else {
            if (processes.of(effect.node()).isPresent()) {
                tools.logs().keep(effect.node());
            }
            processes.found(effect.node(), identity);
            tools.wires().runs(effect.node(), identity.pid());
            var unused = tools.watcher().onExit(identity).thenRun(() -> {
                tools.wires().ended(effect.node(), identity.pid());
                loop.offer(exited);
            });
        }
    }

    @Override
    public void awaitReady(Effect.AwaitReady effect) {
        processes.of(effect.node()).ifPresent(process -> {
            Runnable passed = () -> loop.offer(new Event.ProbesPassed(effect.node(), effect.generation()));
            Path log = tools.home().logs().of(effect.node());
            tools.prober().await(new Readying(tools.spec(effect.node()), process.identity(), passed), process, log);
        });
    }

    @Override
    public void watchAlive(Effect.WatchAlive effect) {
        tools.heartbeats()
                .begin(
                        tools.spec(effect.node()),
                        processes.identity(effect.node(), effect.pid()),
                        (alive, why) ->
                                loop.offer(new Event.AliveChanged(effect.node(), effect.generation(), alive, why)));
    }

    @Override
    public void endStart(Effect.EndStart effect) {
        tools.prober().end(effect.node());
        tools.heartbeats().end(effect.node());
        LockFile lock = locks.remove(effect.node());
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "event=lock-not-released node=" + effect.node(), e);
            }
        }
    }

    @Override
    public void signal(Effect.Signal effect) {
        processes.group(effect.node(), effect.pid()).ifPresent(group -> {
            try {
                group.signal(effect.signal());
            } catch (IOException e) {
                loop.report(new Effect.Report(effect.node(), Effect.Notice.STOPPING, "refused: " + e.getMessage()));
            }
        });
    }

    @Override
    public void askToStop(Effect.AskToStop effect) {
        NodeSpec spec = tools.spec(effect.node());
        spec.stop().request().ifPresent(request -> {
            var unused = tools.requests()
                    .perform(spec, request, effect.pid())
                    .thenAccept(
                            failure -> loop.offer(new Event.StopAnswered(effect.node(), effect.generation(), failure)));
        });
    }

    @Override
    public void awaitEmptyGroup(Effect.AwaitEmptyGroup effect) {
        Runnable emptied = () -> loop.offer(new Event.GroupEmptied(effect.node(), effect.generation()));
        processes
                .group(effect.node(), effect.pid())
                .ifPresentOrElse(group -> tools.groups().awaitEmpty(group, emptied), emptied);
    }

    @Override
    public void lookWhetherIdle(Effect.LookWhetherIdle effect) {
        loop.lookWhetherIdle(effect);
    }

    @Override
    public void rememberDone(Effect.RememberDone effect) {
        processes.rememberDone(tools.spec(effect.node()));
    }

    @Override
    public void forget(Effect.Forget effect) {
        processes.forget(effect.node());
        tools.logs().release(effect.node());
    }

    @Override
    public void armTimer(Effect.ArmTimer effect) {
        Timer timer = effect.timer();
        double jitter = timer.kind() == Timer.Kind.BACKOFF
                ? tools.spec(timer.node()).restart().backoff().jitter()
                : 0;
        double factor = 1 + jitter * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        loop.arm(timer, Duration.ofNanos((long) (effect.delay().toNanos() * factor)));
    }

    @Override
    public void cancelTimer(Effect.CancelTimer effect) {
        loop.cancel(effect.timer());
    }

    @Override
    public void report(Effect.Report effect) {
        boolean outdated = effect.notice() == Effect.Notice.ADOPTED && isOutdated(tools.spec(effect.node()));
        loop.report(outdated ? explanations.ofAge(effect) : explanations.of(effect));
    }

    @Override
    public void allSettled() {
        loop.settled();
    }

    @Override
    public void finish(Effect.Finish effect) {
        loop.finished(effect.exitCode());
    }
}
