package network.ara.up.inc;

import java.util.OptionalLong;
import network.ara.up.wire.IncMessage.Pong;

/** Told of nodes that come and go. Thread: one of its own, which it may block. */
public interface NodeListener {

    /** A node is on the bus: one that came, or one that was there before. Once for each process of a node. */
    default void up(Pong pong) {}

    /**
     * It is not any more: it said so, its process ended (noticed within a second), or, where the kernel can't tell, it did not
     * answer for 5 s.
     */
    default void down(String name, OptionalLong pid) {}
}
