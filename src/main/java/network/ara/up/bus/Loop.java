package network.ara.up.bus;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SelectStrategy;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The bus's one thread, and the kind of sockets that go with it: Linux's own, or the JDK's elsewhere. */
final class Loop {

    private static final int CONNECT_MILLIS = 2000;

    static {
        // Where System.Logger goes as well. SLF4J would take 40 ms to find out that nobody listens.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        // Netty would look through all network interfaces for a name that no two of its channels on earth share.
        if (System.getProperty("io.netty.machineId") == null) {
            System.setProperty("io.netty.machineId", "00:00:00:00:00:00:00:01");
        }
    }

    private final EventLoopGroup group;
    private final boolean epoll = Epoll.isAvailable();
    private final int highWaterMark;

    /** @param highWaterMark bytes that may wait for a peer: it is unwritable with more */
    Loop(int highWaterMark) {
        this.highWaterMark = highWaterMark;
        IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory(0, this::spin) : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("ara-up-bus"), factory);
    }

    @SuppressWarnings("ThreadPriorityCheck") // to yield is right where nothing depends on it
    private SelectStrategy spin() {
        return new BriefSpin(this::hasTasks, System::nanoTime, Thread::yield);
    }

    private boolean hasTasks() {
        return ((SingleThreadEventExecutor) thread()).pendingTasks() > 0;
    }

    EventLoop thread() {
        return group.next();
    }

    /** Reads once, up to 64 KiB, from each connection in a turn: a flood takes no more of it than its share. */
    ServerBootstrap server() {
        return new ServerBootstrap()
                .group(group)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true) // as npm's: the port is free at once after a leader
                .childOption(ChannelOption.AUTO_READ, false) // until it is known whose it is
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator().maxMessagesPerRead(1))
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark());
    }

    Bootstrap client() {
        return new Bootstrap()
                .group(group)
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark());
    }

    /** As {@link Bus#after}. */
    Runnable after(Duration delay, Runnable action) {
        try {
            var scheduled = thread().schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) { // it is ending
            return () -> {};
        }
    }

    /** Ends the thread after what it has been given, closing what is still open. */
    void shutDown() {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    /** Whether it ended in time. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return group.awaitTermination(millis, TimeUnit.MILLISECONDS);
    }

    private WriteBufferWaterMark waterMark() {
        return new WriteBufferWaterMark(highWaterMark / 2, highWaterMark);
    }
}
