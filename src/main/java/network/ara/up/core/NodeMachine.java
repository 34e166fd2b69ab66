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

    private final NodeSpec spec;
    private final NodeStatus node;
    private final NodeSearch search;
    private final NodeStopping stopping;
    private final RestartHistory restarts;

    private long startedNanos;
    private Optional<Duration> readyAfter = Optional.empty();
    private Optional<Exit> lastExit = Optional.empty();
    /** Whether this incarnation has answered. */
    private boolean wasReady;
    /** Whether it was given up before it was known whether an earlier run's process is there. */
    private boolean unsought;
    /** The exit, if any, that its present failure comes from. */
    private Optional<Exit> failedWith = Optional.empty();

    NodeMachine(NodeSpec spec, Moment now, Effects effects, Consumer<NodeMachine> onChange) {
        this.spec = spec;
        this.node = new NodeStatus(spec, now, effects, () -> onChange.accept(this));
        this.search = new NodeSearch(node, this::adopted);
        this.stopping = new NodeStopping(node);
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
        failedWith = Optional.empty();
        node.become(NodeState.STARTING, "");
        node.order(new Effect.Spawn(name(), generation()));
    }

    @Override
    public void processSpawned(Event.ProcessSpawned event) {
        node.hasPid(event.pid());
        if (node.is(NodeState.STOPPING)) {
            stopping.reach(event.pid());
        } else if (node.is(NodeState.STARTING)) {
            node.report(Notice.BOOTING, "pid " + event.pid());
            node.become(NodeState.STARTED, "");
            awaitReady(event.pid());
        }
    }

    @Override
    public void spawnFailed(Event.SpawnFailed event) {
        if (node.is(NodeState.STOPPING)) {
            stopping.ended();
        } else if (node.is(NodeState.STARTING)) {
            node.fail(event.reason());
        }
    }

    @Override
    public void bootedElsewhere(Event.BootedElsewhere event) {
        node.isNobodys();
        if (node.is(NodeState.STOPPING)) {
            stopping.ended();
        } else if (node.is(NodeState.STARTING)) {
            search.bootedElsewhere();
        }
    }

    private void awaitReady(long pid) {
        if (spec.isTask()) {
            return; // ready is what it has done, not what it does
        } else if (spec.ready().probes().isEmpty()) {
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
        node.gone();
        if (node.isRetired()) {
            node.become(NodeState.STOPPED, exit.toString());
        } else if (spec.isTask() && exit.code().isEmpty()) {
            runOnceMore();
        } else if (isFollowedByRestart(exit)) {
            restartOrGiveUp(exit);
        } else if (isSuccess(exit)) {
            completed(exit);
        } else {
            fail(exit, exit.toString());
        }
    }

    private boolean isSuccess(Exit exit) {
        return exit.isSuccess(spec.lifecycle().successExitCodes());
    }

    /** A task has done its work when it has succeeded once, whatever its policy. */
    private boolean isFollowedByRestart(Exit exit) {
        return !spec.isExternal()
                && switch (spec.restart().mode()) {
                    case ALWAYS -> !(spec.isTask() && isSuccess(exit));
                    case ON_FAILURE -> !isSuccess(exit);
                    case NO -> false;
                };
    }

    /** A task of an earlier run ended: only that run could have told whether well. */
    private void runOnceMore() {
        node.report(Notice.RESTARTING, "whether it succeeded is not known, since an earlier run booted it");
        node.become(NodeState.WAITING, "");
    }

    private void completed(Exit exit) {
        if (spec.isTask()) {
            Duration after = Duration.ofNanos(node.nowNanos() - startedNanos);
            readyAfter = Optional.of(after);
            node.report(Notice.COMPLETED, "after " + after.toMillis() + " ms");
        }
        node.become(NodeState.COMPLETED, exit.toString());
    }

    private void fail(Exit exit, String why) {
        failedWith = Optional.of(exit);
        node.fail(why);
    }

    /** The exit code that belongs to its failure: its own, or 1 where it has none that says so. */
    int failureCode() {
        return failedWith
                .map(exit -> exit.code().orElse(0))
                .filter(code -> code != 0)
                .orElse(1);
    }

    private void restartOrGiveUp(Exit exit) {
        Optional<Duration> pause = restarts.next(node.nowNanos(), node.nowNanos() - startedNanos);
        if (pause.isPresent()) {
            node.report(Notice.RESTARTING, "in " + pause.get().toMillis() + " ms, restart " + restarts.total());
            node.become(NodeState.BACKOFF, exit.toString());
            node.arm(Timer.Kind.BACKOFF, pause.get());
        } else {
            fail(
                    exit,
                    exit + ", after " + restarts.total() + " restarts (limit "
                            + spec.restart().limit() + ")");
        }
    }

    /** Whether it ended well after it had answered, which for a task is the same: who comes too late does not wait in vain. */
    boolean completedAfterReady() {
        return node.is(NodeState.COMPLETED) && (wasReady || spec.isTask());
    }

    // Stopping it

    /** Whether a node that it needs must not be stopped yet. */
    boolean holdsUpStop() {
        return isRunning() || node.is(NodeState.ABSENT);
    }

    /** Whether it has a process that a stop must end. */
    boolean isRunning() {
        return node.isRunning();
    }

    /** Whether nothing more happens to it by itself. */
    boolean hasEnded() {
        return switch (state()) {
            case STOPPED, COMPLETED, FAILED, SKIPPED -> true;
            default -> false;
        };
    }

    /**
     * No more starts. What only waits is stopped with that; what runs goes on until {@link #stop}.
     *
     * @param lookForIt whether a process that an earlier run started is to be found, so that it can be stopped too; also
     *     when an earlier call did without
     */
    void retire(boolean lookForIt) {
        node.retire();
        if (node.is(NodeState.WAITING) || node.is(NodeState.BACKOFF)) {
            node.cancel(Timer.Kind.BACKOFF);
            node.become(NodeState.STOPPED, "");
        } else if (node.is(NodeState.ABSENT)) {
            search.end();
            unsought = !lookForIt;
            if (lookForIt) {
                search();
            } else {
                node.become(NodeState.STOPPED, "");
            }
        } else if (unsought && lookForIt) {
            unsought = false;
            node.become(NodeState.ABSENT, "");
            search();
        }
    }

    /** Its turn has come. */
    void stop() {
        stopping.begin();
    }

    /** Its time is up. */
    void kill() {
        stopping.kill();
    }

    @Override
    public void stopAnswered(Event.StopAnswered event) {
        stopping.answered(event.failure());
    }

    @Override
    public void groupEmptied(Event.GroupEmptied event) {
        stopping.groupEmptied();
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
            case KILL -> stopping.timeIsUp();
        }
    }
}
