package network.ara.up.runtime;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import network.ara.up.model.ProvidedFunction;
import network.ara.up.wire.CallMemory;
import network.ara.up.wire.IncMessage.Call;
import network.ara.up.wire.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A call that was taken, until it is answered: when it has an outcome, and nothing of the work for it is left.
 *
 * <p>Thread: any.
 */
final class ProvidedCall {

    final Call call;
    final ProvidedFunction function;
    final Arguments arguments;

    /** When it was taken. */
    final long nanos = System.nanoTime();

    /** Completed by the work, or by who ends the work early. */
    final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** Completed when nothing of the work is left. */
    final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

    ProvidedCall(Call call, ProvidedFunction function, Arguments arguments) {
        this.call = call;
        this.function = function;
        this.arguments = arguments;
    }

    Optional<CallMemory.Key> key() {
        return CallMemory.Key.of(call);
    }

    /** What it is to be answered, once it is. */
    CompletableFuture<Outcome> answer() {
        return outcome.thenCombine(over, (value, nothing) -> value);
    }

    /** Answered now, whatever is left of the work. */
    void abandon(Outcome why) {
        outcome.complete(why);
        over.complete(null);
    }
}
