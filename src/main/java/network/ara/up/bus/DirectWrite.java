package network.ara.up.bus;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets any thread write a frame to the socket of a connection itself, while the loop has nothing to write to it: the loop
 * need not be woken first (docs/decisions/direct-writes.md). Whatever the loop writes goes through here as well, and the two
 * take turns.
 *
 * <p>The socket's number may be another's as soon as the loop has closed it. So whatever closes it comes by here first, and the
 * channel allows half closure, for else Netty would close it by itself at the other side's end. What it still closes by itself, a
 * channel that can't be written to, is busy until then: no thread writes before all that the loop had to write is gone.
 */
final class DirectWrite extends ChannelDuplexHandler {

    private final FileDescriptor socket;
    private final ReentrantLock turn = new ReentrantLock();

    private boolean busy = true; // guarded by turn: the loop has something to write, or may have
    private boolean ended; // guarded by turn: the socket is closed, or is about to be
    private @Nullable ByteBuf rest; // guarded by turn: of a frame that the kernel took a part of; goes first

    private DirectWrite(FileDescriptor socket) {
        this.socket = socket;
    }

    /** Null where this kind of channel can't be written to so. */
    static @Nullable DirectWrite of(Channel channel) {
        if (!(channel instanceof EpollSocketChannel epoll)) {
            return null;
        }
        epoll.config().setAllowHalfClosure(true);
        return new DirectWrite(epoll.fd());
    }

    /**
     * Writes a frame, and takes it over; or answers false, and does not. Any thread.
     *
     * @param isNext asked once it is this thread's turn: whether nothing was emitted before that the loop does not know of yet
     */
    boolean write(Channel channel, ByteBuf frame, BooleanSupplier isNext) {
        if (!turn.tryLock()) {
            return false;
        }
        try {
            if (busy || ended || !isNext.getAsBoolean()) {
                return false;
            }
            int length = frame.readableBytes();
            int written = socket.write(
                    frame.internalNioBuffer(frame.readerIndex(), length).slice(), 0, length);
            if (written < length) {
                rest = frame.skipBytes(written);
                busy = true;
                flushSoon(channel);
            } else {
                frame.release();
            }
            return true;
        } catch (IOException e) {
            return false; // the loop meets the same error, and deals with it
        } finally {
            turn.unlock();
        }
    }

    private static void flushSoon(Channel channel) {
        try {
            channel.eventLoop().execute(channel::flush);
        } catch (RejectedExecutionException e) {
            return; // the loop has ended, and with it the connection
        }
    }

    /** No thread but the loop's writes from now on. */
    void end() {
        turn.lock();
        try {
            ended = true;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        turn.lock();
        try {
            busy = true;
            writeRest(ctx);
            ctx.write(message, promise);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        turn.lock();
        try {
            writeRest(ctx);
            ctx.flush();
            ChannelOutboundBuffer waiting = ctx.channel().unsafe().outboundBuffer();
            busy = waiting == null || !waiting.isEmpty();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        end();
        ctx.close(promise);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.channel().close();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        turn.lock();
        try {
            if (rest != null) {
                rest.release();
                rest = null;
            }
        } finally {
            turn.unlock();
        }
    }

    private void writeRest(ChannelHandlerContext ctx) {
        if (rest != null) {
            ByteBuf first = rest;
            rest = null;
            ctx.write(first, ctx.voidPromise());
        }
    }
}
