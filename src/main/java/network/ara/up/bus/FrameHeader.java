package network.ara.up.bus;

import io.netty.buffer.ByteBuf;

/**
 * The header of the frame that is being read. One object, read into again and again.
 *
 * <p>Spec: RFC 6455 §5.2. As npm's ws does, it takes frames with and without a mask from either side.
 */
final class FrameHeader {

    /** 0 until it was read. */
    private int length;

    private int first;
    private long payload;
    private int mask;

    /** Reads what starts at the reader index, which stays. False: not all of it is there. */
    boolean read(ByteBuf bytes) {
        int available = bytes.readableBytes();
        if (available < 2) {
            return false;
        }
        int start = bytes.readerIndex();
        int second = bytes.getByte(start + 1);
        int size = second & 0x7f;
        int sizeBytes = size < 126 ? 0 : size == 126 ? 2 : 8;
        int needed = 2 + sizeBytes + (second < 0 ? 4 : 0);
        if (available < needed) {
            return false;
        }
        first = bytes.getByte(start);
        payload = sizeBytes == 0 ? size : sizeBytes == 2 ? bytes.getUnsignedShort(start + 2) : bytes.getLong(start + 2);
        mask = second < 0 ? bytes.getInt(start + 2 + sizeBytes) : 0;
        length = needed;
        return true;
    }

    /** Whether no extension, no unknown opcode and no large or fragmented control frame is in sight. */
    boolean isLegal() {
        int opcode = opcode();
        if ((first & 0x70) != 0) {
            return false;
        }
        return isControl()
                ? opcode <= Frames.PONG && isFinal() && payload < 126
                : opcode <= Frames.BINARY && payload >= 0;
    }

    void forget() {
        length = 0;
    }

    boolean isRead() {
        return length > 0;
    }

    int length() {
        return length;
    }

    /** Up to 2^63 - 1, as announced. */
    long payload() {
        return payload;
    }

    /** 0 for none: taking that off changes nothing. */
    int mask() {
        return mask;
    }

    int opcode() {
        return first & 0x0f;
    }

    boolean isControl() {
        return (first & 0x08) != 0;
    }

    boolean isFinal() {
        return first < 0;
    }
}
