package network.ara.up.bus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import network.ara.up.wire.MessageScan;
import network.ara.up.wire.MessageScan.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One connection: an HTTP upgrade, then WebSocket messages. Both sides of the bus extend it.
 *
 * <p>Payloads are unmasked and judged where the network put them, as they come in: when the last byte of a large message
 * is here, all the others are done, and nobody had to wait for it. Bytes are moved only where a message spans reads or
 * frames.
 *
 * <p>A violation of the protocol gets its Close frame and the end of the connection right behind it: npm peers wait 30 s
 * for whoever sends a Close and stays.
 */
abstract class FrameConnection extends ChannelInboundHandlerAdapter {

    private static final int LINGER_MILLIS = 1000;

    private final Channel channel;
    private final boolean client;
    private final int maxMessageBytes;

    private final FrameHeader header = new FrameHeader();
    private final MessageScan scan = new MessageScan();

    /** Bytes of the payload of the present frame that are unmasked and judged. */
    private int done;
    /** What waits for the rest of a frame. Null if nothing does. */
    private @Nullable ByteBuf pending;
    /** The fragments so far of a message, with room for a header in front. Null outside of a fragmented message. */
    private @Nullable ByteBuf fragments;

    private boolean upgraded;
    private boolean closing;
    private boolean toBeFlushed;

    /** @param client whether this side opened the connection, and so has to mask */
    FrameConnection(Channel channel, boolean client, int maxMessageBytes) {
        this.channel = channel;
        this.client = client;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** The other side's HTTP. Answers whether frames follow; if not, this has closed the connection. */
    abstract boolean upgrade(HttpHead head);

    /**
     * A whole message, at this place of the buffer, which is the callee's until it returns; bytes in front of the payload
     * that its header had (at least as many as any header of ours needs) are free to be overwritten.
     */
    abstract void message(ByteBuf bytes, int start, int length, Verdict verdict);

    /** All that one read brought was handed over. */
    abstract void readDone();

    /** The other side's bytes broke a rule, or there was no room for them. The connection closes. */
    abstract void violated(Refusal why);

    /** An answer to a ping of ours. */
    void pong() {}

    final Channel channel() {
        return channel;
    }

    /** Tells whether this is the first time since {@link #flush}. */
    final boolean flushLater() {
        boolean first = !toBeFlushed;
        toBeFlushed = true;
        return first;
    }

    final void flush() {
        toBeFlushed = false;
        channel.flush();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // equal buffers are still two to release
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        ByteBuf bytes = (ByteBuf) read;
        if (pending != null) {
            bytes = joined(pending, bytes);
            pending = null;
        }
        try {
            consume(bytes);
            readDone();
            if (bytes.isReadable() && !closing) {
                pending = kept(bytes);
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        if (pending != null) {
            pending.release();
            pending = null;
        }
        endFragments();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            violated(Refusal.OUT_OF_MEMORY);
        } else if (!(cause instanceof java.io.IOException)) {
            Bus.LOG.log(System.Logger.Level.ERROR, "bus connection failed, it is closed", cause);
        }
        closing = true;
        channel.close();
    }

    private void consume(ByteBuf bytes) {
        if (!upgraded && !closing) {
            upgraded = readHttp(bytes);
        }
        while (upgraded && !closing && readFrame(bytes)) {
            header.forget();
        }
    }

    private boolean readHttp(ByteBuf bytes) {
        HttpHead head = HttpHead.read(bytes).orElse(null);
        if (head != null) {
            return upgrade(head);
        }
        if (bytes.readableBytes() > HttpHead.MAX_BYTES) {
            violated(Refusal.NOT_WEBSOCKET);
            closeAfter(Unpooled.EMPTY_BUFFER);
        }
        return false;
    }

    /** False: the rest of it is still to come, or the connection is closing. */
    private boolean readFrame(ByteBuf bytes) {
        if (!header.isRead() && !(header.read(bytes) && isWelcome())) {
            return false;
        }
        int start = bytes.readerIndex() + header.length();
        int length = (int) header.payload();
        judge(bytes, start, Math.min(length, bytes.writerIndex() - start));
        if (done < length) {
            return false;
        }
        bytes.readerIndex(start + length);
        handle(bytes, start, length);
        return true;
    }

    private boolean isWelcome() {
        boolean inMessage = fragments != null;
        boolean continues = header.opcode() == Frames.CONTINUATION;
        if (!header.isLegal() || (!header.isControl() && inMessage != continues)) {
            close(Frames.PROTOCOL_ERROR, Refusal.PROTOCOL_VIOLATION);
            return false;
        }
        if (header.payload() >= maxMessageBytes - (fragments == null ? 0 : fragments.readableBytes())) {
            close(Frames.TOO_BIG, Refusal.TOO_BIG);
            return false;
        }
        if (!header.isControl() && !continues) {
            scan.begin();
        }
        done = 0;
        return true;
    }

    private void judge(ByteBuf bytes, int start, int available) {
        if (available <= done) {
            return;
        }
        ByteBuffer view = bytes.internalNioBuffer(start + done, available - done);
        int from = view.position();
        int to = view.limit();
        if (header.mask() != 0) {
            Frames.unmask(view, from, to, Integer.rotateLeft(header.mask(), 8 * (done & 3)));
        }
        if (!header.isControl()) {
            scan.feed(view, from, to);
        }
        done = available;
    }

    private void handle(ByteBuf bytes, int start, int length) {
        switch (header.opcode()) {
            case Frames.CLOSE -> closed(bytes, start, length);
            case Frames.PING -> write(Frames.PONG, copy(bytes, start, length));
            case Frames.PONG -> pong();
            default -> data(bytes, start, length);
        }
    }

    private void data(ByteBuf bytes, int start, int length) {
        if (fragments == null && header.isFinal()) {
            message(bytes, start, length, scan.end());
            return;
        }
        if (fragments == null) {
            fragments = channel.alloc()
                    .directBuffer(Frames.MAX_HEADER + length)
                    .setIndex(Frames.MAX_HEADER, Frames.MAX_HEADER);
        }
        fragments.writeBytes(bytes, start, length);
        if (header.isFinal()) {
            message(fragments, Frames.MAX_HEADER, fragments.readableBytes(), scan.end());
            endFragments();
        }
    }

    private void endFragments() {
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
    }

    private void closed(ByteBuf bytes, int start, int length) {
        int code = length < 2 ? 0 : bytes.getUnsignedShort(start);
        boolean legal = length == 0 || (code >= 1000 && code < 5000 && code != 1005 && code != 1006);
        byte[] answer = legal ? copy(bytes, start, length) : Frames.closePayload(Frames.PROTOCOL_ERROR);
        closeAfter(Frames.frame(channel.alloc(), Frames.CLOSE, answer, client));
    }

    private static byte[] copy(ByteBuf bytes, int start, int length) {
        byte[] copy = new byte[length];
        bytes.getBytes(start, copy);
        return copy;
    }

    /** Says why, and closes. */
    final void close(int code, Refusal why) {
        violated(why);
        closeAfter(Frames.frame(channel.alloc(), Frames.CLOSE, Frames.closePayload(code), client));
    }

    /** Closes as soon as this was sent, or could not be for a while. What still comes in is ignored. */
    final void closeAfter(ByteBuf lastWords) {
        closing = true;
        channel.writeAndFlush(lastWords).addListener(ChannelFutureListener.CLOSE);
        if (channel.isOpen()) {
            channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Sends a small frame at once. */
    final void write(int opcode, byte[] payload) {
        channel.writeAndFlush(Frames.frame(channel.alloc(), opcode, payload, client), channel.voidPromise());
    }

    /** Takes over both. */
    private ByteBuf joined(ByteBuf first, ByteBuf more) {
        try {
            if (first.writableBytes() >= more.readableBytes()) {
                return first.writeBytes(more);
            }
            ByteBuf all =
                    copy(first, first.readableBytes() + more.readableBytes()).writeBytes(more);
            first.release();
            return all;
        } finally {
            more.release();
        }
    }

    /** What was not consumed, in a buffer that nobody else has a share of. */
    private ByteBuf kept(ByteBuf bytes) {
        if (bytes.refCnt() == 1 && bytes.readerIndex() == 0) {
            return bytes.retain();
        }
        return copy(bytes, bytes.readableBytes());
    }

    /** Doubles on the way to a large frame: what it announces is no reason to believe that it comes. */
    private ByteBuf copy(ByteBuf bytes, int needed) {
        long whole = header.isRead() ? header.length() + header.payload() : 0;
        int capacity = (int) Math.max(needed, Math.min(whole, 2L * needed));
        return channel.alloc().directBuffer(capacity).writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
    }
}
