package network.ara.up.core;

import java.util.function.Consumer;
import network.ara.up.core.Effect.Notice;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;

/**
 * One node: what each fact means in its state. A fact that a state has no use for is ignored; the table in {@link NodeState}
 * lists them all. Whether it runs already is {@link NodeSearch}'s business, how it starts {@link NodeStarting}'s, how it stops
 * {@link NodeStopping}'s, when it rests {@link NodeIdleness}'s, and what follows from its end {@link NodeEnding}'s.
 */
final class NodeMachine implements Event.Listener {

    private final NodeStatus node;
    private final NodeSearch search;
    private final NodeStarting starting;
    private final NodeStopping stopping;
    private final NodeEnding ending;
    private final NodeIdleness idleness;

    private static final String ON_CALL_REASON = "the first call boots it";

    /** Whether it was given up before it was known whether an earlier run's process is there. */
    private boolean unsought;
    /** Whether it is to be booted when it has stopped. */
    private boolean again;
    /** Who needs it though not of this project; empty for nobody. */
    private String neededBy = "";

    /** @param generation of the incarnation before its first */
    NodeMachine(NodeSpec spec, int generation, Moment now, Effects effects, Consumer<NodeMachine> onChange) {
        this.node = new NodeStatus(spec, generation, now, effects, () -> onChange.accept(this));
        this.ending = new NodeEnding(node);
        this.stopping = new NodeStopping(node, ending::hasStopped);
        this.starting = new NodeStarting(node, stopping, ending);
        this.idleness = new NodeIdleness(node, stopping, ending);
        this.search = new NodeSearch(node, () -> {
            idleness.wanted();
            starting.adopted();
        });
    }

    NodeSpec spec() {
        return node.spec();
    }

    NodeName name() {
        return node.name();
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

    /**
     * How it is now.
     *
     * @param stopDue whether it has been ordered to stop, and what needs it is stopping first
     * @param isStuck whether it waits for what does not come by itself
     */
    Snapshot.NodeView view(boolean stopDue, boolean isStuck) {
        return new Snapshot.NodeView(
                name(),
                state(),
                origin(),
                node.pid(),
                generation(),
                ending.restarts(),
                node.sinceNanos(),
                node.readyAfter(),
                ending.lastExit(),
                reason(),
                (state().isSettled() || isStuck) && !stopDue && !isToBoot(),
                node.is(NodeState.STOPPING) && (again || ending.isPause()));
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
    public void doneBefore(Event.DoneBefore event) {
        search.doneBefore();
    }

    @Override
    public void probeAnswered(Event.ProbeAnswered event) {
        search.heard(event);
    }

    // Starting it

    /** Whether its dependencies alone keep it from being booted. */
    boolean isHeldBack() {
        boolean waits = node.is(NodeState.WAITING) || node.is(NodeState.SKIPPED) || node.is(NodeState.ON_CALL);
        return waits && !node.isRetired();
    }

    /** Whether it is to run of itself: nobody has to need it. */
    boolean isWanted() {
        return idleness.isWanted();
    }

    /** Its dependencies have been judged while they hold it back. */
    void judged(Gate gate) {
        if (gate instanceof Gate.AtRest) {
            rest();
        } else if (gate instanceof Gate.Open && ending.restarts() == 0 && search.isStale()) {
            node.become(NodeState.ABSENT, "");
            search();
        } else if (gate instanceof Gate.Open) {
            starting.begin();
        } else if (gate instanceof Gate.Closed closed) {
            node.become(NodeState.WAITING, closed.waitsFor());
        } else if (gate instanceof Gate.Never never && !node.is(NodeState.SKIPPED)) {
            node.report(Notice.SKIPPED, never.reason());
            node.become(NodeState.SKIPPED, never.reason());
        }
    }

    private void rest() {
        if (!node.is(NodeState.ON_CALL)) {
            node.report(Notice.ON_CALL, ON_CALL_REASON);
            node.become(NodeState.ON_CALL, ON_CALL_REASON);
        }
    }

    @Override
    public void processSpawned(Event.ProcessSpawned event) {
        node.hasPid(event.pid());
        if (node.is(NodeState.STOPPING)) {
            node.order(new Effect.EndStart(name())); // its lock was not held yet when the stop began
            stopping.reach(event.pid());
        } else {
            starting.spawned();
        }
    }

    @Override
    public void spawnFailed(Event.SpawnFailed event) {
        if (node.is(NodeState.STOPPING)) {
            ending.hasStopped();
        } else if (node.is(NodeState.STARTING)) {
            node.fail(event.reason());
        }
    }

    @Override
    public void bootedElsewhere(Event.BootedElsewhere event) {
        node.isNobodys();
        if (node.is(NodeState.STOPPING)) {
            ending.hasStopped();
        } else if (node.is(NodeState.STARTING)) {
            search.bootedElsewhere();
        }
    }

    @Override
    public void probesPassed(Event.ProbesPassed event) {
        starting.probesPassed();
    }

    @Override
    public void aliveChanged(Event.AliveChanged event) {
        starting.aliveChanged(event);
    }

    // Its end

    @Override
    public void processExited(Event.ProcessExited event) {
        ending.exited(event.exit());
        if (node.is(NodeState.EXTERNAL)) {
            search.externalEnded();
        } else if (!node.is(NodeState.STOPPING) && state().isRunning()) {
            ending.endedByItself(event.exit());
        }
    }

    /** The exit code that belongs to its failure: its own, or 1 where it has none that says so. */
    int failureCode() {
        return ending.failureCode();
    }

    /** Whether it ended well after it had answered, which for a task is the same: who comes too late does not wait in vain. */
    boolean completedAfterReady() {
        return node.is(NodeState.COMPLETED) && (node.hasAnswered() || spec().isTask());
    }

    // Stopping it

    @Override
    public void neededElsewhere(Event.NeededElsewhere event) {
        neededBy = event.by();
    }

    /** Who needs it though not of this project, as far as is known; empty for nobody. */
    String neededBy() {
        return neededBy;
    }

    /** Whether a node that it needs must not be stopped yet. */
    boolean holdsUpStop() {
        return state().isRunning() || node.is(NodeState.ABSENT);
    }

    /**
     * No more starts. What only waits is stopped with that; what runs goes on until {@link #stop}.
     *
     * @param lookForIt whether a process that an earlier run started is to be found, so that it can be stopped too; also
     *     when an earlier call did without
     */
    void retire(boolean lookForIt) {
        node.retire();
        again = false;
        if (node.is(NodeState.WAITING) || node.is(NodeState.BACKOFF) || node.is(NodeState.ON_CALL)) {
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

    // Idleness

    @Override
    public void idleLooked(Event.IdleLooked event) {
        idleness.looked(event);
    }

    void beginLook() {
        idleness.beginLook();
    }

    /** Whether it is on its way, or was called since the look began: with several instances, none of them rests then. */
    boolean keepsOthersUp() {
        return node.isUp() ? idleness.isCalledSince() : !isAtEnd();
    }

    private boolean isAtEnd() {
        return state().hasEnded() || node.is(NodeState.ON_CALL) || (node.is(NodeState.STOPPING) && !again);
    }

    boolean isIdle() {
        return idleness.isIdle();
    }

    void stopIdle() {
        idleness.stop();
    }

    void goOn() {
        idleness.goOn();
    }

    // Stopping it, continued

    /** Its turn has come. */
    void stop() {
        stopping.begin("");
    }

    /** Its time is up, or will be when its turn comes. */
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

    /** What it did for an earlier or this run is to be done anew by the next. */
    void forgetWork() {
        if (spec().isTask() && node.is(NodeState.COMPLETED)) {
            node.order(new Effect.Forget(name()));
        }
    }

    // Orders

    /** What is done from now on is done by this. */
    void describe(NodeSpec spec) {
        node.describe(spec);
    }

    /** Boot it if it does not run, or when it has stopped; what failed before does not count. */
    void bootAnew() {
        idleness.wanted();
        if (!node.isUp()) {
            ending.forgive();
        }
        if (node.is(NodeState.STOPPING)) {
            again = !ending.isPause(); // after a pause it comes back anyhow
            return;
        }
        boolean wasRetired = node.isRetired();
        node.unretire();
        if (node.is(NodeState.BACKOFF)) {
            node.cancel(Timer.Kind.BACKOFF);
            node.become(NodeState.WAITING, "");
        } else if (node.is(NodeState.ON_CALL)
                || (state().hasEnded() && node.pid().isEmpty())) {
            if (!node.is(NodeState.ON_CALL)) {
                node.order(new Effect.Forget(name()));
            }
            node.become(NodeState.ABSENT, "");
            search();
        } else if (node.is(NodeState.ABSENT) && wasRetired) {
            search(); // after an order to stop it was only looked for in part
        }
    }

    /** It is to be booted when it has stopped. */
    void bootWhenStopped() {
        idleness.wanted();
        again = true;
    }

    private boolean isToBoot() {
        boolean couldNotBeStopped = node.is(NodeState.FAILED) && node.pid().isPresent();
        return again && !couldNotBeStopped;
    }

    /** Whether it has stopped, and is to be booted now. One that could not be stopped is not booted beside itself. */
    boolean isToBootNow() {
        return isToBoot() && state().hasEnded();
    }

    void bootNow() {
        again = false;
        node.unretire();
        ending.forgive();
        search.endedJustNow();
        node.become(NodeState.WAITING, "");
    }

    @Override
    public void timerFired(Event.TimerFired event) {
        switch (event.timer().kind()) {
            case CENSUS -> search.censusIsOver();
            case LOOK_AGAIN -> search.timeToLookAgain();
            case READY -> starting.timeIsUp();
            case BACKOFF -> {
                if (node.is(NodeState.BACKOFF)) {
                    node.become(NodeState.WAITING, "");
                }
            }
            case KILL -> stopping.timeIsUp();
            case IDLE -> idleness.timeToLook();
        }
    }
}
