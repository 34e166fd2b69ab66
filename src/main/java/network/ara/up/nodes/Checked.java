package network.ara.up.nodes;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import network.ara.up.inc.Caller;
import network.ara.up.inc.IncException;
import network.ara.up.inc.NodeFunction;
import network.ara.up.inc.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * A function whose {@link IllegalArgumentException}s, thrown or in its stage, become "bad parameters": the engines know
 * nothing of INC.
 */
final class Checked implements NodeFunction {

    /** Of JSON-RPC 2.0: invalid params. */
    private static final int BAD_PARAMETERS = -32602;

    private final NodeFunction function;

    Checked(NodeFunction function) {
        this.function = function;
    }

    @Override
    public @Nullable Object call(Parameters parameters, Caller caller) throws Exception {
        try {
            Object result = function.call(parameters, caller);
            return result instanceof CompletionStage<?> stage ? stage.handle(Checked::result) : result;
        } catch (IllegalArgumentException e) {
            throw badParameters(e);
        }
    }

    private static @Nullable Object result(@Nullable Object value, @Nullable Throwable error) {
        if (error == null) {
            return value;
        }
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof IllegalArgumentException bad) {
            throw badParameters(bad);
        }
        throw new CompletionException(cause);
    }

    private static IncException badParameters(IllegalArgumentException cause) {
        return new IncException(BAD_PARAMETERS, String.valueOf(cause.getMessage()), null);
    }
}
