package network.ara.up.bus;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * This process's membership in one namespace. Nothing confirms that a message arrived; messages of one sender arrive in
 * order, and none twice.
 *
 * <p>Thread: any.
 */
public interface Cast extends AutoCloseable {

    /**
     * Sends the text of a JSON array to all other members, once the namespace is joined. The array is copied.
     *
     * <p>Errors: {@link IllegalArgumentException} for what JavaScript peers would not survive or take (see {@link
     * network.ara.up.wire.MessageScan}); {@link IllegalStateException} when too much waits already or this is closed.
     */
    void emit(byte[] message);

    /**
     * Completes, on the loop thread, as soon as it is known who else is in the namespace; at once where that is known.
     * After an election it is unknown again, until those who come back have had the time to. It fails with {@link
     * java.util.concurrent.CancellationException} when this is closed first.
     */
    CompletableFuture<List<Peer>> settled();

    /**
     * Who was seen in the namespace; two that said the same of themselves are one. As leader: who is there. As follower:
     * who came since this joined, gone or not.
     */
    List<Peer> peers();

    /** Leaves, after what was emitted. Returns at once. */
    @Override
    void close();
}
