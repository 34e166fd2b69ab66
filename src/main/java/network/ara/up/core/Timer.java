package network.ara.up.core;

import network.ara.up.model.NodeName;

/**
 * One wait of one node. Arming a timer that is armed already replaces it.
 *
 * @param generation of the node when it was armed: a timer of an earlier generation is ignored when it fires
 */
public record Timer(NodeName node, Kind kind, int generation) {

    public enum Kind {
        /** The time that a node has to answer whether it runs already. */
        CENSUS,
        /** The time that a started process has to become ready. */
        READY,
        /** The pause before a restart. */
        BACKOFF,
        /** The pause before a node that another launcher boots, or that went away, is looked for again. */
        LOOK_AGAIN,
        /** The time that a stopping group has before SIGKILL. */
        KILL,
        /** The time without a call after which a node that a call boots is stopped. */
        IDLE
    }
}
