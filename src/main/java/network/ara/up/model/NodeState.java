package network.ara.up.model;

import java.util.Locale;

/** The states of a node, in the words that users see everywhere (cli.md). */
public enum NodeState {
    /** Not running, and nothing has been decided about it yet. */
    ABSENT,
    /** To be booted, and held back by a node that it depends on, or by another launcher that is booting it. */
    WAITING,
    /** Ordered to start; its process is not known yet. */
    STARTING,
    /** Its process runs, and its probes have not all passed. */
    STARTED,
    /** It answered. */
    READY,
    /** It answered once and does not now. */
    UNREADY,
    /** Its process ended; the next start waits for a timer. */
    BACKOFF,
    /** Asked to stop, and its group is not empty yet. */
    STOPPING,
    /** Ended because it was asked to. */
    STOPPED,
    /** Ended by itself, with success, and not to be restarted. */
    COMPLETED,
    /** It could not be started, did not become ready, or was restarted too often. */
    FAILED,
    /** Not started, because a node that it requires can't become ready. */
    SKIPPED,
    /** It runs and answers, and ara-up did not start it. */
    EXTERNAL;

    /** The word that users see. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
