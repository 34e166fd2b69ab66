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
 * One node: what each fact means in its state. A fact that a state has no use for is ignored; the table in {@link NodeState}
 * lists them all. Whether it runs already is {@link NodeSearch}'s business.
 */
final class NodeMachine implements Event.Listener {

    /** The kernel ends at once what may be ended; a process of another user, or one in the kernel, may not. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final NodeSpec spec;
    private final NodeStatus node;
    private final NodeSearch search;
    private final RestartHistory restarts;

    private long startedNanos;
    private Optional<Duration> readyAfter = Optional.empty();
    private Optional<Exit> lastExit = Optional.empty();
    /** Whether this incarnation has answered. */
    private boolean wasReady;
    /** Whether SIGKILL was sent because a stop took too long. */
    private boolean killed;

    NodeMachine(NodeSpec spec, Moment now, Effects effects, Consumer<NodeMachine> onChange) {
        this.spec = spec;
        this.node = new NodeStatus(spec, now, effects, () -> onChange.accept(this));
        this.search = new NodeSearch(node, this::adopted);
        this.restarts = new RestartHistory(spec.restart());
    }

    NodeSpec spec() {
        return spec;
    }

    NodeName name() {
        return spec.name();
    }

    NodeState state() {
        return node.state();
    }

    Origin origin() {
        return node.origin();
    }

    int generation() {
        return node.generation();
    }

    String reason() {
        return node.reason();
    }

    Snapshot.NodeView view() {
        return new Snapshot.NodeView(
                name(),
                state(),
                origin(),
                node.pid(),
                generation(),
                restarts.total(),
                node.sinceNanos(),
                readyAfter,
                lastExit,
                reason());
    }

    // Looking for it

    /** Find out whether it runs already. */
    void search() {
        search.begin();
    }

    @Override
    public void pongHeard(Event.PongHeard event) {
        search.heard(event);
    }

    @Override
    public void mailboxLooked(Event.MailboxLooked event) {
        search.heard(event);
    }

    @Override
    public void recordRead(Event.RecordRead event) {
        search.heard(event);
    }

    @Override
    public void probeAnswered(Event.ProbeAnswered event) {
        search.heard(event);
    }

    private void adopted() {
        startedNanos = node.nowNanos();
        wasReady = false;
        if (!node.isRetired()) {
            awaitReady(node.pid().orElseThrow());
        }
    }

    // Starting it

    /** Its dependencies have been judged while it waits. One that is started again is known to have ended. */
    void judged(Gate gate) {
        if (gate instanceof Gate.Open && restarts.total() == 0 && search.isStale()) {
            node.become(NodeState.ABSENT, "");
            search();
        } else if (gate instanceof Gate.Open) {
            spawn();
        } else if (gate instanceof Gate.Closed closed) {
            node.explain(closed.waitsFor());
        } else if (gate instanceof Gate.Never never) {
            node.report(Notice.SKIPPED, never.reason());
            node.become(NodeState.SKIPPED, never.reason());
        }
    }

    private void spawn() {
        node.begin(Origin.OWNED, OptionalLong.empty());
        startedNanos = node.nowNanos();
        wasReady = false;
        readyAfter = Optional.empty();
        node.become(NodeState.STARTING, "");
        node.order(new Effect.Spawn(name(), generation()));
    }

    @Override
    public void processSpawned(Event.ProcessSpawned event) {
        node.hasPid(event.pid());
        if (node.is(NodeState.STOPPING)) {
            signalStop(event.pid());
        } else if (node.is(NodeState.STARTING)) {
            node.report(Notice.BOOTING, "pid " + event.pid());
            node.become(NodeState.STARTED, "");
            awaitReady(event.pid());
        }
    }

    @Override
    public void spawnFailed(Event.SpawnFailed event) {
        if (node.is(NodeState.STOPPING)) {
            stopped();
        } else if (node.is(NodeState.STARTING)) {
            node.fail(event.reason());
        }
    }

    @Override
    public void bootedElsewhere(Event.BootedElsewhere event) {
        node.isNobodys();
        if (node.is(NodeState.STOPPING)) {
            stopped();
        } else if (node.is(NodeState.STARTING)) {
            search.bootedElsewhere();
        }
    }

    private void awaitReady(long pid) {
        if (spec.ready().probes().isEmpty()) {
            ready();
        } else {
            node.order(new Effect.AwaitReady(name(), generation(), pid));
            node.arm(Timer.Kind.READY, spec.ready().timeout());
        }
    }

    @Override
    public void probesPassed(Event.ProbesPassed event) {
        if (node.is(NodeState.STARTED) || node.is(NodeState.UNREADY)) {
            node.cancel(Timer.Kind.READY);
            ready();
        }
    }

    private void ready() {
        restarts.becameReady();
        wasReady = true;
        if (origin() == Origin.OWNED) {
            Duration after = Duration.ofNanos(node.nowNanos() - startedNanos);
            readyAfter = Optional.of(after);
            node.report(Notice.READY, "after " + after.toMillis() + " ms");
        } else {
            node.report(Notice.READY, "it answers");
        }
        node.order(new Effect.EndStart(name()));
        node.become(NodeState.READY, "");
    }

    /** What we started is ended for good: its dependents are not left waiting for what did not come (traps.md 1). */
    private void neverBecameReady() {
        if (node.is(NodeState.STARTED) && origin() == Origin.ADOPTED) {
            // It ran before us: silence alone ends nobody (traps.md 22). Its probes go on.
            node.report(Notice.WAITING, "it runs, and does not answer");
            node.become(NodeState.UNREADY, "it does not answer");
        } else if (node.is(NodeState.STARTED)) {
            String why =
                    "it did not become ready within " + spec.ready().timeout().toSeconds() + " s (pid "
                            + node.pid().orElse(0) + ")";
            stop();
            node.explain(why);
        }
    }

    // Its end

    @Override
    public void processExited(Event.ProcessExited event) {
        lastExit = Optional.of(event.exit());
        if (node.is(NodeState.EXTERNAL)) {
            search.externalEnded();
        } else if (!node.is(NodeState.STOPPING) && isRunning()) {
            endedByItself(event.exit());
        }
    }

    private void endedByItself(Exit exit) {
        node.cancel(Timer.Kind.READY);
        node.order(new Effect.EndStart(name()));
        node.report(Notice.EXITED, exit.toString());
        // What is left of its group would hold its ports, and nobody would know of it any more.
        node.signal("KILL");
        gone();
        if (node.isRetired()) {
            node.become(NodeState.STOPPED, exit.toString());
        } else if (isFollowedByRestart(exit)) {
            restartOrGiveUp(exit);
        } else if (exit.isSuccess()) {
            node.become(NodeState.COMPLETED, exit.toString());
        } else {
            node.fail(exit.toString());
        }
    }

    private boolean isFollowedByRestart(Exit exit) {
        return !spec.isExternal()
                && switch (spec.restart().mode()) {
                    case ALWAYS -> true;
                    case ON_FAILURE -> !exit.isSuccess();
                    case NO -> false;
                };
    }

    private void restartOrGiveUp(Exit exit) {
        Optional<Duration> pause = restarts.next(node.nowNanos(), node.nowNanos() - startedNanos);
        if (pause.isPresent()) {
            node.report(Notice.RESTARTING, "in " + pause.get().toMillis() + " ms, restart " + restarts.total());
            node.become(NodeState.BACKOFF, exit.toString());
            node.arm(Timer.Kind.BACKOFF, pause.get());
        } else {
            node.fail(exit + ", after " + restarts.total() + " restarts (limit "
                    + spec.restart().limit() + ")");
        }
    }

    private void gone() {
        node.hasNoProcess();
        node.order(new Effect.Forget(name()));
    }

    /** Whether it ended well after it had answered: who waited for that comes too late, but not in vain. */
    boolean completedAfterReady() {
        return node.is(NodeState.COMPLETED) && wasReady;
    }

    // Stopping it

    /** Whether a node that it needs must not be stopped yet. */
    boolean holdsUpStop() {
        return isRunning() || node.is(NodeState.ABSENT);
    }

    /** Whether it has a process that a stop must end. */
    boolean isRunning() {
        return switch (state()) {
            case STARTING, STARTED, READY, UNREADY, STOPPING -> true;
            default -> false;
        };
    }

    /**
     * No more starts. What only waits is stopped with that; what runs goes on until {@link #stop}.
     *
     * @param lookForIt whether a process that an earlier run started is to be found, so that it can be stopped too
     */
    void retire(boolean lookForIt) {
        node.retire();
        if (node.is(NodeState.WAITING) || node.is(NodeState.BACKOFF)) {
            node.cancel(Timer.Kind.BACKOFF);
            node.become(NodeState.STOPPED, "");
        } else if (node.is(NodeState.ABSENT)) {
            search.end();
            if (lookForIt) {
                search();
            } else {
                node.become(NodeState.STOPPED, "");
            }
        }
    }

    /** Its turn has come. */
    void stop() {
        if (!node.is(NodeState.STOPPING) && isRunning()) {
            node.cancel(Timer.Kind.READY);
            node.order(new Effect.EndStart(name()));
            node.become(NodeState.STOPPING, "");
            node.pid().ifPresent(this::signalStop);
        }
    }

    /** Its time is up. */
    void kill() {
        if (node.is(NodeState.STOPPING)) {
            node.signal("KILL");
        }
    }

    private void signalStop(long pid) {
        killed = false;
        node.report(
                Notice.STOPPING,
                "pid " + pid + ", within " + spec.stop().timeout().toSeconds() + " s");
        node.signal(spec.stop().signal());
        node.order(new Effect.AwaitEmptyGroup(name(), generation(), pid));
        node.arm(Timer.Kind.KILL, spec.stop().timeout());
    }

    @Override
    public void groupEmptied(Event.GroupEmptied event) {
        if (node.is(NodeState.STOPPING)) {
            node.cancel(Timer.Kind.KILL);
            stopped();
        }
    }

    /** A stop ends as it was meant: stopped, or failed when it was the node's own failure that led to it. */
    private void stopped() {
        String why = reason();
        gone();
        if (why.isEmpty()) {
            node.report(Notice.STOPPED, "");
            node.become(NodeState.STOPPED, "");
        } else {
            node.fail(why);
        }
    }

    private void timeToKill() {
        if (node.is(NodeState.STOPPING) && killed) {
            // Its record stays: the next run has to know of it.
            node.fail("pid " + node.pid().orElse(0) + " is still there " + AFTER_KILL.toSeconds() + " s after SIGKILL");
        } else if (node.is(NodeState.STOPPING)) {
            killed = true;
            node.report(
                    Notice.KILLING,
                    "it did not stop within " + spec.stop().timeout().toSeconds() + " s");
            kill();
            node.arm(Timer.Kind.KILL, AFTER_KILL);
        }
    }

    @Override
    public void timerFired(Event.TimerFired event) {
        switch (event.timer().kind()) {
            case CENSUS -> search.censusIsOver();
            case LOOK_AGAIN -> search.timeToLookAgain();
            case READY -> neverBecameReady();
            case BACKOFF -> {
                if (node.is(NodeState.BACKOFF)) {
                    node.become(NodeState.WAITING, "");
                }
            }
            case KILL -> timeToKill();
        }
    }
}
