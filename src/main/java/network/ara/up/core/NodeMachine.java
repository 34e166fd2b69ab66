package network.ara.up.core;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import network.ara.up.core.Effect.Notice;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;

/**
 * One node: its state, and what each fact means in it. A fact that a state has no use for is ignored; the table in {@link
 * NodeState} lists them all.
 */
final class NodeMachine implements Event.Listener {

    /** The RFC's limit (INC §2, "ping"): a pong after it is not counted. */
    private static final Duration CENSUS_TIME = Duration.ofSeconds(5);

    private static final Duration LOOK_AGAIN_TIME = Duration.ofMillis(250);

    private final NodeSpec spec;
    private final Moment now;
    private final Effects effects;
    private final Consumer<NodeMachine> onChange;
    private final RestartHistory restarts;

    private NodeState state = NodeState.ABSENT;
    private Origin origin = Origin.NONE;
    private Evidence evidence;
    private int generation;
    private long sinceNanos;
    private long spawnedNanos;
    private OptionalLong pid = OptionalLong.empty();
    private Optional<Duration> readyAfter = Optional.empty();
    private Optional<Exit> lastExit = Optional.empty();
    private String reason = "";
    /** Set with the first stop request: from then on it is not started, nor started again. */
    private boolean retired;
    /** Whether it has been said that another launcher boots it: once is enough. */
    private boolean bootedElsewhere;

    NodeMachine(NodeSpec spec, Moment now, Effects effects, Consumer<NodeMachine> onChange) {
        this.spec = spec;
        this.now = now;
        this.effects = effects;
        this.onChange = onChange;
        this.restarts = new RestartHistory(spec.restart());
        this.evidence = new Evidence(spec.ready());
    }

    NodeSpec spec() {
        return spec;
    }

    NodeName name() {
        return spec.name();
    }

    NodeState state() {
        return state;
    }

    Origin origin() {
        return origin;
    }

    int generation() {
        return generation;
    }

    String reason() {
        return reason;
    }

    Snapshot.NodeView view() {
        return new Snapshot.NodeView(
                name(), state, origin, pid, generation, restarts.total(), sinceNanos, readyAfter, lastExit, reason);
    }

    // Looking for it

    /** Find out whether it runs already. */
    void search() {
        evidence = new Evidence(spec.ready());
        effects.add(new Effect.ReadRecord(name()));
        if (retired) {
            return;
        }
        if (evidence.speaksInc()) {
            effects.add(new Effect.LookIntoMailbox(name()));
            effects.ping(name());
        } else if (evidence.canBeProbed()) {
            effects.add(new Effect.ProbeOnce(name()));
        }
        effects.arm(timer(Timer.Kind.CENSUS), CENSUS_TIME);
    }

    @Override
    public void pongHeard(Event.PongHeard event) {
        if (state == NodeState.ABSENT) {
            evidence.add(event);
            weigh();
        } else if (state == NodeState.WAITING) {
            foundRunning(event.pid());
        }
    }

    @Override
    public void mailboxLooked(Event.MailboxLooked event) {
        if (state == NodeState.ABSENT) {
            evidence.add(event);
            weigh();
        }
    }

    @Override
    public void recordRead(Event.RecordRead event) {
        if (state == NodeState.ABSENT) {
            evidence.add(event);
            weigh();
        }
    }

    @Override
    public void probeAnswered(Event.ProbeAnswered event) {
        if (state == NodeState.ABSENT) {
            evidence.add(event);
            weigh();
        }
    }

    private void weigh() {
        Evidence.Verdict verdict = retired ? evidence.verdictOfRecord() : evidence.verdict();
        if (verdict == Evidence.Verdict.OPEN) {
            return;
        }
        effects.cancel(timer(Timer.Kind.CENSUS));
        if (verdict == Evidence.Verdict.OURS) {
            adopt(evidence.pid().orElseThrow());
        } else if (verdict == Evidence.Verdict.EXTERNAL) {
            foundRunning(evidence.pid());
        } else {
            foundAbsent();
        }
    }

    private void adopt(long adoptedPid) {
        generation++;
        origin = Origin.ADOPTED;
        pid = OptionalLong.of(adoptedPid);
        spawnedNanos = now.nanos();
        effects.report(name(), Notice.ADOPTED, "pid " + adoptedPid + ", booted by an earlier run");
        effects.add(new Effect.Watch(name(), generation, adoptedPid));
        become(NodeState.STARTED, "");
        if (!retired) {
            awaitReady(adoptedPid);
        }
    }

    private void foundRunning(OptionalLong foundPid) {
        generation++;
        origin = Origin.EXTERNAL;
        pid = foundPid;
        effects.report(
                name(),
                Notice.FOUND,
                foundPid.isPresent() ? "pid " + foundPid.getAsLong() : "its process is not known");
        foundPid.ifPresent(found -> effects.add(new Effect.Watch(name(), generation, found)));
        become(NodeState.EXTERNAL, "");
    }

    private void foundAbsent() {
        if (retired) {
            become(NodeState.STOPPED, "");
        } else if (spec.isExternal()) {
            fail("it is external, and does not run on this machine");
        } else {
            if (evidence.isOccupiedButSilent()) {
                effects.report(name(), Notice.WAITING, "somebody sits in its mailbox and did not answer within 5 s");
            }
            become(NodeState.WAITING, "");
        }
    }

    // Starting it

    /** Its dependencies have been judged while it waits. */
    void judged(Gate gate) {
        if (gate instanceof Gate.Open) {
            spawn();
        } else if (gate instanceof Gate.Closed closed) {
            reason = closed.waitsFor();
        } else if (gate instanceof Gate.Never never) {
            effects.report(name(), Notice.SKIPPED, never.reason());
            become(NodeState.SKIPPED, never.reason());
        }
    }

    private void spawn() {
        generation++;
        origin = Origin.OWNED;
        spawnedNanos = now.nanos();
        readyAfter = Optional.empty();
        become(NodeState.STARTING, "");
        effects.add(new Effect.Spawn(name(), generation));
    }

    @Override
    public void processSpawned(Event.ProcessSpawned event) {
        pid = OptionalLong.of(event.pid());
        if (state == NodeState.STOPPING) {
            signalStop(event.pid());
        } else if (state == NodeState.STARTING) {
            effects.report(name(), Notice.BOOTING, "pid " + event.pid());
            become(NodeState.STARTED, "");
            awaitReady(event.pid());
        }
    }

    @Override
    public void spawnFailed(Event.SpawnFailed event) {
        if (state == NodeState.STOPPING) {
            stopped();
        } else if (state == NodeState.STARTING) {
            fail(event.reason());
        }
    }

    @Override
    public void bootedElsewhere(Event.BootedElsewhere event) {
        origin = Origin.NONE;
        if (state == NodeState.STOPPING) {
            stopped();
        } else if (state == NodeState.STARTING) {
            if (!bootedElsewhere) {
                bootedElsewhere = true;
                effects.report(name(), Notice.WAITING, "another ara-up is booting it");
            }
            lookAgain("another ara-up is booting it");
        }
    }

    private void lookAgain(String why) {
        become(NodeState.ABSENT, why);
        effects.arm(timer(Timer.Kind.LOOK_AGAIN), LOOK_AGAIN_TIME);
    }

    private void awaitReady(long startedPid) {
        if (spec.ready().probes().isEmpty()) {
            ready();
        } else {
            effects.add(new Effect.AwaitReady(name(), generation, startedPid));
            effects.arm(timer(Timer.Kind.READY), spec.ready().timeout());
        }
    }

    @Override
    public void probesPassed(Event.ProbesPassed event) {
        if (state == NodeState.STARTED) {
            effects.cancel(timer(Timer.Kind.READY));
            ready();
        }
    }

    private void ready() {
        restarts.becameReady();
        if (origin == Origin.OWNED) {
            Duration after = Duration.ofNanos(now.nanos() - spawnedNanos);
            readyAfter = Optional.of(after);
            effects.report(name(), Notice.READY, "after " + after.toMillis() + " ms");
        } else {
            effects.report(name(), Notice.READY, "it answers");
        }
        effects.add(new Effect.EndStart(name()));
        become(NodeState.READY, "");
    }

    // Its end

    @Override
    public void processExited(Event.ProcessExited event) {
        lastExit = Optional.of(event.exit());
        if (state == NodeState.EXTERNAL) {
            pid = OptionalLong.empty();
            origin = Origin.NONE;
            effects.report(name(), Notice.GONE, "it was not ours, and its process ended");
            if (retired) {
                become(NodeState.STOPPED, "");
            } else {
                lookAgain("its process ended");
            }
        } else if (state == NodeState.STARTED || state == NodeState.READY) {
            endedByItself(event.exit());
        }
    }

    private void endedByItself(Exit exit) {
        effects.cancel(timer(Timer.Kind.READY));
        effects.add(new Effect.EndStart(name()));
        effects.report(name(), Notice.EXITED, exit.toString());
        if (retired || isFollowedByRestart(exit)) {
            // What is left of its group would hold its ports.
            pid.ifPresent(left -> effects.add(new Effect.Signal(name(), generation, left, "KILL")));
        }
        gone();
        if (retired) {
            become(NodeState.STOPPED, exit.toString());
        } else if (isFollowedByRestart(exit)) {
            restartOrGiveUp(exit);
        } else if (exit.isSuccess()) {
            become(NodeState.COMPLETED, exit.toString());
        } else {
            fail(exit.toString());
        }
    }

    private boolean isFollowedByRestart(Exit exit) {
        return switch (spec.restart().mode()) {
            case ALWAYS -> true;
            case ON_FAILURE -> !exit.isSuccess();
            case NO -> false;
        };
    }

    private void restartOrGiveUp(Exit exit) {
        Optional<Duration> pause = restarts.next(now.nanos(), now.nanos() - spawnedNanos);
        if (pause.isPresent()) {
            effects.report(
                    name(), Notice.RESTARTING, "in " + pause.get().toMillis() + " ms, restart " + restarts.total());
            become(NodeState.BACKOFF, exit.toString());
            effects.arm(timer(Timer.Kind.BACKOFF), pause.get());
        } else {
            fail(exit + ", after " + restarts.total() + " restarts (limit "
                    + spec.restart().limit() + ")");
        }
    }

    private void gone() {
        pid = OptionalLong.empty();
        effects.add(new Effect.Forget(name()));
    }

    private void fail(String why) {
        effects.report(name(), Notice.FAILED, why);
        effects.add(new Effect.EndStart(name()));
        become(NodeState.FAILED, why);
    }

    // Stopping it

    /** Whether a node that it needs must not be stopped yet. */
    boolean holdsUpStop() {
        return isRunning() || state == NodeState.ABSENT;
    }

    /** Whether it has a process that a stop must end. */
    boolean isRunning() {
        return state == NodeState.STARTING
                || state == NodeState.STARTED
                || state == NodeState.READY
                || state == NodeState.STOPPING;
    }

    /**
     * No more starts. What only waits is stopped with that; what runs goes on until {@link #stop}.
     *
     * @param lookForIt whether a process that an earlier run started is to be found, so that it can be stopped too
     */
    void retire(boolean lookForIt) {
        retired = true;
        if (state == NodeState.WAITING || state == NodeState.BACKOFF) {
            effects.cancel(timer(Timer.Kind.BACKOFF));
            become(NodeState.STOPPED, "");
        } else if (state == NodeState.ABSENT) {
            effects.cancel(timer(Timer.Kind.CENSUS));
            effects.cancel(timer(Timer.Kind.LOOK_AGAIN));
            if (lookForIt) {
                search();
            } else {
                become(NodeState.STOPPED, "");
            }
        }
    }

    /** Its turn has come. */
    void stop() {
        if (state != NodeState.STOPPING && isRunning()) {
            effects.cancel(timer(Timer.Kind.READY));
            effects.add(new Effect.EndStart(name()));
            become(NodeState.STOPPING, "");
            pid.ifPresent(this::signalStop);
        }
    }

    /** Its time is up. */
    void kill() {
        if (state == NodeState.STOPPING) {
            pid.ifPresent(running -> effects.add(new Effect.Signal(name(), generation, running, "KILL")));
        }
    }

    private void signalStop(long running) {
        effects.report(
                name(),
                Notice.STOPPING,
                "pid " + running + ", within " + spec.stop().timeout().toSeconds() + " s");
        effects.add(new Effect.Signal(name(), generation, running, spec.stop().signal()));
        effects.add(new Effect.AwaitEmptyGroup(name(), generation, running));
        effects.arm(timer(Timer.Kind.KILL), spec.stop().timeout());
    }

    @Override
    public void groupEmptied(Event.GroupEmptied event) {
        if (state == NodeState.STOPPING) {
            effects.cancel(timer(Timer.Kind.KILL));
            stopped();
        }
    }

    /** A stop ends as it was meant: stopped, or failed when it was the node's own failure that led to it. */
    private void stopped() {
        String why = reason;
        gone();
        if (why.isEmpty()) {
            effects.report(name(), Notice.STOPPED, "");
            become(NodeState.STOPPED, "");
        } else {
            fail(why);
        }
    }

    // Time

    @Override
    public void timerFired(Event.TimerFired event) {
        switch (event.timer().kind()) {
            case CENSUS -> {
                if (state == NodeState.ABSENT) {
                    evidence.timeIsUp();
                    weigh();
                }
            }
            case LOOK_AGAIN -> {
                if (state == NodeState.ABSENT) {
                    search();
                }
            }
            case READY -> neverBecameReady();
            case BACKOFF -> {
                if (state == NodeState.BACKOFF) {
                    become(NodeState.WAITING, "");
                }
            }
            case KILL -> timeToKill();
        }
    }

    /** It is ended for good: its dependents are not left waiting for what did not come (traps.md 1). */
    private void neverBecameReady() {
        if (state == NodeState.STARTED) {
            String why = "it did not become ready within "
                    + spec.ready().timeout().toSeconds() + " s (pid " + pid.orElse(0) + ")";
            stop();
            reason = why;
        }
    }

    private void timeToKill() {
        if (state == NodeState.STOPPING) {
            effects.report(
                    name(),
                    Notice.KILLING,
                    "it did not stop within " + spec.stop().timeout().toSeconds() + " s");
            kill();
        }
    }

    private Timer timer(Timer.Kind kind) {
        return new Timer(name(), kind, generation);
    }

    private void become(NodeState next, String why) {
        reason = why;
        sinceNanos = now.nanos();
        NodeState before = state;
        state = next;
        if (before != next) {
            onChange.accept(this);
        }
    }
}
