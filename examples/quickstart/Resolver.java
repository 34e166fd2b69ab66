import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import network.ara.up.inc.Caller;
import network.ara.up.inc.Node;
import network.ara.up.inc.Parameters;

/** A node that makes two others useful together: names live in the dns, who serves them in the dht. */
public final class Resolver {

    private static final int TTL_SECONDS = 60;

    public static void main(String[] arguments) throws InterruptedException {
        Node node = Node.named("resolver")
                .requires("dht", "dns")
                .function("resolve", Resolver::resolve)
                .function("publish", Resolver::publish)
                .start();
        System.out.println("resolver: ready");
        Runtime.getRuntime().addShutdownHook(new Thread(node::close)); // says bye
        Thread.currentThread().join();
    }

    /** resolve(name): what the dns knows of the name, and the peers that announced it in the dht. */
    private static Object resolve(Parameters given, Caller caller) {
        String name = given.text(0, "name");
        // All three are asked at once; each answer is waited for as long as our own caller waits.
        var address = caller.call("dns", "resolve", List.of(domain(name), "A"));
        var text = caller.call("dns", "resolve", List.of(domain(name), "TXT"));
        var peers = caller.call("dht", "lookup", List.of(name));
        return CompletableFuture.allOf(address, text, peers)
                .thenApply(all -> new TreeMap<>(
                        Map.of("name", domain(name), "a", address.join(), "txt", text.join(), "peers", peers.join())));
    }

    /** publish(name, port): a name in the dns for a port of this machine, announced in the dht. */
    private static Object publish(Parameters given, Caller caller) {
        String name = given.text(0, "name");
        long port = given.integer(1, "port");
        // The dht first: it refuses a port that is none, and nothing is published then.
        return caller.call("dht", "announce", List.of(name, port))
                .thenCompose(announced -> CompletableFuture.allOf(
                        caller.call("dns", "set", List.of(domain(name), "A", TTL_SECONDS, "127.0.0.1")),
                        caller.call("dns", "set", List.of(domain(name), "TXT", TTL_SECONDS, "port=" + port))))
                .thenApply(done -> domain(name));
    }

    private static String domain(String name) {
        return name + ".ara.local";
    }
}
