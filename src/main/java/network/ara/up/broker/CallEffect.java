package network.ara.up.broker;

import java.util.List;
import network.ara.up.wire.ErrorCode;

/** What the call table orders. A message that came in goes no further unless {@link Pass} or {@link Deliver} says so. */
sealed interface CallEffect {

    /** The message that came in goes on as if there were no broker. */
    record Pass() implements CallEffect {}

    /**
     * A call goes to an instance of its callee.
     *
     * @param mailbox where that instance sits
     * @param instance 0 for all that are there
     * @param arrived whether it is the message that came in just now
     * @param text of one that was held, else empty
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares effects by their bytes
    record Deliver(OpenCall call, Object mailbox, long instance, boolean arrived, byte[] text) implements CallEffect {}

    /** A cancel goes to the instance that runs the call. */
    record DeliverCancel(OpenCall call, Object mailbox, long instance) implements CallEffect {}

    /**
     * A call ends without its callee.
     *
     * @param callee the name that was called
     * @param to the only instance that may hear it: one whose claim is false is not to end another's call; 0 for all
     * @param cycle calls that wait for each other; empty for none
     */
    record Answer(CallKey key, long to, String callee, ErrorCode code, String message, List<String> cycle)
            implements CallEffect {}

    /** See {@link BrokerListener#wanted}. */
    record Wanted(String node) implements CallEffect {}

    /** See {@link BrokerListener#called}. */
    record Called(String node) implements CallEffect {}

    /** See {@link BrokerListener#refused}. */
    record Refused(CallerIdentity caller, String node, String function, String reason) implements CallEffect {}

    /** See {@link BrokerListener#noticed}. */
    record Noticed(String node, String what) implements CallEffect {}

    CallEffect PASS = new Pass();
}
