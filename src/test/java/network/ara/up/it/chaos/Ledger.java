package network.ara.up.it.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a run did, and what came of it. */
final class Ledger {

    /** What is killed. */
    enum Kill {
        NODE,
        CHILD,
        LEADER,
        SUPERVISOR
    }

    /** A node was ended by us, or made to, at that time. */
    record Blow(long micros, String id) {}

    private final long seed;
    private final Map<Kill, Integer> kills = new EnumMap<>(Kill.class);
    private final Map<String, Integer> commands = new TreeMap<>();
    private final Map<String, List<Blow>> blows = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    /** In microseconds, from a kill until the replacement was ready. */
    private final List<Long> replacements = new ArrayList<>();
    /** In microseconds, from the last kill of a round until everything was as it should be. */
    private final List<Long> settlings = new ArrayList<>();

    Ledger(long seed) {
        this.seed = seed;
    }

    void killed(Kill kind) {
        kills.merge(kind, 1, Integer::sum);
    }

    void commanded(String command) {
        commands.merge(command, 1, Integer::sum);
    }

    void blow(String node, long micros, String id) {
        blows.computeIfAbsent(node, any -> new ArrayList<>()).add(new Blow(micros, id));
    }

    List<Blow> blows(String node) {
        return blows.getOrDefault(node, List.of());
    }

    /** Whether the node was ended in this time. */
    boolean wasHit(String node, long fromMicros, long toMicros) {
        return blows(node).stream().anyMatch(blow -> blow.micros() >= fromMicros && blow.micros() <= toMicros);
    }

    void replaced(long micros) {
        replacements.add(micros);
    }

    void settled(long micros) {
        settlings.add(micros);
    }

    void violation(String what) {
        violations.add(what);
        System.out.println("VIOLATION " + what);
    }

    List<String> violations() {
        return violations;
    }

    int kills() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    int settlings() {
        return settlings.size();
    }

    /** As docs/reliability.md has it. */
    String summary(Duration duration) {
        return """
                | seed | duration | kills | of nodes | of children | of the bus's leader | of the supervisor | commands | settlings | violations | a node again: p50, max | everything again: p50, max |
                |---|---|---|---|---|---|---|---|---|---|---|---|
                | %d | %d s | %d | %d | %d | %d | %d | %s | %d | %d | %s | %s |
                """.formatted(
                        seed,
                        duration.toSeconds(),
                        kills(),
                        kills.getOrDefault(Kill.NODE, 0),
                        kills.getOrDefault(Kill.CHILD, 0),
                        kills.getOrDefault(Kill.LEADER, 0),
                        kills.getOrDefault(Kill.SUPERVISOR, 0),
                        commands(),
                        settlings.size(),
                        violations.size(),
                        times(replacements),
                        times(settlings));
    }

    private String commands() {
        return commands.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        commands.entrySet().stream()
                                .map(entry -> entry.getValue() + " " + entry.getKey())
                                .toList());
    }

    private static String times(List<Long> micros) {
        if (micros.isEmpty()) {
            return "-";
        }
        List<Long> sorted = new ArrayList<>(micros);
        Collections.sort(sorted);
        return millis(sorted.get(sorted.size() / 2)) + ", " + millis(sorted.get(sorted.size() - 1));
    }

    private static String millis(long micros) {
        return micros < 10_000_000 ? micros / 1000 + " ms" : String.format(Locale.ROOT, "%.1f s", micros / 1_000_000.0);
    }
}
