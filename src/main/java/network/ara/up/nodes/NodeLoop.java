package network.ara.up.nodes;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** One event loop thread, and the opening of sockets on it. Java's own selector: one thread for a few sockets needs no epoll. */
final class NodeLoop {

    static {
        // As the bus does, whichever comes first: else Netty looks through all network interfaces for a name that no
        // two of its channels on earth share, and warns where there is none.
        if (System.getProperty("io.netty.machineId") == null) {
            System.setProperty("io.netty.machineId", "00:00:00:00:00:00:00:01");
        }
    }

    private NodeLoop() {}

    static EventLoopGroup open(String name) {
        return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    }

    /** Closes what {@link #open} opened; returns at once. */
    @SuppressWarnings("FutureReturnValueIgnored") // its thread is a daemon: nobody waits for it
    static void close(EventLoopGroup group) {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** Errors: {@link PortUnavailable} with the reason. Waits, so not for a loop's thread. */
    static Channel bind(AbstractBootstrap<?, ?> bootstrap, InetSocketAddress address, String protocol)
            throws PortUnavailable {
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new PortUnavailable(address, protocol, bound.cause());
        }
        return bound.channel();
    }
}
