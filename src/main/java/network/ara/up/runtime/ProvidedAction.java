package network.ara.up.runtime;

import java.util.concurrent.CompletableFuture;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.ProvidedFunction;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.Json;
import network.ara.up.wire.Outcome;

/** How calls of one kind of provided function are done. */
interface ProvidedAction {

    /** Longer outputs and bodies are no results. */
    int MOST_BYTES = 1 << 20;

    /**
     * Begins the work, and ends it early when {@code outcome} is completed by somebody else.
     *
     * <p>Errors: {@link CallRefused} when nothing was done.
     *
     * <p>Thread: one that may block.
     *
     * @param outcome completed with what comes of it
     * @return completes when nothing of the work is left
     */
    CompletableFuture<?> perform(
            NodeSpec spec, ProvidedFunction function, Arguments arguments, CompletableFuture<Outcome> outcome)
            throws CallRefused;

    static Outcome threw(String message) {
        return Outcome.failed(ErrorCode.THREW, message);
    }

    static Outcome tooLong() {
        return threw("its result is longer than " + MOST_BYTES + " bytes");
    }

    /** What the text says. {@code json} tells whether it may be JSON. */
    static Outcome read(String text, ProvidedFunction.Reading reading, boolean json) {
        if (reading == ProvidedFunction.Reading.TEXT || !(json || reading == ProvidedFunction.Reading.JSON)) {
            return new Outcome.Returned(text);
        }
        try {
            return new Outcome.Returned(Json.parse(text));
        } catch (IllegalArgumentException e) {
            return reading == ProvidedFunction.Reading.JSON
                    ? threw("its result is " + e.getMessage())
                    : new Outcome.Returned(text);
        }
    }
}
