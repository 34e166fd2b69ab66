package network.ara.up.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import network.ara.up.bus.BusOptions;
import network.ara.up.inc.Node;
import network.ara.up.inc.Signature;

/** One end of the benchmark of calls on our library; src/bench/js/call-end.js is the same on ara-inc. */
final class CallEnd {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** 100 bytes of JSON. */
    private static final List<Object> PARAMS = List.of("x".repeat(96));

    private CallEnd() {}

    public static void main(String[] arguments) throws Exception {
        boolean calls = arguments[0].equals("requester");
        Node node = Node.named(calls ? "caller" : "callee")
                .function(
                        "echo",
                        (given, caller) -> given.text(0, "text"),
                        Signature.of("its parameter").prompt())
                .start(BusOptions.DEFAULTS.withMayLead(false));
        node.ping(calls ? List.of("callee") : List.of(), PATIENCE).get(); // it is on the bus
        System.out.println("started " + ProcessHandle.current().pid());
        if (calls) {
            new Windows(() -> node.call("callee", "echo", PARAMS, PATIENCE))
                    .measure(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        }
        while (true) {
            LockSupport.park();
        }
    }
}
