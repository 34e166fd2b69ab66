package network.ara.up.runtime;

import network.ara.up.core.Effect;
import network.ara.up.core.Snapshot;

/** Is told what the loop does. Called on the loop's thread: it must not block. */
public interface LoopListener {

    void report(Effect.Report report);

    /** All nodes have come to rest for the first time. */
    default void settled(Snapshot snapshot) {}
}
