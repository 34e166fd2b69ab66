package network.ara.up.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The commands that only read manifests, on very large ones. {@code src/bench/run.sh ManifestBench [ROUNDS]} */
final class ManifestBench {

    private static final String SCRIPT = "./ara-up";
    private static final int MOST = 100_000;

    private final Map<String, List<String>> commands = new LinkedHashMap<>();
    private final Map<String, List<Measured>> runs = new LinkedHashMap<>();

    private ManifestBench() throws IOException {
        BigManifests manifests = new BigManifests(Path.of("target", "bench-manifests"));
        for (int nodes = 1_000; nodes <= MOST; nodes *= 10) {
            Path file = manifests.acyclic(nodes);
            add(nodes(nodes) + ": `check`", "check", file);
            add(nodes(nodes) + ": `graph --format json`", "graph", file, "--format", "json");
            commands.put(nodes(nodes) + ": snakeyaml-engine `Load`, to compare", load(file));
        }
        Path chain = manifests.chain(MOST);
        add("a chain 100,000 deep: `check`", "check", chain);
        add("a chain 100,000 deep: `graph --format json`", "graph", chain, "--format", "json");
        add("a chain 100,000 deep: `graph`", "graph", chain);
        add("a ring of 100,000: `check`", "check", manifests.ring(MOST));
        add("100,000 nodes, all in cycles with all others: `check`", "check", manifests.cyclic(MOST));
        add("a million errors: `check`", "check", manifests.wrong(MOST));
    }

    /** Reads a file with the YAML library's own means, and drops what it says. */
    static final class Parse {
        private Parse() {}

        public static void main(String[] arguments) throws IOException {
            LoadSettings settings =
                    LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
            new Load(settings).loadFromString(Files.readString(Path.of(arguments[0])));
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        new ProcessBuilder(SCRIPT, "--version").inheritIO().start().waitFor(); // builds what is stale
        ManifestBench bench = new ManifestBench();
        for (int round = 1; round <= rounds; round++) {
            bench.round();
        }
        Section.write("manifest", bench.text(rounds));
    }

    private static String nodes(int nodes) {
        return String.format(Locale.ROOT, "%,d nodes, %,d requirements", nodes, 5 * nodes);
    }

    private void add(String title, String command, Path file, String... options) {
        List<String> words = new ArrayList<>(List.of(SCRIPT, command, file.toString()));
        words.addAll(List.of(options));
        commands.put(title, words);
    }

    private static List<String> load(Path file) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Parse.class.getName(),
                file.toString());
    }

    private void round() throws IOException, InterruptedException {
        for (Map.Entry<String, List<String>> command : commands.entrySet()) {
            Measured run = Measured.of(command.getValue());
            System.out.println(command.getKey() + ": " + run);
            runs.computeIfAbsent(command.getKey(), title -> new ArrayList<>()).add(run);
        }
    }

    private String text(int rounds) {
        StringBuilder text = new StringBuilder("## Large manifests\n\n")
                .append(
                        "The real commands through the start script, JVM start included, on generated manifests: seconds of wall\n")
                .append(
                        "clock, seconds of CPU time of all threads, the most memory resident, lines printed; medians of ")
                .append(rounds)
                .append(" alternating\nrounds. `src/bench/run.sh ManifestBench ")
                .append(rounds)
                .append("`\n\n| | wall s | CPU s | MiB | lines |\n|---|---|---|---|---|\n");
        runs.forEach((title, measured) -> text.append(row(title, Measured.median(measured))));
        return text.toString();
    }

    private static String row(String title, Measured median) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.0f | %,.0f |%n",
                title,
                median.wall(),
                median.cpu(),
                median.peak(),
                median.lines());
    }
}
