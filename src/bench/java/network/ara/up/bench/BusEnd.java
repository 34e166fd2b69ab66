package network.ara.up.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.bus.Cast;
import network.ara.up.bus.CastListener;
import network.ara.up.bus.Peer;
import network.ara.up.wire.Json;

/** One end of the bus benchmark on our bus; src/bench/js/bus-end.js is the same with npm's localcast. */
final class BusEnd {

    private static final int WINDOW = 64;
    private static final byte[] ASK = padded("[\"ask\",{\"id\":1000000,\"text\":\"");
    private static final byte[] ONE = padded("[\"one\",{\"id\":1000000,\"text\":\"");

    private BusEnd() {}

    public static void main(String[] arguments) throws Exception {
        try (Bus bus = Bus.open(BusOptions.DEFAULTS.withMayLead(arguments[0].equals("leader")))) {
            System.out.println("started " + ProcessHandle.current().pid());
            switch (arguments[0]) {
                case "leader" -> bus.join("leader", json -> {});
                case "responder" -> new Responder(bus);
                default ->
                    new Requester(bus)
                            .measure(Arrays.stream(arguments)
                                    .skip(1)
                                    .mapToInt(Integer::parseInt)
                                    .toArray());
            }
            awaitEndOfInput();
        }
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // nothing is said
        }
    }

    /** A message of 100 bytes. */
    private static byte[] padded(String start) {
        return (start + "x".repeat(100 - start.length() - 3) + "\"}]").getBytes(UTF_8);
    }

    /** What the driver of the requester is told, on the loop thread. */
    private static class Conversation implements CastListener {

        private final Cast cast;
        private volatile Consumer<byte[]> onMessage = json -> {};
        private final CountDownLatch met = new CountDownLatch(1);

        Conversation(Bus bus) {
            cast = bus.join("bench", this);
        }

        @Override
        public void message(byte[] json) {
            onMessage.accept(json);
        }

        @Override
        public void peer(Peer peer) {
            met.countDown();
        }

        void emit(byte[] message) {
            cast.emit(message);
        }

        void on(Consumer<byte[]> listener) {
            onMessage = listener;
        }

        void awaitPeer() throws InterruptedException {
            met.await();
        }
    }

    /** Answers what is asked, and counts what is streamed. */
    private static final class Responder extends Conversation {

        private static final byte[] COUNTED = "[\"counted\"]".getBytes(UTF_8);

        private int counted;
        private int expected;

        Responder(Bus bus) {
            super(bus);
            on(this::heard);
        }

        private void heard(byte[] json) {
            switch (json[2]) {
                case 'a' -> emit(answer(json));
                case 'c' -> {
                    counted = 0;
                    expected = Integer.parseInt(new String(json, 9, json.length - 10, UTF_8));
                }
                default -> {
                    if (++counted == expected) {
                        emit(COUNTED);
                    }
                }
            }
        }

        /** The same body under another name. */
        private static byte[] answer(byte[] ask) {
            byte[] answer = new byte[ask.length + 3];
            byte[] start = "[\"answer\"".getBytes(UTF_8);
            System.arraycopy(start, 0, answer, 0, start.length);
            System.arraycopy(ask, 6, answer, start.length, ask.length - 6);
            return answer;
        }
    }

    /** Asks; all but the stream of messages from the loop thread, as a JavaScript program would. */
    private static final class Requester extends Conversation {

        private int answers;
        private int asked;
        private long sentNanos;

        Requester(Bus bus) {
            super(bus);
        }

        void measure(int[] counts) throws InterruptedException {
            awaitPeer();
            roundTrips(counts[0]);
            long[] nanos = roundTrips(counts[1]);
            Arrays.sort(nanos);
            window(counts[0]);
            stream(counts[0]);
            double inFlight = counts[3] * 1e9 / window(counts[3]);
            double oneWay = counts[2] * 1e9 / stream(counts[2]);
            System.out.println("figures "
                    + Json.text(java.util.Map.of(
                            "p50",
                            nanos[nanos.length / 2] / 1e3,
                            "p99",
                            nanos[(int) (nanos.length * 0.99)] / 1e3,
                            "inFlight",
                            inFlight,
                            "oneWay",
                            oneWay)));
        }

        private long[] roundTrips(int count) throws InterruptedException {
            long[] nanos = new long[count];
            CountDownLatch done = new CountDownLatch(1);
            answers = 0;
            on(json -> {
                long now = System.nanoTime();
                nanos[answers++] = now - sentNanos;
                if (answers < count) {
                    sentNanos = System.nanoTime();
                    emit(ASK);
                } else {
                    done.countDown();
                }
            });
            sentNanos = System.nanoTime();
            emit(ASK);
            done.await();
            return nanos;
        }

        private long window(int count) throws InterruptedException {
            CountDownLatch done = new CountDownLatch(1);
            answers = 0;
            asked = WINDOW;
            on(json -> {
                if (++answers == count) {
                    done.countDown();
                } else if (asked++ < count) {
                    emit(ASK);
                }
            });
            long start = System.nanoTime();
            for (int i = 0; i < WINDOW; i++) {
                emit(ASK);
            }
            done.await();
            return System.nanoTime() - start;
        }

        private long stream(int count) throws InterruptedException {
            CountDownLatch done = new CountDownLatch(1);
            on(json -> done.countDown());
            long start = System.nanoTime();
            emit(("[\"count\"," + count + "]").getBytes(UTF_8));
            for (int i = 0; i < count; i++) {
                emit(ONE);
            }
            done.await();
            return System.nanoTime() - start;
        }
    }
}
