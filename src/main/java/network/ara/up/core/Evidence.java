package network.ara.up.core;

import java.util.OptionalLong;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import org.jspecify.annotations.Nullable;

/**
 * What has been learnt about a node that may be running already, and what follows from it. A node is found by asking it;
 * what is remembered of an earlier run only says whose it is, and finds those that can't be asked.
 */
final class Evidence {

    /** What the evidence says. */
    enum Verdict {
        /** Not enough has been heard. */
        OPEN,
        ABSENT,
        /** It answers, and no run of this project started it. */
        EXTERNAL,
        /** Exactly the process that an earlier run started is still there. */
        OURS
    }

    private final boolean speaksInc;
    private final boolean canBeProbed;

    private @Nullable OptionalLong recorded;
    private @Nullable OptionalLong answered;
    private @Nullable Boolean occupied;
    private @Nullable Boolean probed;
    private boolean starting;
    private boolean timeIsUp;

    /**
     * A task is nobody's to find: what somebody else does is not this project's work done. Nor is one of several instances:
     * whoever answers in their name may be any of them, or none.
     */
    Evidence(NodeSpec spec) {
        boolean isToBeFound = !spec.isTask() && !spec.isInstance();
        speaksInc = isToBeFound && spec.ready().speaksInc();
        canBeProbed =
                isToBeFound && !speaksInc && spec.ready().probes().stream().anyMatch(Evidence::needsNoProcess);
    }

    private static boolean needsNoProcess(Probe probe) {
        return probe instanceof Probe.Tcp || probe instanceof Probe.Http || probe instanceof Probe.Exec;
    }

    boolean speaksInc() {
        return speaksInc;
    }

    boolean canBeProbed() {
        return canBeProbed;
    }

    void add(Event.PongHeard event) {
        if (event.ready()) {
            answered = event.pid();
        } else {
            starting = true;
        }
    }

    /** Whether somebody said that it is starting, and not yet that it is ready: nothing is booted beside it. */
    boolean somebodyStarts() {
        return starting && answered == null;
    }

    void add(Event.MailboxLooked event) {
        occupied = event.occupied();
    }

    void add(Event.RecordRead event) {
        recorded = event.pid();
    }

    void add(Event.ProbeAnswered event) {
        probed = event.passed();
    }

    void timeIsUp() {
        timeIsUp = true;
    }

    /** Whether somebody sits in the mailbox and said nothing in time (INC §2: it is not counted). */
    boolean isOccupiedButSilent() {
        return Boolean.TRUE.equals(occupied) && answered == null;
    }

    /** The process to watch, where it is known. */
    OptionalLong pid() {
        if (recorded != null && recorded.isPresent()) {
            return recorded;
        }
        return answered != null ? answered : OptionalLong.empty();
    }

    /** Whether a run of this project started it: all that a stop needs to know. */
    Verdict verdictOfRecord() {
        if (recorded == null) {
            return Verdict.OPEN;
        }
        return recorded.isPresent() ? Verdict.OURS : Verdict.ABSENT;
    }

    Verdict verdict() {
        Verdict ofRecord = verdictOfRecord();
        if (ofRecord != Verdict.ABSENT) {
            return ofRecord;
        }
        if (answered != null || Boolean.TRUE.equals(probed)) {
            return Verdict.EXTERNAL;
        }
        if (somebodyStarts()) {
            return Verdict.OPEN;
        }
        boolean mayStillAnswer = speaksInc ? !Boolean.FALSE.equals(occupied) : canBeProbed && probed == null;
        return mayStillAnswer && !timeIsUp ? Verdict.OPEN : Verdict.ABSENT;
    }
}
