package network.ara.up.broker;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * What happens to the call table.
 *
 * <p>An instance of a node is a number: the session id of its process where the supervisor knows it, the process id where
 * only the kernel does, a negative number of a single connection where nobody does, 0 for none or any.
 */
sealed interface CallEvent {

    /**
     * A call came in.
     *
     * @param key empty for one that wants no answer
     * @param caller who calls, for policy
     * @param flaw why the claim is false; empty where it is not
     * @param source what the rate is counted by: of a caller that is known its name, else its process or connection
     * @param mailbox the namespace that it was sent into
     * @param only the instance that it says it is for, whether or not there is such a one; empty for whichever
     * @param again whether it says that it was sent before, and must not run twice
     * @param from the instance that its process is of
     * @param speaker the instance that its connection counts as in there if it has no other; 0 for none
     * @param text the message, copied when it is asked for
     */
    record CallArrived(
            Optional<CallKey> key,
            CallerIdentity caller,
            String flaw,
            Object source,
            Object mailbox,
            Optional<Long> only,
            boolean again,
            String function,
            Optional<Duration> deadline,
            long from,
            long speaker,
            Supplier<byte[]> text)
            implements CallEvent {

        CallArrived with(Optional<Duration> newDeadline, Supplier<byte[]> newText) {
            return new CallArrived(
                    key, caller, flaw, source, mailbox, only, again, function, newDeadline, from, speaker, newText);
        }
    }

    /** A result came in, from a process that is of this instance. */
    record ResultArrived(CallKey key, long instance, OptionalInt error) implements CallEvent {}

    /** A caller does not wait any more. */
    record CancelArrived(CallKey key) implements CallEvent {}

    /** The supervisor knows something new. */
    record Published(Routes routes) implements CallEvent {}

    /** Somebody who is no visitor sits in a mailbox, be it as one of several of this instance. */
    record Came(Object mailbox, long instance) implements CallEvent {}

    /** The last of an instance left a mailbox: it may come back, if its process lives. */
    record Left(Object mailbox, long instance) implements CallEvent {}

    /** The process of an instance that left is dead. */
    record Died(Object mailbox, long instance) implements CallEvent {}

    /** An instance answered a ping by the name of this mailbox. */
    record Ponged(Object mailbox, long instance) implements CallEvent {}

    /** Time went by. */
    record Ticked() implements CallEvent {}
}
