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
     * How one ended, without what it said, which may be large.
     *
     * @param from who made it
     * @param answer what the broker said; empty where the callee answered
     * @param instance the callee that answered
     */
    record End(
            long atNanos,
            Routes.Route route,
            long from,
            String function,
            long deadlineNanos,
            Object deliveredTo,
            Optional<CallEffect.Answer> answer,
            long instance) {

        static End of(OpenCall call, long atNanos, Optional<CallEffect.Answer> answer, long instance) {
            return new End(
                    atNanos,
                    call.route,
                    call.arrived.from(),
                    call.arrived.function(),
                    call.deadlineNanos,
                    call.deliveredTo,
                    answer,
                    instance);
        }

        /** Whether another message is this call, sent again: some callers count their calls from 1 each time they start. */
        boolean isOf(OpenCall call) {
            return call.isFrom(route, from, function);
        }
    }

    private final Map<CallKey, End> ends = new LinkedHashMap<>();

    void add(CallKey key, End end) {
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
