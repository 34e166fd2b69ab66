package network.ara.up.wire;

import org.jspecify.annotations.Nullable;

/** How a call ended. */
public sealed interface Outcome {

    /**
     * The function ran and returned.
     *
     * @param value a JSON value as {@link Json} has them
     */
    record Returned(@Nullable Object value) implements Outcome {}

    /**
     * It has no value: it threw, or it was not run, or nobody knows.
     *
     * @param code one of {@link ErrorCode}'s, or the function's own
     * @param message for people
     * @param data a JSON value, null when there is none
     */
    record Failed(int code, String message, @Nullable Object data) implements Outcome {}

    static Outcome failed(ErrorCode code, String message) {
        return new Failed(code.code(), message, null);
    }
}
