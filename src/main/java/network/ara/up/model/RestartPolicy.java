package network.ara.up.model;

import java.time.Duration;
import java.util.Locale;

/** What happens when a node's process ends without having been asked to. */
public record RestartPolicy(Mode mode, Backoff backoff, Limit limit) {

    public static final RestartPolicy DEFAULT = new RestartPolicy(
            Mode.ON_FAILURE,
            new Backoff(Duration.ofMillis(250), 2, Duration.ofSeconds(30), 0.1),
            new Limit(5, Duration.ofSeconds(30)));

    /** Which exits are followed by a restart. */
    public enum Mode {
        NO,
        /** Exit codes other than success, and deaths by a signal. */
        ON_FAILURE,
        ALWAYS;

        /** The word of the manifest. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * The pause before a restart: none before the first, then {@code initial}, times {@code factor} each further time,
     * up to {@code max}. A node that ran for {@code limit.window()} begins anew.
     *
     * @param factor at least 1
     * @param jitter the share, 0 to 1, by which each pause is varied up and down
     */
    public record Backoff(Duration initial, double factor, Duration max, double jitter) {}

    /** More than {@code count} restarts in {@code window}, and the node has failed for good. */
    public record Limit(int count, Duration window) {

        @Override
        public String toString() {
            return count + " in " + window.toSeconds() + "s";
        }
    }
}
