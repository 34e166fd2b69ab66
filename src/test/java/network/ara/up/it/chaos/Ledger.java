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

/** What a run did, when, and what came of it. Times are microseconds since 1970. */
final class Ledger {

    /** What is killed. */
    enum Kill {
        NODE,
        CHILD,
        LEADER,
        SUPERVISOR
    }

    /** The name that the supervisor has here. */
    static final String SUPERVISOR = "";

    /** A time in which we ended a process of a node, or had ara-up do so. */
    private record Blow(long from, long to) {}

    /** A node was killed while nothing else was out of order. */
    record Killed(String node, long micros) {}

    private final long seed;
    private final Map<Kill, Integer> kills = new EnumMap<>(Kill.class);
    private final Map<String, Integer> commands = new TreeMap<>();
    private final Map<String, List<Blow>> blows = new HashMap<>();
    private final Map<String, Long> victims = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final List<Killed> unreplaced = new ArrayList<>();
    /** From a kill until the replacement was ready. */
    private final List<Long> replacements = new ArrayList<>();
    /** From the last blow of a round until everything was as it should be. */
    private final List<Long> settlings = new ArrayList<>();

    Ledger(long seed) {
        this.seed = seed;
    }

    static long nowMicros() {
        return System.currentTimeMillis() * 1000;
    }

    void killed(Kill kind, ProcessTable.Entry victim, long micros) {
        kills.merge(kind, 1, Integer::sum);
        hit(victim.node(), micros, micros);
        victims.put(victim.id(), micros);
        note(micros, "killed " + kind + " " + victim.node() + " " + victim.id());
    }

    void commanded(String command) {
        commands.merge(command, 1, Integer::sum);
    }

    /** The node's process was, or may have been, ended in that time. */
    void hit(String node, long from, long to) {
        blows.computeIfAbsent(node, any -> new ArrayList<>()).add(new Blow(from, to));
    }

    boolean wasHit(String node, long from, long to) {
        return blows.getOrDefault(node, List.of()).stream().anyMatch(blow -> blow.to() >= from && blow.from() <= to);
    }

    /** Whether that process, by its pid.ticks, had been killed then. */
    boolean wasKilled(String id, long before) {
        return victims.getOrDefault(id, Long.MAX_VALUE) < before;
    }

    void awaitReplacement(String node, long micros) {
        unreplaced.add(new Killed(node, micros));
    }

    /** All that are awaited; they are not any more. */
    List<Killed> takeAwaited() {
        List<Killed> taken = List.copyOf(unreplaced);
        unreplaced.clear();
        return taken;
    }

    void replaced(long micros) {
        replacements.add(micros);
    }

    void settled(long micros) {
        settlings.add(micros);
    }

    void violation(String what) {
        violations.add(what);
        note(nowMicros(), "VIOLATION " + what);
    }

    /** For whoever looks for the cause of a violation. */
    @SuppressWarnings("SystemOut")
    void note(long micros, String what) {
        System.out.println(micros + " " + what);
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

    /** A row of the table in docs/reliability.md. */
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
                        commandCounts(),
                        settlings.size(),
                        violations.size(),
                        times(replacements),
                        times(settlings));
    }

    private String commandCounts() {
        return String.join(
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
