package network.ara.up.it.chaos;

import java.util.List;
import java.util.Map;

/**
 * One node of a chaos run.
 *
 * @param requires names to conditions: ready, started, completed
 * @param shape what it does, in the words of src/test/sh/chaos-node
 * @param restart its policy, as the manifest has it
 * @param mayFail whether its policy gives it up after a few kills; nobody requires such a node
 */
record ChaosNode(
        String name,
        Kind kind,
        Map<String, String> requires,
        List<String> wants,
        String shape,
        String restart,
        boolean mayFail,
        boolean persistent) {

    /** What it runs, and how it tells that it is ready. */
    enum Kind {
        /** A shell, ready by a line of its output. */
        LOG,
        /** A shell, ready as soon as it runs. */
        NONE,
        /** A shell that nobody asks to run. */
        MANUAL,
        TASK,
        /** Node.js with ara-inc. */
        INC,
        /** Node.js with localcast and the RFC alone. */
        RFC,
        /** Node.js that listens. */
        TCP,
        /** Built in. */
        DNS,
        DHT;

        boolean isBuiltin() {
            return this == DNS || this == DHT;
        }

        /** Whether it is on the bus, and so may lead it. */
        boolean isOnBus() {
            return this == INC || this == RFC || isBuiltin();
        }
    }

    ChaosNode {
        requires = Map.copyOf(requires);
        wants = List.copyOf(wants);
    }

    boolean isTask() {
        return kind == Kind.TASK;
    }

    /** Whether it writes a journal. */
    boolean isOurs() {
        return !kind.isBuiltin();
    }
}
