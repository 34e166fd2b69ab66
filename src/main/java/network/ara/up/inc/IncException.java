package network.ara.up.inc;

import java.util.Optional;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.Outcome;
import org.jspecify.annotations.Nullable;

/** Why a call has no value; thrown by a function, it is the call's error as it stands. */
public final class IncException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient @Nullable Object data;
    private final @Nullable String node; // null when no call failed, but a function's author says so

    /** A failure with one of the fixed codes. */
    public IncException(ErrorCode code, String message) {
        this(code.code(), message, null);
    }

    /**
     * A failure with a code of the function's own.
     *
     * @param data a JSON value, null when there is none
     */
    public IncException(int code, String message, @Nullable Object data) {
        this(new Outcome.Failed(code, message, data), null);
    }

    /** A call to this node failed. */
    IncException(Outcome.Failed failure, @Nullable String node) {
        super(failure.message());
        this.code = failure.code();
        this.data = failure.data();
        this.node = node;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** Empty for a code that a function chose itself. */
    public Optional<ErrorCode> errorCode() {
        return ErrorCode.of(code);
    }

    /** A JSON value, null when there is none. */
    public @Nullable Object data() {
        return data;
    }

    /** The node whose call failed. */
    public Optional<String> node() {
        return Optional.ofNullable(node);
    }
}
