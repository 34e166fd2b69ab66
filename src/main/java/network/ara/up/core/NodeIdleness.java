package network.ara.up.core;

import java.time.Duration;
import network.ara.up.core.Effect.Notice;

/** Whether one node that a call boots is wanted, and when it rests again because nobody calls it. */
final class NodeIdleness {

    private final NodeStatus node;
    private final NodeStopping stopping;
    private final NodeEnding ending;

    /** Whether somebody wants it: an order, a call, or an earlier run. */
    private boolean called;
    /** Whether a look is open: it is being found out if it has anything to do. */
    private boolean isLookedAt;
    /** The incarnation that the last look began with; 0 where it was called since, or was not up. */
    private int askedAbout;
    /** Whether it has nothing to do, and is to be stopped now unless somebody needs it. */
    private boolean idle;

    NodeIdleness(NodeStatus node, NodeStopping stopping, NodeEnding ending) {
        this.node = node;
        this.stopping = stopping;
        this.ending = ending;
    }

    /** Whether it is to run of itself: nobody has to need it. */
    boolean isWanted() {
        return !node.spec().isOnCall() || called;
    }

    void wanted() {
        called = true;
        askedAbout = 0;
    }

    void timeToLook() {
        if (node.isUp() && node.spec().lifecycle().idle().isPresent()) {
            beginLook();
            node.order(new Effect.LookWhetherIdle(node.name(), node.generation()));
        }
    }

    /** From now on it counts whether it is called; one look at a time, or a call during the first would be forgotten. */
    void beginLook() {
        if (!isLookedAt) {
            isLookedAt = true;
            askedAbout = node.isUp() ? node.generation() : 0;
        }
    }

    /** Whether it was called, or came up, since the last look began. */
    boolean isCalledSince() {
        return askedAbout != node.generation();
    }

    void looked(Event.IdleLooked event) {
        isLookedAt = false;
        if (!node.isUp()) {
            return;
        }
        if (event.restMillis() > 0) {
            node.arm(Timer.Kind.IDLE, Duration.ofMillis(event.restMillis()));
        } else {
            idle = true;
            node.changed();
        }
    }

    /** Whether it is to stop unless somebody needs it. */
    boolean isIdle() {
        return idle && node.isUp();
    }

    /** It has nothing to do: until the next call. */
    void stop() {
        Duration time = node.spec().lifecycle().idle().orElse(Duration.ZERO);
        idle = false;
        called = false;
        node.report(Notice.IDLE, "no call for " + time.toSeconds() + " s; the next one boots it again");
        ending.pause();
        stopping.begin("");
    }

    /** Somebody needs it, or another instance of its name, after all. */
    void goOn() {
        isLookedAt = false;
        idle = false;
        node.spec().lifecycle().idle().filter(time -> node.isUp()).ifPresent(time -> node.arm(Timer.Kind.IDLE, time));
    }
}
