package network.ara.up.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import network.ara.up.broker.CallerIdentity;

/**
 * The audit of calls that were not let through: the first of a kind at once, and then how many more there were, at most
 * once in 10 s. None goes uncounted.
 *
 * <p>Thread: any.
 */
final class RefusalLog {

    private static final Duration PAUSE = Duration.ofSeconds(10);
    /** Kinds that are told apart in one pause; names are the callers' own invention. */
    private static final int MAX_KINDS = 200;

    private static final Kind OTHERS = new Kind("others", "", "");

    private record Kind(String caller, String node, String function) {}

    /** Where lines go. */
    @FunctionalInterface
    interface Lines {
        void line(String node, String text);
    }

    private final Lines lines;
    private final Executor later;
    /** How many were left out, of those that were told in this pause. Guarded by this. */
    private final Map<Kind, Long> leftOut = new HashMap<>();

    RefusalLog(Lines lines) {
        this(lines, CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** @param later runs what it is given once a pause is over */
    RefusalLog(Lines lines, Executor later) {
        this.lines = lines;
        this.later = later;
    }

    void refused(CallerIdentity caller, String node, String function, String reason) {
        String who = "'" + caller.name() + "' (" + (caller.isVerified() ? "verified" : "claimed") + ")";
        if (isFirst(new Kind(who, node, function))) {
            lines.line(node, who + " may not call '" + function + "': " + reason);
        }
    }

    private synchronized boolean isFirst(Kind kind) {
        if (leftOut.isEmpty()) {
            later.execute(this::tellOfOthers);
        }
        boolean isKnown = leftOut.containsKey(kind);
        if (isKnown || leftOut.size() >= MAX_KINDS) {
            leftOut.merge(isKnown ? kind : OTHERS, 1L, Long::sum);
            return false;
        }
        leftOut.put(kind, 0L);
        return true;
    }

    private void tellOfOthers() {
        Map<Kind, Long> told;
        synchronized (this) {
            told = Map.copyOf(leftOut);
            leftOut.clear();
        }
        told.forEach((kind, count) -> {
            if (count > 0) {
                String what = kind.function().isEmpty() ? "" : " of '" + kind.function() + "'";
                lines.line(kind.node(), kind.caller() + ": " + count + " more calls" + what + " were refused");
            }
        });
    }
}
