package network.ara.up.core;

import java.util.List;
import java.util.OptionalLong;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;

/** A fact that the core is told. Events of one node are ordered as they happened. */
public sealed interface Event {

    /** The bus is joined, and who is on it has settled: nodes can be asked. */
    record BusJoined() implements Event {}

    /** Stop the nodes of {@code scope} in reverse order, and finish. */
    record StopRequested(Scope scope) implements Event {}

    /** Kill what is still stopping. */
    record StopForced() implements Event {}

    /** Which nodes a stop is about. A node that somebody else started is in neither. */
    enum Scope {
        /** What this run started, and nothing that a node which stays needs. */
        OWNED,
        /** What any run of this project started, but for persistent nodes and what these need. */
        PROJECT
    }

    /** Somebody wants this of one node. */
    sealed interface Order extends Event {
        NodeName node();
    }

    /**
     * Orders that belong together, obeyed one after the other: nothing else happens between them. Of those that stop
     * nodes, the nodes that need others come first; of those that describe or start nodes, last.
     */
    record Orders(List<Order> all) implements Event {
        public Orders {
            all = List.copyOf(all);
        }
    }

    /** Boot it, if it does not run; what made it fail or kept it down is forgotten. */
    record StartOrdered(NodeName node) implements Order {}

    /** Stop it, after those that need it and are to stop too; it stays down until it is ordered to start. */
    record StopOrdered(NodeName node) implements Order {}

    /** Stop it as {@link StopOrdered} does, and boot it again as soon as what it requires is there. */
    record RestartOrdered(NodeName node) implements Order {}

    /** From its next start on the node is as described now; one that is not known is looked for, and booted. */
    record Described(NodeSpec spec) implements Order {
        @Override
        public NodeName node() {
            return spec.name();
        }
    }

    /** It is no longer of the project: it is stopped, and then not known any more. */
    record Withdrawn(NodeName node) implements Order {}

    /** A fact about one node. */
    sealed interface OfNode extends Event {
        NodeName node();

        void tell(Listener node);
    }

    /** One method for each fact about a node: a new one does not compile until every state answers it. */
    interface Listener {
        void pongHeard(PongHeard event);

        void mailboxLooked(MailboxLooked event);

        void recordRead(RecordRead event);

        void doneBefore(DoneBefore event);

        void neededElsewhere(NeededElsewhere event);

        void probeAnswered(ProbeAnswered event);

        void timerFired(TimerFired event);

        void processSpawned(ProcessSpawned event);

        void spawnFailed(SpawnFailed event);

        void bootedElsewhere(BootedElsewhere event);

        void probesPassed(ProbesPassed event);

        void aliveChanged(AliveChanged event);

        void processExited(ProcessExited event);

        void stopAnswered(StopAnswered event);

        void groupEmptied(GroupEmptied event);

        void idleLooked(IdleLooked event);
    }

    /**
     * The node answered a ping.
     *
     * @param pid as the pong says it, where this machine has such a process
     * @param ready false where it says that it is still starting
     */
    record PongHeard(NodeName node, OptionalLong pid, boolean ready) implements OfNode {
        @Override
        public void tell(Listener node) {
            node.pongHeard(this);
        }
    }

    /** Whether anybody sits in the node's mailbox. */
    record MailboxLooked(NodeName node, boolean occupied) implements OfNode {
        @Override
        public void tell(Listener node) {
            node.mailboxLooked(this);
        }
    }

    /**
     * What is remembered of an earlier run.
     *
     * @param pid of the process that was started then, if exactly that process still runs
     */
    record RecordRead(NodeName node, OptionalLong pid) implements OfNode {
        @Override
        public void tell(Listener node) {
            node.recordRead(this);
        }
    }

    /** An earlier run completed the task, as it is described now: what {@link RecordRead} is for one that runs. */
    record DoneBefore(NodeName node) implements OfNode {
        @Override
        public void tell(Listener node) {
            node.doneBefore(this);
        }
    }

    /**
     * Somebody who is not of this project needs the node now: known before a stop begins.
     *
     * @param by who, as a subject: {@code project 'shop'}
     */
    record NeededElsewhere(NodeName node, String by) implements OfNode {
        @Override
        public void tell(Listener node) {
            node.neededElsewhere(this);
        }
    }

    /** Whether the probes of a node that does not speak INC pass, though we did not start it. */
    record ProbeAnswered(NodeName node, boolean passed) implements OfNode {
        @Override
        public void tell(Listener node) {
            node.probeAnswered(this);
        }
    }

    /** The timer came due. */
    record TimerFired(Timer timer) implements OfNode {
        @Override
        public void tell(Listener node) {
            node.timerFired(this);
        }

        @Override
        public NodeName node() {
            return timer.node();
        }
    }

    /** A fact about one incarnation of a node: ignored when the node has moved on to another one. */
    sealed interface OfGeneration extends OfNode {
        int generation();
    }

    /** The process runs. */
    record ProcessSpawned(NodeName node, int generation, long pid) implements OfGeneration {
        @Override
        public void tell(Listener node) {
            node.processSpawned(this);
        }
    }

    /**
     * There is no process.
     *
     * @param reason what and where, and how to fix it on further lines
     */
    record SpawnFailed(NodeName node, int generation, String reason) implements OfGeneration {
        @Override
        public void tell(Listener node) {
            node.spawnFailed(this);
        }
    }

    /** Another launcher holds the node's lock: it is booting it at this moment. */
    record BootedElsewhere(NodeName node, int generation) implements OfGeneration {
        @Override
        public void tell(Listener node) {
            node.bootedElsewhere(this);
        }
    }

    /** All probes have passed. */
    record ProbesPassed(NodeName node, int generation) implements OfGeneration {
        @Override
        public void tell(Listener node) {
            node.probesPassed(this);
        }
    }

    /**
     * The probes of a ready node have missed as often as its threshold says, or pass again.
     *
     * @param reason what is missed
     */
    record AliveChanged(NodeName node, int generation, boolean alive, String reason) implements OfGeneration {
        @Override
        public void tell(Listener node) {
            node.aliveChanged(this);
        }
    }

    /** The process ended. Others of its group may still run. */
    record ProcessExited(NodeName node, int generation, Exit exit) implements OfGeneration {
        @Override
        public void tell(Listener node) {
            node.processExited(this);
        }
    }

    /**
     * What came of a request to stop.
     *
     * @param failure why the node was not asked, or refused; empty where all went well
     */
    record StopAnswered(NodeName node, int generation, String failure) implements OfGeneration {
        @Override
        public void tell(Listener node) {
            node.stopAnswered(this);
        }
    }

    /**
     * How long it has to have nothing to do before it counts as idle.
     *
     * @param restMillis 0 where it is idle: nobody calls it, nor uses it in another project
     */
    record IdleLooked(NodeName node, int generation, long restMillis) implements OfGeneration {
        @Override
        public void tell(Listener node) {
            node.idleLooked(this);
        }
    }

    /** No process of the group is left. */
    record GroupEmptied(NodeName node, int generation) implements OfGeneration {
        @Override
        public void tell(Listener node) {
            node.groupEmptied(this);
        }
    }
}
