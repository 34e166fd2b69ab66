package network.ara.up.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What processes hold and have used.
 *
 * @param residentMiB summed up, so that what they share counts for each
 * @param proportionalMiB what they share is divided among all who share it
 * @param cpuMillis of all their threads since these were started
 */
record Footprint(int processes, double residentMiB, double proportionalMiB, double cpuMillis) {

    static Footprint of(List<Long> pids) throws IOException {
        double resident = 0;
        double proportional = 0;
        double cpu = 0;
        for (long pid : pids) {
            Path process = Path.of("/proc", Long.toString(pid));
            for (String line : Files.readAllLines(process.resolve("smaps_rollup"))) {
                double mebibytes = line.endsWith("kB") ? Double.parseDouble(line.replaceAll("\\D", "")) / 1024 : 0;
                resident += line.startsWith("Rss:") ? mebibytes : 0;
                proportional += line.startsWith("Pss:") ? mebibytes : 0;
            }
            cpu += cpuMillis(process.resolve("task"));
        }
        return new Footprint(pids.size(), resident, proportional, cpu);
    }

    /** The first field of schedstat is in nanoseconds; the ticks of stat would be too coarse. */
    private static double cpuMillis(Path tasks) throws IOException {
        double millis = 0;
        try (Stream<Path> threads = Files.list(tasks)) {
            for (Path thread : threads.toList()) {
                millis += Long.parseLong(
                                Files.readString(thread.resolve("schedstat")).split(" ")[0])
                        / 1e6;
            }
        }
        return millis;
    }
}
