package network.ara.up.core;

/** Whether a node's dependencies let it start, judged by their present states. */
sealed interface Gate {

    record Open() implements Gate {}

    /** Nobody needs it now: a call opens it. */
    record AtRest() implements Gate {}

    /**
     * Not yet.
     *
     * @param waitsFor the first dependency that does not hold, and its state
     */
    record Closed(String waitsFor) implements Gate {}

    /**
     * Never: a required node can't come to the state that is waited for.
     *
     * @param reason the chain of reasons, nearest first
     */
    record Never(String reason) implements Gate {}
}
