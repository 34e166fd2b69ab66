package network.ara.up.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** One end of the benchmark of calls on NATS's Java client; src/bench/js/nats-end.js is the same on npm's. */
final class NatsEnd {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** 100 bytes of JSON. */
    private static final byte[] BODY = ("[\"" + "x".repeat(96) + "\"]").getBytes(UTF_8);

    private NatsEnd() {}

    public static void main(String[] arguments) throws Exception {
        Connection connection = Nats.connect(System.getenv("NATS_URL"));
        if (arguments[0].equals("responder")) {
            connection
                    .createDispatcher(message -> connection.publish(message.getReplyTo(), message.getData()))
                    .subscribe("echo");
            connection.flush(PATIENCE);
            System.out.println("started " + ProcessHandle.current().pid());
        } else {
            new Windows(() -> connection.requestWithTimeout("echo", BODY, PATIENCE))
                    .measure(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        }
        while (true) {
            LockSupport.park();
        }
    }
}
