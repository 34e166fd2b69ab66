package network.ara.up.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls of a node's functions since it came, by function and caller: how many, how many failed, how long they took.
 * Bounded: callers beyond 1000 rows are counted together.
 *
 * <p>Thread: any.
 */
public final class CallCounts {

    /** For a function that the node does not have. */
    public static final String UNKNOWN = "(unknown)";

    private static final int MOST = 1000;
    private static final String OTHERS = "(others)";

    /** Steps of a latency's logarithm: each is 5 % wider than the one before, so what is told is at most 2.5 % wrong. */
    private static final double GROWTH = Math.log(1.05);

    private static final double LEAST_MILLIS = 0.001;
    private static final int STEPS = 512;

    private record Key(String function, String caller) {}

    private static final class Row {
        private long calls;
        private long errors;
        private final int[] latencies = new int[STEPS];
    }

    private final long sinceMillis;
    private final Map<Key, Row> rows = new LinkedHashMap<>(); // guarded by this

    /**
     * None yet.
     *
     * @param sinceMillis when the node came, by {@link System#currentTimeMillis}
     */
    public CallCounts(long sinceMillis) {
        this.sinceMillis = sinceMillis;
    }

    /**
     * A call has ended.
     *
     * @param nanos from its arrival to its end
     */
    public synchronized void count(String function, String caller, long nanos, boolean failed) {
        Row row = rows.get(new Key(function, caller));
        if (row == null) {
            Key key = new Key(function, rows.size() < MOST ? caller : OTHERS);
            row = rows.computeIfAbsent(key, any -> new Row());
        }
        row.calls++;
        row.errors += failed ? 1 : 0;
        row.latencies[step(nanos / 1e6)]++;
    }

    /** What the function {@code stats} answers; milliseconds. */
    public synchronized Map<String, Object> told() {
        List<Map<String, Object>> calls = new ArrayList<>();
        rows.forEach((key, row) -> {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("function", key.function());
            told.put("caller", key.caller());
            told.put("calls", row.calls);
            told.put("errors", row.errors);
            told.put("p50", quantile(row, 0.5));
            told.put("p99", quantile(row, 0.99));
            calls.add(told);
        });
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("since", sinceMillis);
        told.put("calls", calls);
        return told;
    }

    private static int step(double millis) {
        double steps = Math.log(Math.max(millis, LEAST_MILLIS) / LEAST_MILLIS) / GROWTH;
        return (int) Math.min(STEPS - 1, Math.round(steps));
    }

    private static double quantile(Row row, double part) {
        long left = (long) Math.ceil(row.calls * part);
        int step = 0;
        while (step < STEPS - 1 && (left -= row.latencies[step]) > 0) {
            step++;
        }
        return Math.round(LEAST_MILLIS * Math.exp(step * GROWTH) * 1e4) / 1e4;
    }
}
