package network.ara.up.core;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import network.ara.up.model.NodeName;
import network.ara.up.model.StopPolicy;

/** An order of the core. One that can fail comes back as an {@link Event}. */
public sealed interface Effect {

    void performBy(Handler handler);

    /** An effect that changes nothing on the machine: all that a plan needs. */
    sealed interface Question extends Effect {}

    /** Ask, on the bus, all of them at once. Comes back as {@link Event.PongHeard}, or not at all. */
    record SendPing(List<NodeName> nodes) implements Question {
        @Override
        public void performBy(Handler handler) {
            handler.sendPing(this);
        }
    }

    /** Comes back as {@link Event.MailboxLooked}. */
    record LookIntoMailbox(NodeName node) implements Question {
        @Override
        public void performBy(Handler handler) {
            handler.lookIntoMailbox(this);
        }
    }

    /** Comes back as {@link Event.RecordRead}. */
    record ReadRecord(NodeName node) implements Question {
        @Override
        public void performBy(Handler handler) {
            handler.readRecord(this);
        }
    }

    /** Try each probe once. Comes back as {@link Event.ProbeAnswered}. */
    record ProbeOnce(NodeName node) implements Question {
        @Override
        public void performBy(Handler handler) {
            handler.probeOnce(this);
        }
    }

    /** Comes back as {@link Event.ProcessSpawned}, {@link Event.SpawnFailed} or {@link Event.BootedElsewhere}. */
    record Spawn(NodeName node, int generation) implements Effect {
        @Override
        public void performBy(Handler handler) {
            handler.spawn(this);
        }
    }

    /** Watch a process that this run did not start. Comes back as {@link Event.ProcessExited}. */
    record Watch(NodeName node, int generation, long pid) implements Effect {
        @Override
        public void performBy(Handler handler) {
            handler.watch(this);
        }
    }

    /** Try all probes at the node's interval, until they pass or the generation is over. */
    record AwaitReady(NodeName node, int generation, long pid) implements Effect {
        @Override
        public void performBy(Handler handler) {
            handler.awaitReady(this);
        }
    }

    /**
     * Try the node's probes of liveness at their interval, until the next {@link EndStart}. Comes back as
     * {@link Event.AliveChanged}, whenever that changes.
     */
    record WatchAlive(NodeName node, int generation, long pid) implements Effect {
        @Override
        public void performBy(Handler handler) {
            handler.watchAlive(this);
        }
    }

    /** The start is over, well or not: its probes end, those of liveness too, and its lock is free. */
    record EndStart(NodeName node) implements Effect {
        @Override
        public void performBy(Handler handler) {
            handler.endStart(this);
        }
    }

    /**
     * To the whole group of the process.
     *
     * @param signal without SIG
     */
    record Signal(NodeName node, int generation, long pid, String signal) implements Effect {
        @Override
        public void performBy(Handler handler) {
            handler.signal(this);
        }
    }

    /** Do what the node's {@link StopPolicy} has instead of the signal. Comes back as {@link Event.StopAnswered}. */
    record AskToStop(NodeName node, int generation, long pid) implements Effect {
        @Override
        public void performBy(Handler handler) {
            handler.askToStop(this);
        }
    }

    /** Comes back as {@link Event.GroupEmptied} once no process of the group is left. */
    record AwaitEmptyGroup(NodeName node, int generation, long pid) implements Effect {
        @Override
        public void performBy(Handler handler) {
            handler.awaitEmptyGroup(this);
        }
    }

    /** Find out how long it will have had nothing to do. Comes back as {@link Event.IdleLooked}. */
    record LookWhetherIdle(NodeName node, int generation) implements Effect {
        @Override
        public void performBy(Handler handler) {
            handler.lookWhetherIdle(this);
        }
    }

    /** The task has done its work: an earlier run's is not done again while the project lives. */
    record RememberDone(NodeName node) implements Effect {
        @Override
        public void performBy(Handler handler) {
            handler.rememberDone(this);
        }
    }

    /** What is remembered of the node, its process or its work, counts no more. */
    record Forget(NodeName node) implements Effect {
        @Override
        public void performBy(Handler handler) {
            handler.forget(this);
        }
    }

    record ArmTimer(Timer timer, Duration delay) implements Effect {
        @Override
        public void performBy(Handler handler) {
            handler.armTimer(this);
        }
    }

    record CancelTimer(Timer timer) implements Effect {
        @Override
        public void performBy(Handler handler) {
            handler.cancelTimer(this);
        }
    }

    /**
     * Something that a person wants to know.
     *
     * @param detail the rest of the sentence that the notice begins
     */
    record Report(NodeName node, Notice notice, String detail) implements Effect {
        @Override
        public void performBy(Handler handler) {
            handler.report(this);
        }
    }

    /** All nodes have come to rest for the first time: each is ready, or is known not to become it. */
    record AllSettled() implements Effect {
        @Override
        public void performBy(Handler handler) {
            handler.allSettled();
        }
    }

    /**
     * There is nothing left to supervise.
     *
     * @param exitCode 0, or 1 where a node failed or was skipped; that of the critical node whose failure was the end
     */
    record Finish(int exitCode) implements Effect {
        @Override
        public void performBy(Handler handler) {
            handler.finish(this);
        }
    }

    /** What a {@link Report} is about. */
    enum Notice {
        FOUND,
        ADOPTED,
        BOOTING,
        READY,
        UNREADY,
        WAITING,
        EXITED,
        COMPLETED,
        RESTARTING,
        FAILED,
        SKIPPED,
        GONE,
        /** Of the project, because of this node. */
        ENDING,
        STOPPING,
        KILLING,
        STOPPED,
        LEFT_RUNNING,
        /** It rests until it is called. */
        ON_CALL,
        IDLE,
        /** A call to it was not let through. */
        REFUSED,
        /** Something about the calls to it. */
        CALLS;

        /** How the detail begins of a node that failed because its probes did not pass in time. */
        public static final String NOT_READY = "it did not become ready";

        /** The word that users see. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** One method for each effect: a new one does not compile until it is handled. */
    interface Handler {
        void sendPing(SendPing effect);

        void lookIntoMailbox(LookIntoMailbox effect);

        void readRecord(ReadRecord effect);

        void probeOnce(ProbeOnce effect);

        void spawn(Spawn effect);

        void watch(Watch effect);

        void awaitReady(AwaitReady effect);

        void watchAlive(WatchAlive effect);

        void endStart(EndStart effect);

        void signal(Signal effect);

        void askToStop(AskToStop effect);

        void awaitEmptyGroup(AwaitEmptyGroup effect);

        void lookWhetherIdle(LookWhetherIdle effect);

        void rememberDone(RememberDone effect);

        void forget(Forget effect);

        void armTimer(ArmTimer effect);

        void cancelTimer(CancelTimer effect);

        void report(Report effect);

        void allSettled();

        void finish(Finish effect);
    }
}
