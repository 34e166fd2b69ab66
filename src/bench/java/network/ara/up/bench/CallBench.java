package network.ara.up.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import network.ara.up.wire.Json;

/**
 * Calls through ara-up with a policy, next to NATS, D-Bus and npm's localcast, in alternating rounds.
 *
 * <p>{@code src/bench/run.sh CallBench [ROUNDS [NAME...]]}, a name being one of {@link Way}'s; with {@code BENCH_PIN=1} all
 * processes share one core, which shows what the code costs without the wake-ups between cores.
 */
final class CallBench {

    /** Milliseconds: three JVMs of a call want seconds until the optimizing compiler is done with them, others do not. */
    private static final String JVMS_WARM_UP = "6000";

    private static final String OTHERS_WARM_UP = "1500";
    private static final String MEASURED = "1000";
    private static final String[] IN_FLIGHT = {"1", "16", "64"};
    private static final String WAITING = "1";
    private static final String BY_CALLBACK = "1 by callback";

    /** Runs one peer; returns its line of figures. */
    @FunctionalInterface
    private interface Measurement {
        String of(CallPeers peers) throws IOException;
    }

    /** Who calls whom through what. */
    @SuppressWarnings("ImmutableEnumChecker") // method references are
    enum Way {
        ARA_UP_JAVA("ara-up, Java to Java", JVMS_WARM_UP, CallPeers::araUpJava),
        NATS_JAVA("NATS, jnats", JVMS_WARM_UP, CallPeers::natsJava),
        DBUS("D-Bus, sd-bus in C", OTHERS_WARM_UP, CallPeers::dbus),
        ARA_UP_JS("ara-up, JavaScript to JavaScript", JVMS_WARM_UP, CallPeers::araUpJavaScript),
        NATS_JS("NATS, npm", OTHERS_WARM_UP, CallPeers::natsJavaScript),
        LOCALCAST("npm localcast leads, JavaScript to JavaScript", OTHERS_WARM_UP, CallPeers::localcast);

        private final String title;
        private final String warmUp;
        private final Measurement measurement;

        Way(String title, String warmUp, Measurement measurement) {
            this.title = title;
            this.warmUp = warmUp;
            this.measurement = measurement;
        }
    }

    private CallBench() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        List<Way> ways = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            ways.add(Way.valueOf(arguments[i]));
        }
        Map<Way, List<Map<?, ?>>> figures = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Way way : ways.isEmpty() ? List.of(Way.values()) : ways) {
                List<String> times = List.of(way.warmUp, MEASURED);
                String line = way.measurement.of(new CallPeers(Files.createTempDirectory("calls"), times));
                System.out.println("round " + round + ": " + way.title + ": " + line);
                figures.computeIfAbsent(way, key -> new ArrayList<>())
                        .add((Map<?, ?>) Objects.requireNonNull(Json.parse(line.substring("figures ".length()))));
            }
        }
        if (ways.isEmpty()) {
            Section.write("calls" + (CallPeers.isPinned() ? "-pinned" : ""), text(figures, rounds));
        }
    }

    private static String text(Map<Way, List<Map<?, ?>>> figures, int rounds) {
        StringBuilder text =
                new StringBuilder("## Calls" + (CallPeers.isPinned() ? ", all processes on one core" : ""));
        text.append("""


                A call whose one parameter, 100 bytes of JSON, comes back as its result: caller, callee, and who passes on between
                them, each a process. ara-up is `ara-up up` with both nodes in its manifest, `calls.allow` and `calls.deny` at the
                callee, through our libraries, with ids, deadlines and the memory of answered calls; the Java callee's function is a
                prompt one, so it runs on the bus's thread, as handlers do in JavaScript and sd-bus, and in jnats do not; ara-up's three JVMs look for the
                next message for up to 100 us before they sleep while calls come densely (docs/decisions/brief-spin.md); NATS is nats-server 2.9.10 and its
                request and reply of 100 bytes that nobody parses; D-Bus is a dbus-daemon of its own and a method call that echoes a
                string. Medians of %d alternating rounds. `%ssrc/bench/run.sh CallBench %d`

                | | p50 us | p99 us | calls/s | p50, 16 in flight | p99 | calls/s | p50, 64 in flight | p99 | calls/s |
                |---|---|---|---|---|---|---|---|---|---|
                """.formatted(rounds, CallPeers.isPinned() ? "BENCH_PIN=1 " : "", rounds));
        figures.forEach((way, measured) -> text.append(row(way.title, measured)));
        text.append("""

                In all columns the next call is made by the callback of the one before, as in JavaScript; sd-bus has one thread for
                both. In Java a thread may also make each call and wait for it (`get()`), which wakes it each time:

                | one call at a time, a thread waits | p50 us | p99 us | calls/s |
                |---|---|---|---|
                """);
        for (Way way : List.of(Way.ARA_UP_JAVA, Way.NATS_JAVA)) {
            text.append("| ").append(way.title);
            for (int figure = 0; figure < 3; figure++) {
                text.append(figure(Objects.requireNonNull(figures.get(way)), WAITING, figure));
            }
            text.append(" |\n");
        }
        text.append("""

                | ratio of medians, one call at a time | measured | in each round, from and to | bar |
                |---|---|---|---|
                """);
        text.append(ratio("Java to Java, to NATS with jnats", figures, Way.ARA_UP_JAVA, Way.NATS_JAVA, false, "0.50"));
        text.append(ratio("Java to Java, to D-Bus in C", figures, Way.ARA_UP_JAVA, Way.DBUS, false, "1.00"));
        text.append(ratio("a thread waits, to NATS as well", figures, Way.ARA_UP_JAVA, Way.NATS_JAVA, true, "0.50"));
        text.append(ratio("a thread waits, to D-Bus in C", figures, Way.ARA_UP_JAVA, Way.DBUS, true, "1.00"));
        text.append(
                ratio("JavaScript, to npm localcast leading", figures, Way.ARA_UP_JS, Way.LOCALCAST, false, "0.40"));
        return text.toString();
    }

    private static String row(String title, List<Map<?, ?>> measured) {
        StringBuilder row = new StringBuilder("| " + title);
        for (String inFlight : IN_FLIGHT) {
            for (int figure = 0; figure < 3; figure++) {
                row.append(figure(measured, series(measured, inFlight), figure));
            }
        }
        return row.append(" |\n").toString();
    }

    /** Ends in Java measure one call at a time in both ways, others in the one that they have. */
    private static String series(List<Map<?, ?>> measured, String inFlight) {
        boolean hasBoth = inFlight.equals(WAITING) && measured.get(0).containsKey(BY_CALLBACK);
        return hasBoth ? BY_CALLBACK : inFlight;
    }

    private static String figure(List<Map<?, ?>> measured, String series, int figure) {
        return String.format(Locale.ROOT, " | %,.0f", median(measured, series, figure));
    }

    private static String ratio(
            String what, Map<Way, List<Map<?, ?>>> figures, Way ours, Way theirs, boolean waiting, String bar) {
        List<Map<?, ?>> our = Objects.requireNonNull(figures.get(ours));
        List<Map<?, ?>> their = Objects.requireNonNull(figures.get(theirs));
        String ourSeries = waiting ? WAITING : series(our, WAITING);
        String theirSeries = waiting ? WAITING : series(their, WAITING);
        double[] rounds = IntStream.range(0, our.size())
                .mapToDouble(round -> median(our.subList(round, round + 1), ourSeries, 0)
                        / median(their.subList(round, round + 1), theirSeries, 0))
                .sorted()
                .toArray();
        double ratio = median(our, ourSeries, 0) / median(their, theirSeries, 0);
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f to %.2f | at most %s |\n",
                what,
                ratio,
                rounds[0],
                rounds[rounds.length - 1],
                bar);
    }

    private static double median(List<Map<?, ?>> measured, String inFlight, int figure) {
        double[] values = measured.stream()
                .map(figures -> (List<?>) Objects.requireNonNull(figures.get(inFlight)))
                .mapToDouble(row -> ((Number) Objects.requireNonNull(row.get(figure))).doubleValue())
                .sorted()
                .toArray();
        return values[values.length / 2];
    }
}
