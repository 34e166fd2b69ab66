package network.ara.up.broker;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last calls that ended, so that none gets a second result: 10,000 of them or 5 minutes, as callees remember theirs.
 */
final class EndedCalls {

    private static final int MOST = 10_000;
    private static final long LONGEST_NANOS = Duration.ofMinutes(5).toNanos();

    /**
     * How one ended.
     *
     * @param answer what the broker said; empty where the callee answered
     * @param instance the callee that answered
     */
    record End(long atNanos, OpenCall call, Optional<CallEffect.Answer> answer, long instance) {}

    private final Map<CallKey, End> ends = new LinkedHashMap<>();

    /** What the call says is forgotten: it may be large. */
    void add(CallKey key, End end) {
        end.call().forgetText();
        ends.remove(key);
        ends.put(key, end);
        Iterator<End> oldest = ends.values().iterator();
        while (oldest.hasNext()) {
            End next = oldest.next();
            if (ends.size() <= MOST && end.atNanos() - next.atNanos() < LONGEST_NANOS) {
                return;
            }
            oldest.remove();
        }
    }

    @Nullable
    End find(CallKey key) {
        return ends.get(key);
    }

    void forget(CallKey key) {
        ends.remove(key);
    }
}
