package network.ara.up.nodes;

import network.ara.up.inc.Node;
import network.ara.up.inc.Signature;

/** A {@link Dht} on the bus: a node that others call. Thread: any. */
public final class DhtNode implements AutoCloseable {

    private static final String KEY = "an infohash of 40 hexadecimal digits; any other text stands for its SHA-1";

    private final Dht dht;
    private final Node node;

    private DhtNode(Dht dht, Node node) {
        this.dht = dht;
        this.node = node;
    }

    /**
     * Listens, then joins the bus of this machine.
     *
     * <p>Errors: {@link PortUnavailable}.
     *
     * @param name what others call it by
     */
    public static DhtNode start(String name, DhtOptions options) throws PortUnavailable {
        Dht dht = Dht.start(options);
        DhtFunctions functions = new DhtFunctions(dht);
        Node node = Node.named(name)
                .port("udp", dht.address().getPort())
                .function(
                        "lookup",
                        new Checked((given, caller) -> functions.lookup(given.text(0, "key"))),
                        Signature.of("Who announced a key.")
                                .parameter("key", "string", KEY)
                                .returns("a list of {host, port}"))
                .function(
                        "announce",
                        new Checked(
                                (given, caller) -> functions.announce(given.text(0, "key"), given.integer(1, "port"))),
                        Signature.of("Announces a port of this host for 30 minutes.")
                                .parameter("key", "string", KEY)
                                .parameter("port", "number", "1 to 65535")
                                .returns("{key, nodes}: how many other nodes took it"))
                .function(
                        "nodes",
                        new Checked((given, caller) -> functions.nodes()),
                        Signature.of("The routing table.").returns("a list of {id, host, port, good}"))
                .start();
        return new DhtNode(dht, node);
    }

    public Dht dht() {
        return dht;
    }

    /** Says bye, then ends. */
    @Override
    public void close() {
        node.close();
        dht.close();
    }
}
