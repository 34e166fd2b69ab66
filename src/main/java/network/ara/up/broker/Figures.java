package network.ara.up.broker;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.IntCountsHistogram;

/** Counts and times of calls, by caller and function; made-up names beyond 1000 rows go under {@code *}. */
final class Figures {

    private static final int MOST = 1000;
    private static final String OTHERS = "*";
    private static final long LONGEST_MICROS = Duration.ofHours(1).toMillis() * 1000;

    private record Row(CallerIdentity caller, String node, String function) {}

    private static final class Sums {
        long calls;
        long errors;
        long refused;
        final IntCountsHistogram micros = new IntCountsHistogram(2);

        Sums() {
            micros.setAutoResize(true);
        }
    }

    private final Map<Row, Sums> rows = new LinkedHashMap<>();

    /** One that ended. */
    void ended(OpenCall call, boolean isError, boolean isRefused, long nowNanos) {
        Sums sums = sums(new Row(call.arrived.caller(), call.node(), call.arrived.function()));
        sums.calls++;
        sums.errors += isError ? 1 : 0;
        sums.refused += isRefused ? 1 : 0;
        if (call.isTracked() && !isRefused) {
            sums.micros.recordValue(Math.min(LONGEST_MICROS, Math.max(0, nowNanos - call.arrivedNanos) / 1000));
        }
    }

    private Sums sums(Row row) {
        Sums known = rows.get(row);
        if (known != null) {
            return known;
        }
        Row kept = rows.size() < MOST ? row : new Row(new CallerIdentity(OTHERS, false), row.node(), OTHERS);
        return rows.computeIfAbsent(kept, key -> new Sums());
    }

    List<CallFigures> all() {
        return rows.entrySet().stream()
                .map(entry -> figures(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static CallFigures figures(Row row, Sums sums) {
        return new CallFigures(
                row.caller(),
                row.node(),
                row.function(),
                sums.calls,
                sums.errors,
                sums.refused,
                percentile(sums, 50),
                percentile(sums, 99));
    }

    private static Duration percentile(Sums sums, int percent) {
        return Duration.ofNanos(1000 * sums.micros.getValueAtPercentile(percent));
    }
}
