package network.ara.up.model;

import java.util.Locale;

/**
 * The states of a node, in the words that users see everywhere (cli.md).
 *
 * <p>What each fact does in each state, as a test writes it here from the core itself; a fact that is not listed for a
 * state changes nothing in it. The node is one that speaks INC and requires another, which is ready in all states but
 * {@code waiting} (it has only started) and {@code skipped} (it failed).
 *
 * <pre>
 * absent    PongHeard 2 true           -> external  CancelTimer CancelTimer Report Watch
 * absent    MailboxLooked false        -> starting  CancelTimer CancelTimer Spawn
 * absent    RecordRead 2               -> started   CancelTimer CancelTimer Report Watch AwaitReady ArmTimer
 * absent    DoneBefore                 -> completed CancelTimer CancelTimer Report
 * absent    ProbeAnswered true         -> external  CancelTimer CancelTimer Report ArmTimer
 * absent    TimerFired CENSUS          -> starting  CancelTimer CancelTimer Spawn
 * absent    TimerFired LOOK_AGAIN      -> absent    ReadRecord LookIntoMailbox ArmTimer SendPing
 * absent    StopOrdered                -> absent    CancelTimer CancelTimer ReadRecord
 * absent    StopRequested OWNED        -> stopped   CancelTimer CancelTimer
 * absent    StopRequested PROJECT      -> absent    CancelTimer CancelTimer ReadRecord
 * on-call   PongHeard 2 true           -> external  Report Watch
 * on-call   StartOrdered               -> absent    ReadRecord LookIntoMailbox ArmTimer SendPing
 * on-call   StopOrdered                -> stopped   CancelTimer
 * on-call   RestartOrdered             -> absent    ReadRecord LookIntoMailbox ArmTimer SendPing
 * on-call   StopRequested OWNED        -> stopped   CancelTimer
 * on-call   StopRequested PROJECT      -> stopped   CancelTimer
 * waiting   PongHeard 2 true           -> external  Report Watch
 * waiting   StopOrdered                -> stopped   CancelTimer
 * waiting   StopRequested OWNED        -> stopped   CancelTimer
 * waiting   StopRequested PROJECT      -> stopped   CancelTimer
 * starting  ProcessSpawned 2           -> started   Report AwaitReady ArmTimer
 * starting  SpawnFailed reason         -> failed    Report EndStart
 * starting  BootedElsewhere            -> absent    Report ArmTimer
 * starting  ProcessExited 0            -> completed CancelTimer EndStart Report Forget
 * starting  ProcessExited 1            -> backoff   CancelTimer EndStart Report Forget Report ArmTimer
 * starting  StopOrdered                -> stopping  CancelTimer EndStart
 * starting  RestartOrdered             -> stopping  CancelTimer EndStart
 * starting  StopRequested OWNED        -> stopping  CancelTimer EndStart
 * starting  StopRequested PROJECT      -> stopping  CancelTimer EndStart
 * started   ProbesPassed               -> ready     CancelTimer Report EndStart WatchAlive
 * started   ProcessExited 0            -> completed CancelTimer EndStart Report Signal Forget
 * started   ProcessExited 1            -> backoff   CancelTimer EndStart Report Signal Forget Report ArmTimer
 * started   TimerFired READY           -> stopping  CancelTimer EndStart Report Signal AwaitEmptyGroup ArmTimer
 * started   StopOrdered                -> stopping  CancelTimer EndStart Report Signal AwaitEmptyGroup ArmTimer
 * started   RestartOrdered             -> stopping  CancelTimer EndStart Report Signal AwaitEmptyGroup ArmTimer
 * started   StopRequested OWNED        -> stopping  CancelTimer EndStart Report Signal AwaitEmptyGroup ArmTimer
 * started   StopRequested PROJECT      -> stopping  CancelTimer EndStart Report Signal AwaitEmptyGroup ArmTimer
 * ready     AliveChanged false silence -> unready   Report
 * ready     ProcessExited 0            -> completed CancelTimer EndStart Report Signal Forget
 * ready     ProcessExited 1            -> backoff   CancelTimer EndStart Report Signal Forget Report ArmTimer
 * ready     StopOrdered                -> stopping  CancelTimer EndStart Report Signal AwaitEmptyGroup ArmTimer
 * ready     RestartOrdered             -> stopping  CancelTimer EndStart Report Signal AwaitEmptyGroup ArmTimer
 * ready     StopRequested OWNED        -> stopping  CancelTimer EndStart Report Signal AwaitEmptyGroup ArmTimer
 * ready     StopRequested PROJECT      -> stopping  CancelTimer EndStart Report Signal AwaitEmptyGroup ArmTimer
 * unready   ProbesPassed               -> ready     CancelTimer Report EndStart WatchAlive
 * unready   AliveChanged true          -> ready     Report
 * unready   ProcessExited 0            -> completed CancelTimer EndStart Report Signal Forget
 * unready   ProcessExited 1            -> backoff   CancelTimer EndStart Report Signal Forget Report ArmTimer
 * unready   StopOrdered                -> stopping  CancelTimer EndStart Report Signal AwaitEmptyGroup ArmTimer
 * unready   RestartOrdered             -> stopping  CancelTimer EndStart Report Signal AwaitEmptyGroup ArmTimer
 * unready   StopRequested OWNED        -> stopping  CancelTimer EndStart Report Signal AwaitEmptyGroup ArmTimer
 * unready   StopRequested PROJECT      -> stopping  CancelTimer EndStart Report Signal AwaitEmptyGroup ArmTimer
 * backoff   TimerFired BACKOFF         -> starting  Spawn
 * backoff   StartOrdered               -> starting  CancelTimer Spawn
 * backoff   StopOrdered                -> stopped   CancelTimer
 * backoff   RestartOrdered             -> starting  CancelTimer Spawn
 * backoff   StopRequested OWNED        -> stopped   CancelTimer
 * backoff   StopRequested PROJECT      -> stopped   CancelTimer
 * stopping  ProcessSpawned 2           -> stopping  EndStart Report Signal AwaitEmptyGroup ArmTimer
 * stopping  SpawnFailed reason         -> stopped   Forget Report
 * stopping  BootedElsewhere            -> stopped   Forget Report
 * stopping  GroupEmptied               -> stopped   CancelTimer Forget Report
 * stopping  TimerFired KILL            -> stopping  Report Signal ArmTimer
 * stopping  StopForced                 -> stopping  Signal
 * stopped   StartOrdered               -> absent    Forget ReadRecord LookIntoMailbox ArmTimer SendPing
 * stopped   RestartOrdered             -> absent    Forget ReadRecord LookIntoMailbox ArmTimer SendPing
 * completed StartOrdered               -> absent    Forget ReadRecord LookIntoMailbox ArmTimer SendPing
 * completed RestartOrdered             -> absent    Forget ReadRecord LookIntoMailbox ArmTimer SendPing
 * failed    StartOrdered               -> absent    Forget ReadRecord LookIntoMailbox ArmTimer SendPing
 * failed    RestartOrdered             -> absent    Forget ReadRecord LookIntoMailbox ArmTimer SendPing
 * external  ProcessExited 0            -> absent    Report ArmTimer
 * external  ProcessExited 1            -> absent    Report ArmTimer
 * external  StopOrdered                -> stopping  CancelTimer EndStart Report Signal AwaitEmptyGroup ArmTimer
 * </pre>
 */
public enum NodeState {
    /** Not running, and nothing has been decided about it yet. */
    ABSENT,
    /** Not running, and nobody needs it: the first call to it boots it. */
    ON_CALL,
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

    /** Whether it has, or is about to have, a process that a stop must end. */
    public boolean isRunning() {
        return switch (this) {
            case STARTING, STARTED, READY, UNREADY, STOPPING -> true;
            default -> false;
        };
    }

    /** Whether it runs no more, and nothing happens to it by itself. */
    public boolean hasEnded() {
        return switch (this) {
            case STOPPED, COMPLETED, FAILED, SKIPPED -> true;
            default -> false;
        };
    }

    /** Whether nothing is under way that would change it by itself. */
    public boolean isSettled() {
        return hasEnded() || this == ON_CALL || this == READY || this == UNREADY || this == EXTERNAL;
    }

    /** The word that users see. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
