package network.ara.up.bus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;

/**
 * WebSocket frames, as bytes.
 *
 * <p>Spec: RFC 6455 §5.
 */
final class Frames {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    static final int GOING_AWAY = 1001;
    static final int PROTOCOL_ERROR = 1002;
    static final int POLICY_VIOLATION = 1008;
    static final int TOO_BIG = 1009;

    /** What any header needs, masked and of a large payload. */
    static final int MAX_HEADER = 14;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;

    private Frames() {}

    static int headerLength(int payload, boolean masked) {
        int length = payload < 126 ? 2 : payload < 65536 ? 4 : 10;
        return masked ? length + 4 : length;
    }

    /**
     * Writes the header of an unfragmented frame at this index; the writer index stays where it is.
     *
     * @param masked a client has to. The key is zero, so the payload stays as it is: masks protect proxies from scripts in
     *     web pages, and here is neither
     */
    static void setHeader(ByteBuf frame, int index, int opcode, int payload, boolean masked) {
        int maskBit = masked ? MASKED : 0;
        frame.setByte(index, FIN | opcode);
        if (payload < 126) {
            frame.setByte(index + 1, maskBit | payload);
        } else if (payload < 65536) {
            frame.setByte(index + 1, maskBit | 126);
            frame.setShort(index + 2, payload);
        } else {
            frame.setByte(index + 1, maskBit | 127);
            frame.setLong(index + 2, payload);
        }
        if (masked) {
            frame.setInt(index + headerLength(payload, false), 0);
        }
    }

    /** Makes a binary frame of a payload that has room for the header in front; answers the same buffer. */
    static ByteBuf framed(ByteBuf payload, boolean masked) {
        int length = payload.readableBytes();
        int start = payload.readerIndex() - headerLength(length, masked);
        setHeader(payload, start, BINARY, length, masked);
        return payload.readerIndex(start);
    }

    /** A frame of its own. */
    static ByteBuf frame(ByteBufAllocator allocator, int opcode, byte[] payload, boolean masked) {
        int header = headerLength(payload.length, masked);
        ByteBuf frame = allocator.directBuffer(header + payload.length);
        setHeader(frame, 0, opcode, payload.length, masked);
        return frame.setIndex(0, header).writeBytes(payload);
    }

    /** An unmasked binary frame, to be sent to several. */
    static byte[] bytes(byte[] payload) {
        ByteBuf frame = frame(UnpooledByteBufAllocator.DEFAULT, BINARY, payload, false);
        byte[] bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes).release();
        return bytes;
    }

    /** Moves bytes towards the start of their buffer; from and to may overlap. */
    static void move(ByteBuf buffer, int from, int to, int length) {
        ByteBuffer view = buffer.internalNioBuffer(to, from + length - to);
        int base = view.position();
        view.put(base, view, base + from - to, length);
    }

    static byte[] closePayload(int code) {
        return new byte[] {(byte) (code >> 8), (byte) code};
    }

    /** Takes the mask off (or puts it on), eight bytes at a time. The buffer's order must be big-endian. */
    static void unmask(ByteBuffer bytes, int from, int to, int mask) {
        long twice = (long) mask << 32 | (mask & 0xffffffffL);
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            bytes.putLong(i, bytes.getLong(i) ^ twice);
        }
        for (int shift = 56; i < to; i++, shift -= 8) {
            bytes.put(i, (byte) (bytes.get(i) ^ (twice >> shift)));
        }
    }
}
