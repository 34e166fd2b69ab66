package network.ara.up.web;

import java.util.LinkedHashMap;
import java.util.Map;
import network.ara.up.inc.IncException;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with.
 *
 * @param status of HTTP
 * @param body a JSON text
 * @param closes whether the connection ends with it: what follows on it can't be trusted to be a request
 */
record Answer(int status, String body, boolean closes) {

    private static final int MALFORMED = 400;
    private static final int FAILED = 500;

    static Answer value(@Nullable Object value) {
        return new Answer(200, Json.text(value), false);
    }

    /** The request is at fault, and was not made a call: its code is the status. */
    static Answer objection(int status, String message) {
        return error(status, status, message, null, true);
    }

    /** Parameters that are none: the request was read whole, and the next may follow. */
    static Answer badParameters(String message) {
        return error(MALFORMED, ErrorCode.BAD_PARAMETERS.code(), message, null, false);
    }

    static Answer overloaded(int calls) {
        return error(
                429,
                ErrorCode.OVERLOADED.code(),
                "the gateway has " + calls + " calls running already: try again later",
                null,
                false);
    }

    /** A call that ended without a value. */
    static Answer failure(Throwable failure) {
        if (failure instanceof IncException e) {
            int status = e.errorCode().map(Answer::status).orElse(FAILED);
            return error(status, e.code(), String.valueOf(e.getMessage()), e.data(), false);
        }
        return error(FAILED, ErrorCode.THREW.code(), "the call can't be made: " + failure, null, false);
    }

    private static int status(ErrorCode code) {
        return switch (code) {
            case NO_SUCH_FUNCTION, NOT_RUNNING -> 404;
            case BAD_PARAMETERS -> MALFORMED;
            case THREW -> FAILED;
            case TIMED_OUT -> 504;
            case REFUSED -> 403;
            case CANCELLED -> 503;
            case OVERLOADED -> 429;
            case OUTCOME_UNKNOWN -> 502;
        };
    }

    private static Answer error(int status, int code, String message, @Nullable Object data, boolean closes) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("code", code);
        body.put("message", message);
        if (data != null) {
            body.put("data", data);
        }
        return new Answer(status, Json.text(body), closes);
    }
}
