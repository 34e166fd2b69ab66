package network.ara.up.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What a command took.
 *
 * @param wall seconds
 * @param cpu seconds of all its threads, in user and kernel mode
 * @param peak the most memory that it had resident, in MiB
 * @param lines that it printed
 */
record Measured(double wall, double cpu, double peak, double lines) {

    private static final Path OUTPUT = Path.of("target", "bench.output");
    private static final double TICKS_A_SECOND = 100;
    private static final int POLL_MILLIS = 5;

    /** Runs a command to its end. */
    static Measured of(List<String> command) throws IOException, InterruptedException {
        double before = childrenCpu();
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(OUTPUT.toFile())
                .start();
        double peak = 0;
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peak(process.pid()).orElse(0.0));
        }
        double wall = (System.nanoTime() - began) / 1e9;
        try (var lines = Files.lines(OUTPUT)) {
            return new Measured(wall, childrenCpu() - before, peak, lines.count());
        }
    }

    /** Each figure's median by itself. */
    static Measured median(List<Measured> runs) {
        return new Measured(
                median(runs, Measured::wall),
                median(runs, Measured::cpu),
                median(runs, Measured::peak),
                median(runs, Measured::lines));
    }

    private static double median(List<Measured> runs, ToDoubleFunction<Measured> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The kernel adds up the times of children that have ended and were waited for. */
    private static double childrenCpu() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_A_SECOND;
    }

    /** The kernel remembers the highest value, so the last look before the end is enough. */
    private static Optional<Double> peak(long pid) {
        try {
            return Arrays.stream(Files.readString(Path.of("/proc/" + pid + "/status"))
                            .split("\n"))
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // it has ended
        }
    }
}
