package network.ara.up.bus;

import io.netty.buffer.ByteBuf;
import java.util.function.BooleanSupplier;

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

    /**
     * Sends on the caller's thread, where nothing is on its way that would come later so; the message is taken over then.
     * False: nothing was done. Any thread.
     *
     * @param isNext asked once it is this thread's turn: whether all that was emitted before was given to {@link #send}
     */
    default boolean sendAtOnce(ByteBuf message, BooleanSupplier isNext) {
        return false;
    }

    /** The cast leaves. What it sent is sent. */
    void leave(LocalCast cast);

    /** Whether what is sent has a chance to arrive. */
    boolean isOpen();

    /** Whether so much waits already that nothing should be added. Any thread. */
    boolean isCongested();
}
