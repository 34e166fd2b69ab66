package network.ara.up.nodes;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;

/** The server's port, by UDP and by TCP, and its connections. Thread: any. */
final class DnsSockets {

    /** A query has one question and fits in 512 bytes, but for its EDNS options. */
    private static final int MAX_DATAGRAM = 4096;

    /** For port 0: how often to look for one that is free by UDP and TCP. */
    private static final int MAX_ATTEMPTS = 10;

    private final InetSocketAddress address;
    private final Channel listener;
    private final DnsUdpHandler udp;
    private final ChannelGroup channels;

    private DnsSockets(Channel listener, DnsUdpHandler udp, ChannelGroup channels) {
        this.listener = listener;
        this.address = (InetSocketAddress) listener.localAddress();
        this.udp = udp;
        this.channels = channels;
    }

    /** Errors: {@link PortUnavailable}. Waits, so not for the loop's thread. */
    static DnsSockets open(InetSocketAddress bind, DnsResponder responder, EventLoop loop) throws PortUnavailable {
        ChannelGroup channels = new DefaultChannelGroup(loop, true);
        for (int attempt = 1; ; attempt++) {
            DnsUdpHandler udp = new DnsUdpHandler(responder);
            Channel listener = NodeLoop.bind(listener(responder, channels, loop), bind, "tcp");
            try {
                channels.add(NodeLoop.bind(datagrams(udp, loop), (InetSocketAddress) listener.localAddress(), "udp"));
                channels.add(listener);
                return new DnsSockets(listener, udp, channels);
            } catch (PortUnavailable e) {
                listener.close().awaitUninterruptibly();
                if (bind.getPort() != 0 || attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    InetSocketAddress address() {
        return address;
    }

    boolean isOpen() {
        return listener.isOpen();
    }

    long unsent() {
        return udp.unsent();
    }

    void close() {
        ChannelGroupFuture closed = channels.close();
        if (!listener.eventLoop().inEventLoop()) {
            closed.awaitUninterruptibly();
        }
    }

    private static ServerBootstrap listener(DnsResponder responder, ChannelGroup connections, EventLoop loop) {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(DnsTcpHandler.initializer(responder, connections));
    }

    private static Bootstrap datagrams(DnsUdpHandler handler, EventLoop loop) {
        return new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM))
                .handler(handler);
    }
}
