package network.ara.up.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls that the leader of the bus has seen end.
 *
 * @param caller who called; several callers where they are counted together
 * @param isVerified whether the kernel told who it is
 * @param node that was called
 * @param function that was called; {@code *} where several are counted together
 * @param isBound whether the times are bounds: the median of several rows is known to be at most that of the slowest
 */
record CallRow(
        String caller,
        boolean isVerified,
        String node,
        String function,
        long calls,
        long errors,
        long refused,
        long p50Micros,
        long p99Micros,
        boolean isBound) {

    private static final String SEVERAL = "*";

    /** A supervisor's line of {@code stats}. */
    static CallRow of(Map<String, ?> line) {
        return new CallRow(
                String.valueOf(line.get("caller")),
                Boolean.TRUE.equals(line.get("verified")),
                String.valueOf(line.get("node")),
                String.valueOf(line.get("function")),
                number(line, "calls"),
                number(line, "errors"),
                number(line, "refused"),
                number(line, "p50Micros"),
                number(line, "p99Micros"),
                false);
    }

    private static long number(Map<String, ?> line, String key) {
        return line.get(key) instanceof Number number ? number.longValue() : 0;
    }

    /** One row for each function, whoever called it. */
    static List<CallRow> byFunction(List<CallRow> rows) {
        return grouped(rows, row -> List.of(row.node, row.function));
    }

    /** One row for each caller and node, whatever it called there. */
    static List<CallRow> byCaller(List<CallRow> rows) {
        return grouped(rows, row -> List.of(row.caller, row.isVerified, row.node));
    }

    private static List<CallRow> grouped(List<CallRow> rows, Function<CallRow, Object> key) {
        Map<Object, CallRow> groups = new LinkedHashMap<>();
        rows.forEach(row -> groups.merge(key.apply(row), row, CallRow::and));
        return new ArrayList<>(groups.values());
    }

    private CallRow and(CallRow other) {
        return new CallRow(
                caller.equals(other.caller) ? caller : SEVERAL,
                isVerified && other.isVerified,
                node,
                function.equals(other.function) ? function : SEVERAL,
                calls + other.calls,
                errors + other.errors,
                refused + other.refused,
                Math.max(p50Micros, other.p50Micros),
                Math.max(p99Micros, other.p99Micros),
                true);
    }

    boolean isOf(String name) {
        return caller.equals(name) || node.equals(name);
    }

    /** Many first. */
    static String table(List<CallRow> rows) {
        Table table = new Table("CALLER", "NODE", "FUNCTION", "CALLS", "ERRORS", "REFUSED", "P50", "P99");
        rows.forEach(row -> table.row(
                row.caller + (row.isVerified || row.caller.equals(SEVERAL) ? "" : " (claimed)"),
                row.node,
                row.function,
                String.valueOf(row.calls),
                String.valueOf(row.errors),
                String.valueOf(row.refused),
                row.time(row.p50Micros),
                row.time(row.p99Micros)));
        return table.text();
    }

    /** Empty where all were refused: they took no time. */
    private String time(long micros) {
        return calls == refused ? "" : (isBound ? "<= " : "") + millis(micros / 1000.0);
    }

    /** For people. */
    static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("caller", caller.equals(SEVERAL) ? null : caller);
        json.put("verified", isVerified);
        json.put("node", node);
        json.put("function", function.equals(SEVERAL) ? null : function);
        json.put("calls", calls);
        json.put("errors", errors);
        json.put("refused", refused);
        json.put(isBound ? "p50MicrosAtMost" : "p50Micros", p50Micros);
        json.put(isBound ? "p99MicrosAtMost" : "p99Micros", p99Micros);
        return json;
    }
}
