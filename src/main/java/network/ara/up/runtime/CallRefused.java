package network.ara.up.runtime;

import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.Outcome;

/** A call of a provided function that does not run; the message says why. */
final class CallRefused extends Exception {

    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    CallRefused(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** Whether it may run when it is sent again. */
    boolean isForNow() {
        return code == ErrorCode.REFUSED || code == ErrorCode.OVERLOADED;
    }

    Outcome outcome() {
        return Outcome.failed(code, String.valueOf(getMessage()));
    }
}
