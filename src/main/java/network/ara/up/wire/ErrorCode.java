package network.ara.up.wire;

import java.util.Arrays;
import java.util.Optional;

/** Why a call has no value: JSON-RPC 2.0's codes and the project's own, see {@code docs/protocol.md}. */
public enum ErrorCode {
    NO_SUCH_FUNCTION(-32601),
    BAD_PARAMETERS(-32602),
    /** The function ran and threw. */
    THREW(-32603),
    /** Nobody is there to take the call: it did not run. */
    NOT_RUNNING(-32001),
    /** No answer before the deadline: it may have run. */
    TIMED_OUT(-32002),
    /** Forbidden by policy: it did not run. */
    REFUSED(-32003),
    CANCELLED(-32004),
    /** The callee's queue is full: it did not run. */
    OVERLOADED(-32005),
    /** The bus was lost after the call was delivered: it may have run. */
    OUTCOME_UNKNOWN(-32006);

    private final int code;

    ErrorCode(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** Empty for a code that a function chose itself. */
    public static Optional<ErrorCode> of(int code) {
        return Arrays.stream(values()).filter(known -> known.code == code).findFirst();
    }
}
