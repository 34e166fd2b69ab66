package network.ara.up.inc;

import java.util.Map;
import java.util.concurrent.CompletionException;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.Outcome;

/** What a function threw, as its caller is told. */
final class Failure {

    private Failure() {}

    /** Whether the function said so itself, or what it called did: no fault of the node. */
    static boolean isMeant(Throwable thrown) {
        return cause(thrown) instanceof IncException;
    }

    private static Throwable cause(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    static Outcome of(Throwable thrown) {
        Throwable cause = cause(thrown);
        if (!(cause instanceof IncException failure)) {
            String message = cause.getMessage();
            return Outcome.failed(
                    ErrorCode.THREW, message == null ? cause.getClass().getSimpleName() : message);
        }
        return failure.node()
                .map(node -> ofCallWithin(node, failure))
                .orElseGet(() -> new Outcome.Failed(failure.code(), text(failure), failure.data()));
    }

    /** The code of a call that the function made does not go on: "not running" would then be said of the wrong node. */
    private static Outcome ofCallWithin(String node, IncException failure) {
        return new Outcome.Failed(
                ErrorCode.THREW.code(), node + ": " + text(failure), Map.of("node", node, "code", failure.code()));
    }

    private static String text(IncException failure) {
        String message = failure.getMessage();
        return message == null ? "" : message;
    }
}
