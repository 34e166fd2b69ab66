package network.ara.up.core;

import java.time.Duration;
import network.ara.up.core.Effect.Notice;
import network.ara.up.model.NodeState;
import network.ara.up.model.StopPolicy;

/** How one node is stopped: it is asked to, or signalled, then killed; it has stopped when its group is empty. */
final class NodeStopping {

    /** The kernel ends at once what may be ended; a process of another user, or one in the kernel, may not. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final NodeStatus node;
    private final Runnable onEnded;

    /** Whether it was asked to stop in place of a signal, and the answer is not known yet. */
    private boolean asked;
    /** Whether nothing is asked any more, and nobody waited for. */
    private boolean forced;
    /** Whether SIGKILL was sent because the stop took too long. */
    private boolean killed;

    /** @param onEnded the stop is over, and no process is left */
    NodeStopping(NodeStatus node, Runnable onEnded) {
        this.node = node;
        this.onEnded = onEnded;
    }

    private StopPolicy policy() {
        return node.spec().stop();
    }

    /**
     * Its turn has come. One that somebody else started has its turn only when a user names it.
     *
     * @param why the failure of its own that leads to the stop; empty where somebody wants it
     */
    void begin(String why) {
        boolean runs = node.state().isRunning()
                || (node.is(NodeState.EXTERNAL) && node.pid().isPresent());
        if (!node.is(NodeState.STOPPING) && runs) {
            node.cancel(Timer.Kind.READY);
            node.order(new Effect.EndStart(node.name()));
            node.become(NodeState.STOPPING, why);
            node.pid().ifPresent(this::reach);
        }
    }

    /** Its process is known. */
    void reach(long pid) {
        killed = false;
        asked = policy().request().isPresent() && !forced;
        node.report(Notice.STOPPING, "pid " + pid + ", within " + seconds(policy().timeout()));
        if (forced) {
            node.signal("KILL");
        } else if (asked) {
            node.order(new Effect.AskToStop(node.name(), node.generation(), pid));
        } else {
            node.signal(policy().signal());
        }
        node.order(new Effect.AwaitEmptyGroup(node.name(), node.generation(), pid));
        node.arm(Timer.Kind.KILL, policy().timeout());
    }

    /** @param failure why it was not asked after all, or empty */
    void answered(String failure) {
        if (node.is(NodeState.STOPPING) && asked) {
            asked = false;
            if (!failure.isEmpty()) {
                signalAfterAll(failure);
            }
        }
    }

    private void signalAfterAll(String why) {
        asked = false;
        node.report(Notice.STOPPING, why + ": it gets SIG" + policy().signal());
        node.signal(policy().signal());
        node.arm(Timer.Kind.KILL, policy().timeout());
    }

    /** The user's patience is over. */
    void kill() {
        forced = true;
        killNow();
    }

    private void killNow() {
        if (node.is(NodeState.STOPPING)) {
            asked = false;
            node.signal("KILL");
        }
    }

    void timeIsUp() {
        if (!node.is(NodeState.STOPPING)) {
            return;
        }
        if (asked) {
            signalAfterAll("its request to stop was not done within " + seconds(policy().timeout()));
        } else if (killed) {
            // Its record stays: the next run has to know of it.
            node.fail("pid " + node.pid().orElse(0) + " is still there " + seconds(AFTER_KILL) + " after SIGKILL");
        } else {
            killed = true;
            node.report(Notice.KILLING, "it did not stop within " + seconds(policy().timeout()));
            killNow();
            node.arm(Timer.Kind.KILL, AFTER_KILL);
        }
    }

    void groupEmptied() {
        if (node.is(NodeState.STOPPING)) {
            node.cancel(Timer.Kind.KILL);
            onEnded.run();
        } else if (node.is(NodeState.FAILED) && node.pid().isPresent()) {
            node.gone(); // it outlived SIGKILL, for a while
        }
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
