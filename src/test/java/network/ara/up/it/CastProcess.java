package network.ara.up.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.bus.Cast;
import network.ara.up.bus.CastListener;
import network.ara.up.bus.Peer;

/** What src/test/js/cast.js is, with our bus: {@code CastProcess NAMESPACE}, the same lines in and out. */
final class CastProcess {

    private CastProcess() {}

    public static void main(String[] arguments) throws IOException {
        try (Bus bus = Bus.open(BusOptions.fromEnvironment(System.getenv()));
                Cast cast = bus.join(arguments[0], new Printer())) {
            bus.onRole(role -> System.out.println("role " + role));
            System.out.println("started " + ProcessHandle.current().pid());
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                cast.emit(line.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static final class Printer implements CastListener {

        @Override
        public void message(byte[] json) {
            System.out.println("message " + new String(json, StandardCharsets.UTF_8));
        }

        @Override
        public void peer(Peer peer) {
            System.out.println("peer " + peer.handshake());
        }

        @Override
        public void connected() {
            System.out.println("connected");
        }

        @Override
        public void disconnected() {
            System.out.println("disconnected");
        }
    }
}
