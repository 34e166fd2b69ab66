package network.ara.up.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Supervisors side by side: restart after a kill, boot, memory and idle CPU. {@code src/bench/run.sh SuperviseBench [KILLS]
 * [ROUNDS] [IDLE_SECONDS]}
 */
final class SuperviseBench {

    private static final Path FOLDER = Path.of("target", "bench-supervise").toAbsolutePath();
    private static final Fleet IDLE = Fleet.independent(50, 0);
    private static final List<Fleet> BOOTS =
            List.of(Fleet.chain(20, 10), Fleet.layered(10, 10, 3, 20), Fleet.independent(200, 0));
    private static final int SETTLE_SECONDS = 10;

    private final int kills;
    private final int rounds;
    private final int idleSeconds;
    private final Map<Peer, List<Double>> restarts = new LinkedHashMap<>();
    private final Map<Peer, Footprint> idle = new LinkedHashMap<>();
    private final Map<Fleet, Map<Peer, List<Double>>> boots = new LinkedHashMap<>();

    private SuperviseBench(int kills, int rounds, int idleSeconds) {
        this.kills = kills;
        this.rounds = rounds;
        this.idleSeconds = idleSeconds;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new ProcessBuilder("./ara-up", "--version").inheritIO().start().waitFor(); // builds what is stale
        String load = load();
        SuperviseBench bench =
                new SuperviseBench(number(arguments, 0, 30), number(arguments, 1, 5), number(arguments, 2, 20));
        bench.measureRunning();
        for (int round = 0; round <= bench.rounds; round++) {
            bench.measureBoots(round);
        }
        SuperviseText text = new SuperviseText(bench.restarts, bench.idle, bench.boots);
        String command =
                "src/bench/run.sh SuperviseBench " + bench.kills + " " + bench.rounds + " " + bench.idleSeconds;
        Section.write("supervise", text.of(command, "load average " + load + " before, " + load() + " after"));
    }

    private static int number(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    /** All supervisors run side by side, first idle; then a service of each in turn is killed. */
    private void measureRunning() throws IOException, InterruptedException {
        Map<Peer, Supervision> running = new LinkedHashMap<>();
        try {
            for (Peer peer : Peers.ALL) {
                running.put(
                        peer,
                        Supervision.start(peer, FOLDER.resolve(peer.title()).resolve("idle"), IDLE));
            }
            measureIdle(running);
            for (int i = 0; i < kills; i++) {
                for (Map.Entry<Peer, Supervision> entry : running.entrySet()) {
                    double millis = entry.getValue().restartMillis("n" + i % 10);
                    restarts.computeIfAbsent(entry.getKey(), peer -> new ArrayList<>())
                            .add(millis);
                    System.out.printf(
                            Locale.ROOT,
                            "kill %d: %s %.1f ms%n",
                            i,
                            entry.getKey().title(),
                            millis);
                }
            }
        } finally {
            for (Supervision supervision : running.values()) {
                supervision.close();
            }
        }
    }

    private void measureIdle(Map<Peer, Supervision> running) throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        Map<Peer, Footprint> before = new LinkedHashMap<>();
        for (Map.Entry<Peer, Supervision> entry : running.entrySet()) {
            before.put(entry.getKey(), Footprint.of(entry.getValue().processes()));
        }
        TimeUnit.SECONDS.sleep(idleSeconds);
        for (Map.Entry<Peer, Supervision> entry : running.entrySet()) {
            Footprint now = Footprint.of(entry.getValue().processes());
            double cpu = now.cpuMillis()
                    - Objects.requireNonNull(before.get(entry.getKey())).cpuMillis();
            idle.put(
                    entry.getKey(),
                    new Footprint(now.processes(), now.residentMiB(), now.proportionalMiB(), cpu / idleSeconds));
        }
        System.out.println(idle);
    }

    private void measureBoots(int round) throws IOException {
        for (Fleet fleet : BOOTS) {
            for (Peer peer : Peers.ALL) {
                if (peer.canOrder() || !fleet.isOrdered()) {
                    Path folder = FOLDER.resolve(peer.title()).resolve("boot-" + fleet.size());
                    try (Supervision booted = Supervision.start(peer, folder, fleet)) {
                        double millis = booted.bootMillis() - fleet.criticalPathMillis();
                        System.out.printf(
                                Locale.ROOT, "round %d: %s, %s %.1f ms%n", round, fleet.title(), peer.title(), millis);
                        if (round > 0) { // the first makes the folders, and fills the caches
                            boots.computeIfAbsent(fleet, key -> new LinkedHashMap<>())
                                    .computeIfAbsent(peer, key -> new ArrayList<>())
                                    .add(millis);
                        }
                    }
                }
            }
        }
    }
}
