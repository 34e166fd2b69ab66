package network.ara.up.nodes;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A node of BitTorrent's mainline DHT, from its start to {@link #close}.
 *
 * <p>Spec: BEP 5, over IPv4. Thread: any; stages complete on the node's event loop, so what follows must not block.
 */
public final class Dht implements AutoCloseable {

    /** Longer datagrams are cut, and then malformed: no answer of BEP 5 comes near. */
    private static final int MAX_DATAGRAM = 8192;

    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final DhtEngine engine;
    private final Runnable release;

    private Dht(DatagramChannel channel, DhtEngine engine, Runnable release) {
        this.channel = channel;
        this.address = channel.localAddress();
        this.engine = engine;
        this.release = release;
    }

    /** Starts a node on an event loop of its own. Errors: {@link PortUnavailable}. Returns when it listens. */
    public static Dht start(DhtOptions options) throws PortUnavailable {
        EventLoopGroup group = NodeLoop.open("dht");
        try {
            return start(options, group, () -> NodeLoop.close(group));
        } catch (PortUnavailable e) {
            NodeLoop.close(group);
            throw e;
        }
    }

    /** Starts a node on event loops of Netty's NIO kind, which stay open when it closes. Errors: {@link PortUnavailable}. */
    public static Dht start(DhtOptions options, EventLoopGroup group) throws PortUnavailable {
        return start(options, group, () -> {});
    }

    private static Dht start(DhtOptions options, EventLoopGroup group, Runnable release) throws PortUnavailable {
        checkIpv4(options.bind());
        options.bootstrap().forEach(Dht::checkIpv4);
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channelFactory(() -> new NioDatagramChannel(SocketProtocolFamily.INET))
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM))
                .handler(new ChannelInitializer<DatagramChannel>() {
                    @Override
                    protected void initChannel(DatagramChannel channel) {
                        channel.pipeline().addLast(new Inbound(new DhtEngine(channel, options.bootstrap())));
                    }
                });
        DatagramChannel channel = (DatagramChannel) NodeLoop.bind(bootstrap, options.bind(), "udp");
        DhtEngine engine = channel.pipeline().get(Inbound.class).engine;
        channel.eventLoop().execute(engine::start);
        return new Dht(channel, engine, release);
    }

    private static void checkIpv4(InetSocketAddress address) {
        if (!(address.getAddress() instanceof Inet4Address)) {
            throw new IllegalArgumentException("expected an IPv4 address, got " + PortUnavailable.text(address));
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** The id that it chose for itself at its start. */
    public DhtId id() {
        return engine.own();
    }

    /** Finds who announced itself for an infohash: through the network, and in the node's own store. At most 4 s. */
    public CompletionStage<List<InetSocketAddress>> lookup(DhtId infohash) {
        return onLoop(() -> engine.lookup(infohash));
    }

    /**
     * Announces a port of this host for an infohash, for 30 minutes: to the nearest nodes, and in the node's own store.
     *
     * @return the number of other nodes that took it: 0 when this node is alone
     */
    public CompletionStage<Integer> announce(DhtId infohash, int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("expected a port from 1 to 65535, got " + port);
        }
        return onLoop(() -> engine.announce(infohash, port));
    }

    /** The routing table, the nearest nodes first. */
    public CompletionStage<List<DhtNeighbour>> nodes() {
        return onLoop(() -> CompletableFuture.completedFuture(engine.nodes()));
    }

    public CompletionStage<DhtStats> stats() {
        return onLoop(() -> CompletableFuture.completedFuture(engine.stats()));
    }

    /** Ends the node: what is open ends with what it has. Returns when the socket is closed, unless on the event loop. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        channel.eventLoop().execute(engine::close);
        ChannelFuture closed = channel.close();
        if (!channel.eventLoop().inEventLoop()) {
            closed.awaitUninterruptibly();
        }
        release.run();
    }

    private <T> CompletionStage<T> onLoop(Supplier<CompletionStage<T>> task) {
        if (!channel.isOpen()) {
            return CompletableFuture.failedFuture(new IllegalStateException("the dht is closed"));
        }
        return CompletableFuture.completedFuture(true).thenComposeAsync(go -> task.get(), channel.eventLoop());
    }

    private static final class Inbound extends SimpleChannelInboundHandler<DatagramPacket> {
        private static final System.Logger LOG = System.getLogger(Dht.class.getName());

        private final DhtEngine engine;

        Inbound(DhtEngine engine) {
            this.engine = engine;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            engine.datagram(ByteBufUtil.getBytes(packet.content()), packet.sender());
        }

        /** One packet must not end the node, whatever is in it. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.log(System.Logger.Level.DEBUG, "node=dht event=packet-failed", cause);
        }
    }
}
