package network.ara.up.bus;

import java.util.Set;
import java.util.function.Supplier;
import network.ara.up.wire.Envelope;

/**
 * Decides which calls and results pass, while this process leads, those of its own casts among them. Everything else passes
 * unasked, and so does what the gate itself sends.
 *
 * <p>Thread: the bus's, always; it must not block.
 */
public interface Gate {

    /** What becomes of a message. */
    sealed interface Verdict {

        /** To all others of its namespace, as without a gate. */
        record Pass() implements Verdict {}

        /** The gate has it: it delivers it later, or answers it. */
        record Keep() implements Verdict {}

        /** To all others of its namespace but these: other instances of the node, that is. */
        record PassExcept(Set<Member> members) implements Verdict {
            public PassExcept {
                members = Set.copyOf(members);
            }
        }

        Verdict PASS = new Pass();
        Verdict KEEP = new Keep();
    }

    /** This process leads from now on. */
    void leading(Switchboard switchboard);

    /** It does not lead any more, or the bus is closed: nobody is in any namespace of its. */
    void following();

    /** Somebody is in a namespace from now on. */
    void joined(Member member);

    /** And is not any more. */
    void left(Member member);

    /**
     * A call, result or cancel came in, in {@code from}'s namespace. If this fails the message does not pass.
     *
     * @param text the whole message, copied when it is asked for; only until this returns
     */
    Verdict judge(Member from, Envelope envelope, Supplier<byte[]> text);
}
