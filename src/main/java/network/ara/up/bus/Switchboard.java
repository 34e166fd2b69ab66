package network.ara.up.bus;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a {@link Gate} may do while its process leads. Thread: the bus's.
 */
public interface Switchboard {

    /** Those in a namespace, in order of arrival; the casts of this process last. */
    List<Member> members(Object namespace);

    /** Sends a message to those in a namespace that {@code wanted} accepts. */
    void send(Object namespace, byte[] message, Predicate<Member> wanted);

    /** Runs something later, on the bus's thread; the returned action calls it off. Thread: any. */
    Runnable after(Duration delay, Runnable action);
}
