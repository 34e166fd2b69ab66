package network.ara.up.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import network.ara.up.it.ChildProcess;

/**
 * From typing {@code ara-up} to all ready, on the quickstart; and what of it is the start of JVMs. {@code src/bench/run.sh
 * StartBench [ROUNDS]}
 */
final class StartBench {

    private static final String SCRIPT = "./ara-up";

    private StartBench() {}

    /** Does nothing: what a JVM costs by itself. */
    static final class Empty {
        private Empty() {}

        public static void main(String[] arguments) {
            System.out.println("empty");
        }
    }

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            Map<String, Double> measured = new LinkedHashMap<>();
            measured.put("an empty Java program, to its first line", emptyProgram());
            measured.put("`node -e`, to its first line", until("empty", "node", "-e", "console.log('empty')"));
            measured.put("`ara-up node dns` by itself, until it listens", builtin());
            quickstart(measured);
            System.out.println("round " + round + ": " + measured);
            if (round > 0) { // the first fills the caches
                measured.forEach((name, millis) ->
                        figures.computeIfAbsent(name, key -> new ArrayList<>()).add(millis));
            }
        }
        Section.write("start", text(figures, rounds));
    }

    private static double emptyProgram() {
        return until(
                "empty",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Empty.class.getName());
    }

    private static double builtin() {
        return until("dns: listening", SCRIPT, "node", "dns", "--port", "20153");
    }

    private static double until(String start, String... command) {
        long began = System.nanoTime();
        try (ChildProcess child = ChildProcess.start(List.of(command))) {
            child.awaitStart(start);
            return (System.nanoTime() - began) / 1e6;
        }
    }

    private static void quickstart(Map<String, Double> measured) {
        long began = System.nanoTime();
        try (ChildProcess up = ChildProcess.start(List.of(SCRIPT, "examples/quickstart/ara.yml"))) {
            up.await("the first boot", line -> line.contains("booting"));
            measured.put("`ara-up` quickstart: to the first node's process", (System.nanoTime() - began) / 1e6);
            up.await("dht and dns", line -> line.matches("resolver +booting.*"));
            measured.put("to dht and dns ready", (System.nanoTime() - began) / 1e6);
            up.awaitStart("up after");
            measured.put("to all ready", (System.nanoTime() - began) / 1e6);
            up.signal("INT");
            up.exitCode();
        }
    }

    private static String text(Map<String, List<Double>> figures, int rounds) {
        StringBuilder text = new StringBuilder("## From `ara-up` to all ready\n\n")
                .append(
                        "The quickstart: dht and dns, each a JVM, then a resolver, which is compiled from its source at each\n")
                .append("start. Milliseconds since the command was given; medians of ")
                .append(rounds)
                .append(" rounds. `src/bench/run.sh StartBench ")
                .append(rounds)
                .append("`\n\n| | ms |\n|---|---|\n");
        figures.forEach(
                (name, millis) -> text.append(String.format(Locale.ROOT, "| %s | %.0f |%n", name, median(millis))));
        return text.toString();
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
