package network.ara.up.nodes;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A DNS server, by UDP and TCP: the authority for one zone, whose records can be changed while it runs, and a forwarder
 * for all other names.
 *
 * <p>Thread: any; stages complete on the server's event loop, so what follows must not block.
 */
public final class DnsServer implements AutoCloseable {

    private static final long NAME_SERVER_TTL = 60;

    private final EventLoop loop;
    private final DnsZone zone;
    private final DnsUpdates updates;
    private final DnsResponder responder;
    private final DnsSockets sockets;
    private final Runnable release;

    private DnsServer(DnsOptions options, EventLoop loop, Runnable release) throws PortUnavailable {
        Name origin = DnsUpdates.name(options.zone());
        Record nameServer =
                nameServer(DnsZone.below(origin, "ns"), options.bind().getAddress());
        this.loop = loop;
        this.release = release;
        this.zone = new DnsZone(origin, nameServer, System.currentTimeMillis() / 1000);
        this.updates = new DnsUpdates(zone);
        this.responder = new DnsResponder(zone, options.forward().map(server -> new DnsForwarder(server, loop)));
        this.sockets = DnsSockets.open(options.bind(), responder, loop);
    }

    /**
     * Starts a server on an event loop of its own; returns when it listens.
     *
     * <p>Errors: {@link PortUnavailable}; {@link IllegalArgumentException} for a zone that is no domain name.
     */
    public static DnsServer start(DnsOptions options) throws PortUnavailable {
        EventLoopGroup group = NodeLoop.open("dns");
        try {
            return new DnsServer(options, group.next(), () -> NodeLoop.close(group));
        } catch (PortUnavailable | RuntimeException e) {
            NodeLoop.close(group);
            throw e;
        }
    }

    /** Starts a server on one of these event loops, of Netty's NIO kind, which stays open when it closes. */
    public static DnsServer start(DnsOptions options, EventLoopGroup group) throws PortUnavailable {
        return new DnsServer(options, group.next(), () -> {});
    }

    /** The address that the zone's NS record leads to: clients on this machine, unless it listens elsewhere. */
    private static Record nameServer(Name name, InetAddress bound) {
        InetAddress address = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
        return address instanceof Inet6Address
                ? new AAAARecord(name, DClass.IN, NAME_SERVER_TTL, address)
                : new ARecord(name, DClass.IN, NAME_SERVER_TTL, address);
    }

    /** Where it listens, by UDP and TCP. */
    public InetSocketAddress address() {
        return sockets.address();
    }

    /** The zone it is the authority for, with the final dot. */
    public String zone() {
        return zone.origin().toString();
    }

    /**
     * Replaces what a name in the zone has of a type.
     *
     * <p>Errors, in the stage: {@link IllegalArgumentException} that says what is expected.
     *
     * @param ttl seconds
     * @param data of one record each, as in {@link DnsRecord}
     */
    public CompletionStage<List<DnsRecord>> set(String name, String type, long ttl, List<String> data) {
        return onLoop(() -> {
            updates.set(name, type, ttl, data);
            return CompletableFuture.completedFuture(zone.at(DnsUpdates.name(name)).stream()
                    .filter(set -> set.getType() == DnsUpdates.type(type))
                    .flatMap(set -> set.rrs(false).stream())
                    .map(DnsRecord::of)
                    .toList());
        });
    }

    /**
     * Removes what a name in the zone has of a type, "ANY" for all types; completes with whether there was anything.
     *
     * <p>Errors, in the stage: {@link IllegalArgumentException} that says what is expected.
     */
    public CompletionStage<Boolean> remove(String name, String type) {
        return onLoop(() -> CompletableFuture.completedFuture(updates.remove(name, type)));
    }

    /** All records of the zone, in canonical order. */
    public CompletionStage<List<DnsRecord>> records() {
        return onLoop(() -> CompletableFuture.completedFuture(
                zone.records().stream().map(DnsRecord::of).toList()));
    }

    /**
     * The answer that a client of this server would get.
     *
     * <p>Errors, in the stage: {@link IllegalArgumentException} for a name or type that is none.
     */
    public CompletionStage<DnsAnswer> resolve(String name, String type) {
        return onLoop(() -> {
            Record question = Record.newRecord(DnsUpdates.name(name), DnsUpdates.type(type), DClass.IN);
            return responder.respond(Message.newQuery(question)).thenApply(DnsServer::answer);
        });
    }

    public CompletionStage<DnsStats> stats() {
        return onLoop(() -> CompletableFuture.completedFuture(responder.stats(sockets.unsent())));
    }

    /** Ends the server. Returns when its sockets are closed, unless on the event loop. */
    @Override
    public void close() {
        if (sockets.isOpen()) {
            sockets.close();
            release.run();
        }
    }

    private static DnsAnswer answer(Message message) {
        List<DnsRecord> records = message.getSection(Section.ANSWER).stream()
                .filter(record -> Type.isRR(record.getType()))
                .map(DnsRecord::of)
                .toList();
        return new DnsAnswer(Rcode.string(message.getRcode()), records);
    }

    private <T> CompletionStage<T> onLoop(Supplier<CompletionStage<T>> task) {
        if (!sockets.isOpen()) {
            return CompletableFuture.failedFuture(new IllegalStateException("the dns server is closed"));
        }
        return CompletableFuture.completedFuture(true).thenComposeAsync(go -> task.get(), loop);
    }
}
