package network.ara.up.core;

import java.util.OptionalLong;
import network.ara.up.core.Effect.Notice;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;
import network.ara.up.model.RestartPolicy;

/** How a node comes to answer, and what follows when it does not, or not any more. */
final class NodeStarting {

    private final NodeStatus node;
    private final NodeStopping stopping;
    private final NodeEnding ending;

    NodeStarting(NodeStatus node, NodeStopping stopping, NodeEnding ending) {
        this.node = node;
        this.stopping = stopping;
        this.ending = ending;
    }

    void begin() {
        node.begin(Origin.OWNED, OptionalLong.empty());
        ending.started();
        node.become(NodeState.STARTING, "");
        node.order(new Effect.Spawn(node.name(), node.generation()));
    }

    /** Its process is known. */
    void spawned() {
        if (node.is(NodeState.STARTING)) {
            node.report(Notice.BOOTING, "pid " + pid());
            node.become(NodeState.STARTED, "");
            awaitReady();
        }
    }

    /** Its process was started by an earlier run. */
    void adopted() {
        if (!node.isRetired()) {
            awaitReady();
        }
    }

    private void awaitReady() {
        NodeSpec spec = node.spec();
        if (spec.isTask()) {
            return; // ready is what it has done, not what it does
        } else if (spec.ready().probes().isEmpty()) {
            ready();
        } else {
            node.order(new Effect.AwaitReady(node.name(), node.generation(), pid()));
            node.arm(Timer.Kind.READY, spec.ready().timeout());
        }
    }

    void probesPassed() {
        if (node.is(NodeState.STARTED) || node.is(NodeState.UNREADY)) {
            node.cancel(Timer.Kind.READY);
            ready();
        }
    }

    private void ready() {
        ending.becameReady();
        node.answered();
        if (node.origin() == Origin.OWNED) {
            node.isReadyAfter(node.age());
            node.report(Notice.READY, "after " + node.age().toMillis() + " ms");
        } else {
            node.report(Notice.READY, "it answers");
        }
        node.order(new Effect.EndStart(node.name()));
        node.become(NodeState.READY, "");
        if (!node.spec().alive().probes().isEmpty()) {
            node.order(new Effect.WatchAlive(node.name(), node.generation(), pid()));
        }
        node.spec().lifecycle().idle().ifPresent(time -> node.arm(Timer.Kind.IDLE, time));
    }

    /** What we started is ended for good: its dependents are not left waiting for what did not come (traps.md 1). */
    void timeIsUp() {
        if (node.is(NodeState.STARTED) && node.origin() == Origin.ADOPTED) {
            // It ran before us: silence alone ends nobody (traps.md 22). Its probes go on.
            node.report(Notice.UNREADY, "it runs, and does not answer");
            node.become(NodeState.UNREADY, "it does not answer");
        } else if (node.is(NodeState.STARTED)) {
            stopping.begin(Notice.NOT_READY + " within "
                    + node.spec().ready().timeout().toSeconds() + " s (pid " + pid() + ")");
        }
    }

    void aliveChanged(Event.AliveChanged event) {
        if (event.alive() && node.is(NodeState.UNREADY)) {
            node.report(Notice.READY, "it answers again");
            node.become(NodeState.READY, "");
        } else if (!event.alive() && node.is(NodeState.READY)) {
            node.report(Notice.UNREADY, event.reason());
            node.become(NodeState.UNREADY, event.reason());
            if (isReplacedWhenSilent() && !node.isRetired()) {
                ending.replace();
                stopping.begin(event.reason());
            }
        }
    }

    /** Only where the manifest says how it is to be probed: silence alone ends nobody (traps.md 22). */
    private boolean isReplacedWhenSilent() {
        return node.spec().alive().isExplicit() && node.spec().restart().mode() != RestartPolicy.Mode.NO;
    }

    private long pid() {
        return node.pid().orElse(0);
    }
}
