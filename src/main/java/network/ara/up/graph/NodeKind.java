package network.ara.up.graph;

import java.util.Locale;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeSpec;

/** The kinds of node that drawings tell apart. */
enum NodeKind {
    /** Meant to keep running. */
    SERVICE,
    /** Runs once. */
    TASK,
    /** Ships with ara-up. */
    BUILTIN,
    /** Never started by ara-up. */
    EXTERNAL;

    static NodeKind of(NodeSpec node) {
        if (node.isExternal()) {
            return EXTERNAL;
        } else if (node.isTask()) {
            return TASK;
        }
        return node.launch() instanceof Launch.Builtin ? BUILTIN : SERVICE;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
