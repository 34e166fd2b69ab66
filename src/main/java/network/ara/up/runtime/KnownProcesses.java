package network.ara.up.runtime;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.LaunchException;
import network.ara.up.process.LaunchedProcess;
import network.ara.up.process.ProcessGroup;
import network.ara.up.process.ProcessIdentity;

/**
 * The process of each node, by what the kernel knows it, so that a signal goes to nobody else; and what is remembered
 * beyond this run.
 *
 * <p>Thread: the loop's.
 */
final class KnownProcesses {

    private static final System.Logger LOG = System.getLogger(KnownProcesses.class.getName());

    private final Records records;
    private final Map<NodeName, Records.Remembered> processes = new HashMap<>();
    private boolean onlyLooks;

    KnownProcesses(Records records) {
        this.records = records;
    }

    /** From now on nothing is signalled. */
    void onlyLook() {
        onlyLooks = true;
    }

    /**
     * What an earlier run has started, if it still runs. Where its own process has ended and others of its group have not,
     * these are ended, as a run that had seen the end would have done: a node that nothing is left of but its children is
     * neither started nor ready.
     */
    Optional<Records.Remembered> ofEarlierRun(NodeName node) {
        Optional<Records.Remembered> record = records.living(node);
        Optional<Records.Remembered> running =
                record.filter(living -> living.identity().isAlive());
        running.ifPresent(living -> processes.put(node, living));
        if (running.isEmpty() && !onlyLooks) {
            record.ifPresent(rest -> endRest(node, ProcessGroup.ledBy(rest.identity())));
        }
        return running;
    }

    private static void endRest(NodeName node, ProcessGroup group) {
        try {
            boolean unused = group.signal("KILL");
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "event=group-not-ended node=" + node, e);
        }
    }

    /** Whether an earlier run has completed the task, as it is described now. */
    boolean isDoneBefore(NodeSpec spec) {
        return spec.isTask()
                && fingerprint(spec)
                        .filter(now -> records.isDone(spec.name(), now))
                        .isPresent();
    }

    void started(NodeName node, LaunchedProcess process, String fingerprint) {
        processes.put(node, new Records.Remembered(process.identity(), process.logOffset(), fingerprint, Map.of()));
    }

    /** One that somebody else started. */
    void found(NodeName node, ProcessIdentity identity) {
        if (identity(node, identity.pid()).isEmpty()) {
            processes.put(node, new Records.Remembered(identity, 0, "", Map.of()));
        }
    }

    Optional<Records.Remembered> of(NodeName node) {
        return Optional.ofNullable(processes.get(node));
    }

    /** Whether the pid is that of the node's process, or of one that it started; neither where none is known. */
    boolean isOf(NodeName node, long pid) {
        return of(node).filter(process -> process.identity().pid() == pid
                        || ProcessIdentity.sessionOf(pid)
                                .equals(OptionalLong.of(process.identity().pid())))
                .isPresent();
    }

    Optional<ProcessIdentity> identity(NodeName node, long pid) {
        return of(node).map(Records.Remembered::identity).filter(identity -> identity.pid() == pid);
    }

    Optional<ProcessGroup> group(NodeName node, long pid) {
        return identity(node, pid).map(ProcessGroup::ledBy);
    }

    /** Whether it was not started as it is described now. */
    boolean isOutdated(NodeSpec spec) {
        return of(spec.name())
                .filter(process -> !spec.isExternal()) // a stop without a manifest compares nothing
                .map(Records.Remembered::fingerprint)
                .filter(then -> !then.isEmpty() && !fingerprint(spec).equals(Optional.of(then)))
                .isPresent();
    }

    /** Empty where it can't be told now, since a file is missing. */
    private static Optional<String> fingerprint(NodeSpec spec) {
        try {
            return Optional.of(NodeEnvironment.fingerprint(spec));
        } catch (LaunchException e) {
            return Optional.empty();
        }
    }

    void rememberDone(NodeSpec spec) {
        try {
            Optional<String> fingerprint = fingerprint(spec);
            if (fingerprint.isPresent()) {
                records.rememberDone(spec.name(), fingerprint.get());
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "event=record-not-written node=" + spec.name(), e);
        }
    }

    void forget(NodeName node) {
        Optional<Records.Remembered> known = Optional.ofNullable(processes.remove(node));
        try {
            if (known.isEmpty() || records.isOf(node, known.get().identity())) {
                records.forget(node);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "event=record-not-removed node=" + node, e);
        }
    }
}
