package network.ara.up.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import network.ara.up.it.ChildProcess;
import network.ara.up.wire.Json;

/**
 * The bus against npm's localcast: a leader, a responder and a requester, each a process of its own, in alternating rounds.
 *
 * <p>{@code src/bench/run.sh BusBench [ROUNDS]}; with {@code BENCH_PIN=1} all processes share one core, which shows what the
 * code costs without the wake-ups between cores.
 */
final class BusBench {

    private static final String[] COUNTS = {"2000", "5000", "10000", "10000"};

    /** Ours is much faster: it needs more messages to be measured at all. */
    private static final String[] FAST_COUNTS = {"20000", "20000", "400000", "200000"};

    private static final boolean PINNED = "1".equals(System.getenv("BENCH_PIN"));

    /** Who leads and who are the ends. */
    private enum Setting {
        ALL_JAVA("Java leader, Java followers", true, true),
        ALL_NPM("npm leader, npm followers", false, false),
        JAVA_LEADER("Java leader, npm followers", true, false),
        JAVA_FOLLOWERS("npm leader, Java followers", false, true);

        final String title;
        final boolean javaLeader;
        final boolean javaEnds;

        Setting(String title, boolean javaLeader, boolean javaEnds) {
            this.title = title;
            this.javaLeader = javaLeader;
            this.javaEnds = javaEnds;
        }
    }

    private BusBench() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Map<Setting, List<Map<?, ?>>> figures = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Setting setting : Setting.values()) {
                Map<?, ?> measured = measure(setting);
                System.out.println("round " + round + ": " + setting.title + ": " + measured);
                figures.computeIfAbsent(setting, key -> new ArrayList<>()).add(measured);
            }
        }
        Section.write("bus" + (PINNED ? "-pinned" : ""), text(figures, rounds));
    }

    private static Map<?, ?> measure(Setting setting) {
        String[] counts = setting.javaEnds && setting.javaLeader ? FAST_COUNTS : COUNTS;
        try (ChildProcess leader = end(setting.javaLeader, "leader")) {
            leader.awaitStart("started");
            try (ChildProcess responder = end(setting.javaEnds, "responder")) {
                responder.awaitStart("started");
                try (ChildProcess requester = end(setting.javaEnds, "requester", counts)) {
                    String line = requester.awaitStart("figures ");
                    return (Map<?, ?>)
                            java.util.Objects.requireNonNull(Json.parse(line.substring("figures ".length())));
                }
            }
        }
    }

    private static ChildProcess end(boolean java, String role, String... counts) {
        List<String> command = new ArrayList<>();
        if (PINNED) {
            command.addAll(List.of("taskset", "-c", "0"));
        }
        if (java) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-Dio.netty.jfr.enabled=false"));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), BusEnd.class.getName(), role));
        } else {
            command.addAll(List.of("node", "src/bench/js/bus-end.js", role));
        }
        command.addAll(List.of(counts));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .put("BENCH_MODULES", Path.of("src/test/js").toAbsolutePath().toString());
        return ChildProcess.start(builder);
    }

    private static String text(Map<Setting, List<Map<?, ?>>> figures, int rounds) {
        StringBuilder text = new StringBuilder();
        text.append("## Round trips and messages over the bus").append(PINNED ? ", all processes on one core" : "");
        text.append(
                        "\n\nA requester and a responder in one namespace, the leader in another; three processes. Messages are 100\n")
                .append(
                        "bytes of JSON. npm is localcast 2.0.1; its ends get and send parsed objects, ours bytes. Medians of ")
                .append(rounds)
                .append(" alternating rounds; in\n")
                .append("brackets, how many times better than npm alone. `")
                .append(PINNED ? "BENCH_PIN=1 " : "")
                .append("src/bench/run.sh BusBench ")
                .append(rounds)
                .append("`\n\n")
                .append("| | round trip p50 us | p99 us | round trips/s, 64 in flight | messages/s, one way |\n")
                .append("|---|---|---|---|---|\n");
        return text.append(rows(figures, "p50", "p99", "inFlight", "oneWay")).toString();
    }

    /** A line for each setting; of times, whose names begin with p, less is better. */
    private static String rows(Map<Setting, List<Map<?, ?>>> figures, String... columns) {
        List<Map<?, ?>> npm = figures.getOrDefault(Setting.ALL_NPM, List.of());
        StringBuilder rows = new StringBuilder();
        figures.forEach((setting, measured) -> {
            rows.append("| ").append(setting.title);
            for (String column : columns) {
                rows.append(" | ").append(cell(measured, npm, column, column.startsWith("p")));
            }
            rows.append(" |\n");
        });
        return rows.toString();
    }

    private static String cell(List<Map<?, ?>> measured, List<Map<?, ?>> npm, String figure, boolean lessIsBetter) {
        double ours = median(measured, figure);
        double theirs = median(npm, figure);
        return String.format(Locale.ROOT, "%,.0f (%.1f)", ours, lessIsBetter ? theirs / ours : ours / theirs);
    }

    private static double median(List<Map<?, ?>> measured, String figure) {
        double[] values = measured.stream()
                .mapToDouble(figures -> ((Number) java.util.Objects.requireNonNull(figures.get(figure))).doubleValue())
                .sorted()
                .toArray();
        return values[values.length / 2];
    }
}
