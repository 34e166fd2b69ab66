package network.ara.up.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.StopPolicy;
import network.ara.up.process.ExitStatus;
import network.ara.up.process.LaunchException;
import network.ara.up.wire.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Asks nodes to stop in their own ways.
 *
 * @param asker empty where nobody can be called
 */
record StopRequests(Errands errands, Optional<Asker> asker) {

    /** Completes with why the node was not asked, or refused; with an empty text where all went well. */
    CompletableFuture<String> perform(NodeSpec spec, StopPolicy.Request request, long pid) {
        try {
            return ask(spec, request, pid);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture("a fault in ara-up itself: " + e);
        }
    }

    private CompletableFuture<String> ask(NodeSpec spec, StopPolicy.Request request, long pid) {
        Duration time = spec.stop().timeout();
        if (request instanceof StopPolicy.Command command) {
            return run(spec, command, pid);
        } else if (request instanceof StopPolicy.Call call && asker.isPresent()) {
            return asker.get()
                    .call(spec.name(), call.call(), time)
                    .handle((outcome, failure) -> ofCall(call, outcome, failure));
        }
        return CompletableFuture.completedFuture("it can't be called without the bus");
    }

    private CompletableFuture<String> run(NodeSpec spec, StopPolicy.Command command, long pid) {
        try {
            return errands.run(
                            spec,
                            command.argv(),
                            Map.of("ARA_UP_PID", String.valueOf(pid)),
                            spec.stop().timeout())
                    .handle(StopRequests::ofCommand);
        } catch (LaunchException e) {
            return CompletableFuture.completedFuture("its stop command can't be run: " + e.reason());
        }
    }

    private static String ofCommand(@Nullable ExitStatus status, @Nullable Throwable failure) {
        if (status == null) {
            return "its stop command did not end in time";
        }
        return status.isSuccess() ? "" : "its stop command ended with " + status;
    }

    private static String ofCall(StopPolicy.Call call, @Nullable Outcome outcome, @Nullable Throwable failure) {
        String function = "'" + call.call().function() + "'";
        if (outcome instanceof Outcome.Failed failed) {
            return function + " failed: " + failed.message();
        } else if (outcome != null) {
            return "";
        }
        return function + " did not answer in time"
                + (failure instanceof TimeoutException || failure == null ? "" : " (" + failure.getMessage() + ")");
    }
}
