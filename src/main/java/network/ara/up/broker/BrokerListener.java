package network.ara.up.broker;

/** What a broker tells its supervisor. Thread: the bus's; it must not block. */
public interface BrokerListener {

    /** A call is held for this node, which is to be booted. Told again while calls come and the node is {@code ON_CALL}. */
    void wanted(String node);

    /** A call was given to the node: it is not idle. */
    void called(String node);

    /**
     * For the audit: a call was not let through.
     *
     * @param caller who called, see {@link CallerIdentity}
     * @param reason in words, for people
     */
    void refused(CallerIdentity caller, String node, String function, String reason);

    /** Something about a node that people want to know: two processes answer to its name, calls wait in a circle. */
    void noticed(String node, String what);
}
