package network.ara.up.web;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import network.ara.up.bus.BusOptions;
import network.ara.up.inc.CallOptions;
import network.ara.up.inc.Node;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /call/NODE/FUNCTION} with {@code Authorization: Bearer TOKEN} and the parameters as a JSON array or object:
 * answered with the result as JSON, or with {@code {code, message, data}}.
 *
 * <p>On the bus it is a caller named {@value #NAME}, on a connection of its own, whoever leads: policy, limits and
 * booting on call are for it as for any caller.
 *
 * <p>Thread: any; its own is {@code http-gateway}.
 */
public final class HttpGateway implements AutoCloseable {

    /** Its name on the bus. */
    public static final String NAME = "http";

    private static final System.Logger LOG = System.getLogger(HttpGateway.class.getName());

    private static final int MAX_CONNECTIONS = 512;
    private static final int MAX_CALLS = 128;
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_HEAD = 16 * 1024;
    private static final int CHUNK = 8 * 1024;
    private static final int WRITE_SECONDS = 30;

    private final Node node;
    private final Doorkeeper doorkeeper;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("http-gateway", true), NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(loop.next());
    private final AtomicInteger calls = new AtomicInteger(); // counted up by the gateway's thread, down by any
    private final Channel server;

    private HttpGateway(BusOptions bus, InetSocketAddress address, AccessToken token) throws IOException {
        doorkeeper = new Doorkeeper(token, address.getHostString());
        node = Node.named(NAME).silent().start(bus.withMayLead(false));
        try {
            server = bind(address);
        } catch (IOException e) {
            close(loop, node);
            throw e;
        }
    }

    /** Listens from now on. Errors: {@link IOException} where the address can't be had. */
    public static HttpGateway open(BusOptions bus, InetSocketAddress address, AccessToken token) throws IOException {
        return new HttpGateway(bus, address, token);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    private Channel bind(InetSocketAddress address) throws IOException {
        var bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(String.valueOf(bound.cause().getMessage()), bound.cause());
        }
        return bound.channel();
    }

    private void accept(SocketChannel channel) {
        if (connections.size() >= MAX_CONNECTIONS) {
            LOG.log(System.Logger.Level.WARNING, "event=http-connections-exhausted most=" + MAX_CONNECTIONS);
            channel.close();
            return;
        }
        connections.add(channel);
        channel.pipeline()
                .addLast(
                        new WriteTimeoutHandler(WRITE_SECONDS),
                        new HttpServerCodec(MAX_LINE, MAX_HEAD, CHUNK),
                        new FlowControlHandler(),
                        new GatewayConnection(doorkeeper, this::call));
    }

    private CompletableFuture<Answer> call(CallRequest request, Object parameters) {
        if (calls.incrementAndGet() > MAX_CALLS) {
            calls.decrementAndGet();
            return CompletableFuture.completedFuture(Answer.overloaded(MAX_CALLS));
        }
        CompletableFuture<@Nullable Object> call = node.call(
                request.node(), request.function(), parameters, CallOptions.DEFAULTS.withTimeout(request.timeout()));
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        var unused = call.whenComplete((value, failure) -> {
            calls.decrementAndGet();
            answer.complete(failure == null ? Answer.value(value) : Answer.failure(failure));
        });
        var unusedToo = answer.whenComplete((done, failure) -> call.cancel(false)); // the caller may have gone
        return answer;
    }

    @Override
    public void close() {
        server.close();
        connections.close();
        close(loop, node);
    }

    private static void close(EventLoopGroup loop, Node node) {
        node.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
