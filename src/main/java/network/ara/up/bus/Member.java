package network.ara.up.bus;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A connection in one namespace, as its leader sees it, or a cast of the leader itself. Two connections of one process are two
 * members.
 *
 * <p>Thread: the bus's.
 */
public interface Member {

    /** The namespace that it joined: a String in INC, any value elsewhere. */
    Object namespace();

    /** As whom it introduced itself: a claim. */
    Peer peer();

    /** The process that holds the other end, by the kernel's word. Empty where the kernel does not tell. */
    OptionalLong process();

    /** The web origin of a browser page; empty for a program. */
    Optional<String> origin();

    /** Whether it only listens and speaks there, and is no node of that name. */
    boolean isVisitor();
}
