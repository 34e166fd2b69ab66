package network.ara.up.bus;

/**
 * Who listens in one namespace.
 *
 * <p>Thread: all methods are called on the bus's loop thread. They must not block it; what they throw is logged.
 */
public interface CastListener {

    /** A message of another member: the text of a JSON array, the listener's own copy. Peer events are not among them. */
    void message(byte[] json);

    /** Another member is in the namespace, be it since before this one. Nobody tells when one leaves. */
    default void peer(Peer peer) {}

    /** The namespace was joined: for the first time, or again after an election. */
    default void connected() {}

    /** The leader is gone. What is emitted from now on waits until {@link #connected}. */
    default void disconnected() {}
}
