package network.ara.up.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import network.ara.up.bus.BusOptions;
import network.ara.up.inc.Node;
import network.ara.up.wire.Json;

/** One end of the benchmark of calls on our library; src/bench/js/call-end.js is the same on ara-inc. */
final class CallEnd {

    private static final int WINDOW = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<Object> PARAMS = List.of("x".repeat(40));

    private CallEnd() {}

    public static void main(String[] arguments) throws Exception {
        BusOptions options = BusOptions.DEFAULTS.withMayLead(false);
        boolean calls = arguments[0].equals("requester");
        try (Node node = Node.named(calls ? "caller" : "callee")
                .function("echo", (given, caller) -> given.text(0, "text"))
                .start(options)) {
            node.ping(List.of(), PATIENCE).get(); // it is on the bus
            System.out.println("started " + ProcessHandle.current().pid());
            if (calls) {
                measure(
                        node,
                        Arrays.stream(arguments)
                                .skip(1)
                                .mapToInt(Integer::parseInt)
                                .toArray());
            }
            while (System.in.read() >= 0) {
                // nothing is said
            }
        }
    }

    private static void measure(Node node, int[] counts) throws Exception {
        oneByOne(node, counts[0]);
        long[] nanos = oneByOne(node, counts[1]);
        Arrays.sort(nanos);
        window(node, counts[0]);
        double inFlight = counts[3] * 1e9 / window(node, counts[3]);
        System.out.println("figures "
                + Json.text(Map.of(
                        "p50",
                        nanos[nanos.length / 2] / 1e3,
                        "p99",
                        nanos[(int) (nanos.length * 0.99)] / 1e3,
                        "inFlight",
                        inFlight)));
    }

    private static long[] oneByOne(Node node, int count) throws Exception {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long began = System.nanoTime();
            node.call("callee", "echo", PARAMS, PATIENCE).get();
            nanos[i] = System.nanoTime() - began;
        }
        return nanos;
    }

    private static long window(Node node, int count) throws Exception {
        Semaphore free = new Semaphore(WINDOW);
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            free.acquire();
            node.call("callee", "echo", PARAMS, PATIENCE).whenComplete((result, failure) -> free.release());
        }
        free.acquire(WINDOW);
        return System.nanoTime() - began;
    }
}
