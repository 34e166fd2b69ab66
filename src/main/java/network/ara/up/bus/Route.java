package network.ara.up.bus;

import io.netty.buffer.ByteBuf;

/**
 * Where the messages of a connected cast go: to the members here, or to the leader.
 *
 * <p>Thread: the loop's.
 */
interface Route {

    /**
     * Sends to all others.
     *
     * @param message the payload, with {@link Frames#MAX_HEADER} bytes of room in front; taken over
     */
    void send(LocalCast from, ByteBuf message);

    /** The cast leaves. What it sent is sent. */
    void leave(LocalCast cast);

    /** Whether what is sent has a chance to arrive. */
    boolean isOpen();

    /** Whether so much waits already that nothing should be added. Any thread. */
    boolean isCongested();
}
