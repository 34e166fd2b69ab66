package network.ara.up.bus;

import java.util.OptionalLong;

/** What this process is on the bus right now. */
public sealed interface BusRole {

    /** Not connected: nothing was joined yet, or an election is on. */
    record Seeking() implements BusRole {}

    /** It holds the port and relays for everybody. */
    record Leading() implements BusRole {}

    /**
     * Another process leads.
     *
     * @param leaderPid the leader's process id, where the leader tells: npm's doesn't
     */
    record Following(OptionalLong leaderPid) implements BusRole {}
}
