package network.ara.up.core;

import java.time.Duration;
import java.util.Optional;
import network.ara.up.core.Effect.Notice;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;
import network.ara.up.model.RestartPolicy;

/** What follows from the end of a node's process: a restart, success, or failure. */
final class NodeEnding {

    private final NodeStatus node;
    private final RestartHistory restarts = new RestartHistory();

    private Optional<Exit> lastExit = Optional.empty();
    /** The exit, if any, that its present failure comes from. */
    private Optional<Exit> failedWith = Optional.empty();
    /** Whether it is being stopped so that it can be started again, because it does not live any more. */
    private boolean isReplaced;
    /** Whether it is being stopped because it has nothing to do. */
    private boolean isIdle;

    NodeEnding(NodeStatus node) {
        this.node = node;
    }

    int restarts() {
        return restarts.total();
    }

    Optional<Exit> lastExit() {
        return lastExit;
    }

    /** Another process of it begins. */
    void started() {
        failedWith = Optional.empty();
        isReplaced = false;
        isIdle = false;
    }

    void becameReady() {
        restarts.becameReady();
    }

    /** What was is no reason any more not to start it. */
    void forgive() {
        restarts.clear();
        failedWith = Optional.empty();
        isReplaced = false;
    }

    /** It is to be stopped, and what follows is its policy's matter. */
    void replace() {
        isReplaced = true;
    }

    /** It is to be stopped until somebody needs it again. */
    void pause() {
        isIdle = true;
    }

    /** Whether what follows its stop is not the end of it. */
    boolean isPause() {
        return (isIdle || isReplaced) && !node.isRetired();
    }

    /** Its process has ended, whoever ended it. */
    void exited(Exit exit) {
        lastExit = Optional.of(exit);
    }

    /** Its process ended, and nobody had asked for that. */
    void endedByItself(Exit exit) {
        node.cancel(Timer.Kind.READY);
        node.order(new Effect.EndStart(node.name()));
        node.report(Notice.EXITED, exit.toString());
        // What is left of its group would hold its ports, and nobody would know of it any more.
        node.signal("KILL");
        node.gone();
        if (node.isRetired()) {
            node.become(NodeState.STOPPED, exit.toString());
        } else if (node.spec().isTask() && exit.code().isEmpty()) {
            runOnceMore();
        } else if (isFollowedByRestart(exit)) {
            restartOrGiveUp(exit.toString(), Optional.of(exit));
        } else if (isSuccess(exit)) {
            completed(exit);
        } else {
            fail(exit.toString(), Optional.of(exit));
        }
    }

    /** A stop ends as it was meant: stopped, or else by the node's own failure that led to it. */
    void hasStopped() {
        String why = node.reason();
        node.gone();
        if (why.isEmpty()) {
            node.report(Notice.STOPPED, "");
            node.become(isPause() ? NodeState.WAITING : NodeState.STOPPED, "");
        } else if (isReplaced && !node.isRetired()) {
            restartOrGiveUp(why, Optional.empty());
        } else {
            fail(why, Optional.empty());
        }
    }

    private boolean isSuccess(Exit exit) {
        return exit.isSuccess(node.spec().lifecycle().successExitCodes());
    }

    /** A task has done its work when it has succeeded once, whatever its policy. */
    private boolean isFollowedByRestart(Exit exit) {
        NodeSpec spec = node.spec();
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
        if (node.spec().isTask()) {
            Duration after = node.age();
            node.isReadyAfter(after);
            node.report(Notice.COMPLETED, "after " + after.toMillis() + " ms");
            node.order(new Effect.RememberDone(node.name()));
        }
        node.become(NodeState.COMPLETED, exit.toString());
    }

    private void fail(String why, Optional<Exit> exit) {
        failedWith = exit;
        node.fail(why);
    }

    /** The exit code that belongs to its failure: its own, or 1 where it has none that says so. */
    int failureCode() {
        return failedWith
                .map(exit -> exit.code().orElse(0))
                .filter(code -> code != 0)
                .orElse(1);
    }

    private void restartOrGiveUp(String why, Optional<Exit> exit) {
        RestartPolicy policy = node.spec().restart();
        Optional<Duration> pause = restarts.next(policy, node.nowNanos(), node.age());
        if (pause.isPresent()) {
            node.report(Notice.RESTARTING, "in " + pause.get().toMillis() + " ms, restart " + restarts.total());
            node.become(NodeState.BACKOFF, why);
            node.arm(Timer.Kind.BACKOFF, pause.get());
        } else {
            fail(why + ", after " + restarts.total() + " restarts (limit " + policy.limit() + ")", exit);
        }
    }
}
