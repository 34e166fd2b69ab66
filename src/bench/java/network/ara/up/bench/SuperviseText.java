package network.ara.up.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The section of docs/benchmarks.md on supervisors. In brackets: how many times ara-up's figure. */
record SuperviseText(
        Map<Peer, List<Double>> restarts, Map<Peer, Footprint> idle, Map<Fleet, Map<Peer, List<Double>>> boots) {

    private static final String INTRODUCTION = """
            ## Supervisors side by side

            Debian's s6 2.11, runit 2.1 and supervisord 4.2, npm's pm2 7.0.4; Debian 12 has neither s6-rc nor dinit. Every service is
            one small C program, linked statically, that notes the monotonic clock in its first instruction, sleeps, notes that it
            is ready, and waits. In brackets, how many times ara-up's figure. ara-up runs by its start script as a user has it, with
            `ready: {log: ready}`: a node is ready when a line of its log says so. All in one run: `COMMAND`; LOAD.

            """;

    private static final String RESTARTS = """
            From `kill -9` of a service, one of 50, to its replacement's first instruction, ms; KILLS kills each, in turns. Limits of
            restarts are raised (ara-up: `limit: 1000 in 1s`, pm2: `max_restarts`), and each service had run for 1.5 s before it was
            killed, so that nobody's pause before a restart that comes too soon is measured.

            | | median | 90 of 100 | worst |
            |---|---|---|---|
            """;

    private static final String BOOTS = """

            Boot: from the launch of the supervisor to the last service's being ready, in ms over the critical path (what a
            supervisor that costs nothing would take); medians of ROUNDS rounds. s6 orders starts by run scripts that wait with
            `s6-svwait -U`; runit, pm2 and supervisord wait for nothing, and start all at once. pm2's figure holds the start of its
            daemon.

            """;

    private static final String IDLE = """

            The supervisor alone, with 50 idle services: memory in MiB, resident (summed up over its processes, what they share
            counts for each) and proportional (it is divided among them); CPU while nothing happens, in ms each second.

            | | processes | resident | proportional | CPU ms/s |
            |---|---|---|---|---|
            """;

    String of(String command, String load) {
        return INTRODUCTION.replace("COMMAND", command).replace("LOAD", load)
                + restartTable()
                + bootTable()
                + idleTable();
    }

    private String restartTable() {
        double ours = quantile(ours(restarts), 0.5);
        StringBuilder text =
                new StringBuilder(RESTARTS.replace("KILLS", "" + ours(restarts).size()));
        restarts.forEach((peer, millis) -> text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %.1f | %.1f |%n",
                peer.title(),
                ratio("%.1f", quantile(millis, 0.5), ours),
                quantile(millis, 0.9),
                quantile(millis, 1))));
        return text.toString();
    }

    private String bootTable() {
        StringBuilder text = new StringBuilder(BOOTS.replace(
                "ROUNDS", "" + ours(boots.values().iterator().next()).size()));
        text.append('|');
        boots.keySet().forEach(fleet -> text.append(" | ").append(fleet.title()));
        text.append(" |\n|---").append("|---".repeat(boots.size())).append("|\n");
        for (Peer peer : restarts.keySet()) {
            text.append("| ").append(peer.title());
            boots.values().forEach(figures -> text.append(" | ").append(boot(figures, peer)));
            text.append(" |\n");
        }
        return text.toString();
    }

    private static String boot(Map<Peer, List<Double>> figures, Peer peer) {
        List<Double> millis = figures.getOrDefault(peer, List.of());
        return millis.isEmpty() ? "no order" : ratio("%.0f", quantile(millis, 0.5), quantile(ours(figures), 0.5));
    }

    private String idleTable() {
        Footprint ours = ours(idle);
        StringBuilder text = new StringBuilder(IDLE);
        idle.forEach((peer, now) -> text.append(String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s |%n",
                peer.title(),
                now.processes(),
                ratio("%.0f", now.residentMiB(), ours.residentMiB()),
                ratio("%.0f", now.proportionalMiB(), ours.proportionalMiB()),
                ratio("%.2f", now.cpuMillis(), ours.cpuMillis()))));
        return text.toString();
    }

    /** ara-up is the first. */
    private static <T> T ours(Map<Peer, T> figures) {
        return figures.values().iterator().next();
    }

    private static String ratio(String format, double value, double ours) {
        return String.format(Locale.ROOT, format + " (%.2f)", value, value / ours);
    }

    private static double quantile(List<Double> values, double share) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1, (long) (sorted.length * share))];
    }
}
