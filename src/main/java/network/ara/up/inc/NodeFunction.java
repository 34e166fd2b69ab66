package network.ara.up.inc;

import org.jspecify.annotations.Nullable;

/** What a node offers to others under a name. */
@FunctionalInterface
public interface NodeFunction {

    /**
     * Runs on a thread of the node's own pool, which it may block.
     *
     * @return a JSON value as {@link network.ara.up.wire.Json} has them, or a {@link java.util.concurrent.CompletionStage} of one
     * @throws Exception an {@link IncException} is the call's error as it stands; any other becomes -32603 with its
     *     message, and is logged where it was thrown
     */
    @Nullable
    Object call(Parameters parameters, Caller caller) throws Exception;
}
