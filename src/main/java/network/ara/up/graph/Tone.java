package network.ara.up.graph;

import java.util.Locale;
import network.ara.up.model.NodeState;

/** What a state means to whoever looks at it. */
public enum Tone {
    GOOD,
    BUSY,
    BAD,
    IDLE;

    static Tone of(NodeState state) {
        return switch (state) {
            case READY, EXTERNAL, COMPLETED -> GOOD;
            case WAITING, STARTING, STARTED, STOPPING -> BUSY;
            case UNREADY, BACKOFF, FAILED -> BAD;
            case ABSENT, ON_CALL, STOPPED, SKIPPED -> IDLE;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
