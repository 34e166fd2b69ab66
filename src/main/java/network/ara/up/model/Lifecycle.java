package network.ara.up.model;

import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When a node is started, what its end means, and who stops it.
 *
 * @param successExitCodes besides 0; 143 and 130 after a requested stop need not be in it
 * @param critical whether its failure ends the project, with its exit code
 * @param idle how long a node that a call boots goes on after its last call; empty for ever
 */
public record Lifecycle(
        Type type,
        Start start,
        Lifetime lifetime,
        boolean critical,
        SortedSet<Integer> successExitCodes,
        Optional<Duration> idle) {

    public static final Lifecycle DEFAULT =
            new Lifecycle(Type.SERVICE, Start.AUTO, Lifetime.SESSION, false, new TreeSet<>());

    public Lifecycle {
        successExitCodes = Collections.unmodifiableSortedSet(new TreeSet<>(successExitCodes));
    }

    /** One that nobody stops because it is idle. */
    public Lifecycle(Type type, Start start, Lifetime lifetime, boolean critical, SortedSet<Integer> successExitCodes) {
        this(type, start, lifetime, critical, successExitCodes, Optional.empty());
    }

    /** The same, whose failure ends nothing. */
    Lifecycle uncritical() {
        return new Lifecycle(type, start, lifetime, false, successExitCodes, idle);
    }

    /** The same with another end. */
    Lifecycle living(Lifetime other) {
        return new Lifecycle(type, start, other, critical, successExitCodes, idle);
    }

    /** Whether it is meant to end. */
    public enum Type {
        SERVICE,
        /** Runs once and ends; it counts as ready when it has completed. */
        TASK;

        /** The word of the manifest. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What starts it. */
    public enum Start {
        AUTO,
        /** Only when it is named, or another node that is started needs it. */
        MANUAL,
        /** As {@link #MANUAL}, and by the first call to it. */
        ON_CALL;

        /** The word of the manifest. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether the end of the project is its end. */
    public enum Lifetime {
        SESSION,
        /** Ctrl-C and {@code down} leave it running, unless it is named. */
        PERSISTENT;

        /** The word of the manifest. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
