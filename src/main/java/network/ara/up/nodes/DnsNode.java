package network.ara.up.nodes;

import java.util.List;
import network.ara.up.inc.Node;
import network.ara.up.inc.Parameters;
import network.ara.up.inc.Signature;
import org.jspecify.annotations.Nullable;

/** A {@link DnsServer} on the bus: a node that others call. Thread: any. */
public final class DnsNode implements AutoCloseable {

    private static final String NAME = "a domain name";
    private static final String TYPE = "such as A, AAAA, TXT or SRV";

    private final DnsServer server;
    private final Node node;

    private DnsNode(DnsServer server, Node node) {
        this.server = server;
        this.node = node;
    }

    /**
     * Listens, then joins the bus of this machine.
     *
     * <p>Errors: {@link PortUnavailable}; {@link IllegalArgumentException} for a zone that is no domain name.
     *
     * @param name what others call it by
     */
    public static DnsNode start(String name, DnsOptions options) throws PortUnavailable {
        DnsServer server = DnsServer.start(options);
        DnsFunctions functions = new DnsFunctions(server);
        int port = server.address().getPort();
        Node node = Node.named(name)
                .port("udp", port)
                .port("tcp", port)
                .function(
                        "resolve",
                        new Checked((given, caller) -> functions.resolve(
                                given.text(0, "name"),
                                given.optionalText(1, "type").orElse("A"))),
                        Signature.of("Looks a name up, here or upstream.")
                                .parameter("name", "string", NAME)
                                .parameter("type", "string", "A when it is left out")
                                .returns("{status, records}"))
                .function(
                        "set",
                        new Checked((given, caller) -> functions.set(
                                given.text(0, "name"), given.text(1, "type"), given.integer(2, "ttl"), data(given))),
                        Signature.of("Replaces what a name has of a type.")
                                .parameter("name", "string", NAME)
                                .parameter("type", "string", TYPE)
                                .parameter("ttl", "number", "seconds")
                                .parameter("data", "string or list", "for one record each")
                                .returns("the records as they are now"))
                .function(
                        "remove",
                        new Checked((given, caller) -> functions.remove(given.text(0, "name"), given.text(1, "type"))),
                        Signature.of("Removes what a name has of a type.")
                                .parameter("name", "string", NAME)
                                .parameter("type", "string", TYPE)
                                .returns("whether there was anything to remove"))
                .function(
                        "records",
                        new Checked((given, caller) -> functions.records()),
                        Signature.of("All records of its own.").returns("a list of {name, type, ttl, data}"))
                .start();
        return new DnsNode(server, node);
    }

    /** In a list all that follows the ttl, {@code ["web.ara.local", "A", 60, "127.0.0.1", "127.0.0.2"]}, or one list there. */
    private static @Nullable Object data(Parameters given) {
        boolean many = given.raw() instanceof List<?> list && list.size() > 4;
        return many ? ((List<?>) given.raw()).subList(3, ((List<?>) given.raw()).size()) : given.value(3, "data");
    }

    public DnsServer server() {
        return server;
    }

    /** Says bye, then ends. */
    @Override
    public void close() {
        node.close();
        server.close();
    }
}
