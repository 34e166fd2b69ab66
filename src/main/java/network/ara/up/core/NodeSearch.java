package network.ara.up.core;

import java.time.Duration;
import java.util.OptionalLong;
import network.ara.up.core.Effect.Notice;
import network.ara.up.model.NodeState;

/**
 * Finds out whether a node runs already, and whose it is; and, for one that somebody else started, whether it still does.
 */
final class NodeSearch {

    /** The RFC's limit (INC §2, "ping"): a pong after it is not counted. */
    private static final Duration CENSUS_TIME = Duration.ofSeconds(5);

    private static final Duration LOOK_AGAIN_TIME = Duration.ofMillis(250);

    /** Nobody tells of the end of a process that is not known: it is asked so often. */
    private static final Duration STILL_THERE_TIME = Duration.ofSeconds(10);

    /** After this time a node that waits is looked for once more before it is booted. */
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final NodeStatus node;
    private final Runnable onAdopted;
    private Evidence evidence;
    private long absentNanos;
    /** Whether it has been said that another launcher boots it: once is enough. */
    private boolean saidElsewhere;

    /** @param onAdopted it has become started, by an earlier run */
    NodeSearch(NodeStatus node, Runnable onAdopted) {
        this.node = node;
        this.onAdopted = onAdopted;
        this.evidence = new Evidence(node.spec());
    }

    void begin() {
        evidence = new Evidence(node.spec());
        node.order(new Effect.ReadRecord(node.name()));
        if (node.isRetired()) {
            return;
        }
        if (evidence.speaksInc()) {
            node.order(new Effect.LookIntoMailbox(node.name()));
            node.ping();
        } else if (evidence.canBeProbed()) {
            node.order(new Effect.ProbeOnce(node.name()));
        }
        node.arm(Timer.Kind.CENSUS, CENSUS_TIME);
    }

    /** The stop came first. */
    void end() {
        node.cancel(Timer.Kind.CENSUS);
        node.cancel(Timer.Kind.LOOK_AGAIN);
    }

    /** While it waited, somebody may have started it. */
    boolean isStale() {
        boolean askable = evidence.speaksInc() || evidence.canBeProbed();
        return askable && node.nowNanos() - absentNanos > FRESH_NANOS;
    }

    /** Its own process has ended just now, so that no other is to be looked for. */
    void endedJustNow() {
        absentNanos = node.nowNanos();
    }

    void heard(Event.PongHeard event) {
        if (node.spec().isTask() || node.spec().isInstance()) {
            return; // somebody else's, or found already: this project's still has to run
        } else if (node.is(NodeState.ABSENT) && !event.ready()) {
            evidence.add(event);
            node.arm(Timer.Kind.CENSUS, LOOK_AGAIN_TIME);
        } else if (node.is(NodeState.ABSENT)) {
            evidence.add(event);
            weigh();
        } else if ((node.is(NodeState.WAITING) || node.is(NodeState.ON_CALL)) && event.ready()) {
            foundRunning(event.pid());
        }
    }

    void heard(Event.MailboxLooked event) {
        if (node.is(NodeState.ABSENT)) {
            evidence.add(event);
            weigh();
        } else {
            answeredWhetherStillThere(event.occupied());
        }
    }

    void heard(Event.RecordRead event) {
        if (node.is(NodeState.ABSENT)) {
            evidence.add(event);
            weigh();
        }
    }

    /** A task whose work is done: another time would be once too often (traps.md 7). */
    void doneBefore() {
        if (node.is(NodeState.ABSENT)) {
            end();
            if (node.isRetired()) {
                node.order(new Effect.Forget(node.name()));
                node.become(NodeState.STOPPED, "");
            } else {
                node.begin(Origin.ADOPTED, OptionalLong.empty());
                node.report(Notice.COMPLETED, "by an earlier run; 'ara-up restart " + node.name() + "' runs it again");
                node.become(NodeState.COMPLETED, "by an earlier run");
            }
        }
    }

    void heard(Event.ProbeAnswered event) {
        if (node.is(NodeState.ABSENT)) {
            evidence.add(event);
            weigh();
        } else {
            answeredWhetherStillThere(event.passed());
        }
    }

    void censusIsOver() {
        if (node.is(NodeState.ABSENT) && evidence.somebodyStarts()) {
            begin();
        } else if (node.is(NodeState.ABSENT)) {
            evidence.timeIsUp();
            weigh();
        }
    }

    private void weigh() {
        Evidence.Verdict verdict = node.isRetired() ? evidence.verdictOfRecord() : evidence.verdict();
        if (verdict == Evidence.Verdict.OPEN) {
            return;
        }
        end();
        if (verdict == Evidence.Verdict.OURS) {
            adopt(evidence.pid().orElseThrow());
        } else if (verdict == Evidence.Verdict.EXTERNAL) {
            foundRunning(evidence.pid());
        } else {
            foundAbsent();
        }
    }

    private void adopt(long pid) {
        node.begin(Origin.ADOPTED, OptionalLong.of(pid));
        node.report(Notice.ADOPTED, "pid " + pid + ", booted by an earlier run");
        node.order(new Effect.Watch(node.name(), node.generation(), pid));
        node.become(NodeState.STARTED, "");
        onAdopted.run();
    }

    private void foundRunning(OptionalLong pid) {
        node.begin(Origin.EXTERNAL, pid);
        if (pid.isPresent()) {
            node.report(Notice.FOUND, "pid " + pid.getAsLong());
            node.order(new Effect.Watch(node.name(), node.generation(), pid.getAsLong()));
        } else {
            node.report(Notice.FOUND, "its process is not known");
            node.arm(Timer.Kind.LOOK_AGAIN, STILL_THERE_TIME);
        }
        node.become(NodeState.EXTERNAL, "");
    }

    private void foundAbsent() {
        absentNanos = node.nowNanos();
        if (node.isRetired()) {
            node.become(NodeState.STOPPED, "");
        } else if (node.spec().isExternal()) {
            node.fail("it is external, and does not run on this machine");
        } else {
            if (evidence.isOccupiedButSilent()) {
                node.report(Notice.WAITING, "somebody sits in its mailbox and did not answer within 5 s");
            }
            node.become(NodeState.WAITING, "");
        }
    }

    // Those that are not ours

    /** Another launcher is booting it. */
    void bootedElsewhere() {
        String why = "another ara-up is booting it";
        if (!saidElsewhere) {
            saidElsewhere = true;
            node.report(Notice.WAITING, why);
        }
        lookAgain(why);
    }

    void timeToLookAgain() {
        if (node.is(NodeState.ABSENT)) {
            begin();
        } else if (isExternalOfUnknownPid()) {
            node.order(
                    evidence.speaksInc() ? new Effect.LookIntoMailbox(node.name()) : new Effect.ProbeOnce(node.name()));
            node.arm(Timer.Kind.LOOK_AGAIN, STILL_THERE_TIME);
        }
    }

    private void answeredWhetherStillThere(boolean there) {
        if (isExternalOfUnknownPid() && !there) {
            externalEnded();
        }
    }

    private boolean isExternalOfUnknownPid() {
        return node.is(NodeState.EXTERNAL) && node.pid().isEmpty();
    }

    void externalEnded() {
        node.hasNoProcess();
        node.isNobodys();
        node.report(Notice.GONE, "it was not ours, and it ended");
        if (node.isRetired()) {
            node.become(NodeState.STOPPED, "");
        } else {
            lookAgain("it ended");
        }
    }

    private void lookAgain(String why) {
        node.become(NodeState.ABSENT, why);
        node.arm(Timer.Kind.LOOK_AGAIN, LOOK_AGAIN_TIME);
    }
}
