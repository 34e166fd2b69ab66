package network.ara.up.nodes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable string of bytes that is equal by content: what bencode calls a string. Any thread. */
final class ByteString implements Comparable<ByteString> {

    private final byte[] bytes;

    private ByteString(byte[] bytes) {
        this.bytes = bytes;
    }

    static ByteString of(byte[] bytes) {
        return new ByteString(bytes.clone());
    }

    static ByteString ofUtf8(String text) {
        return new ByteString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes of {@code bytes} from {@code from} on, {@code length} of them. */
    static ByteString of(byte[] bytes, int from, int length) {
        return new ByteString(Arrays.copyOfRange(bytes, from, from + length));
    }

    byte[] toBytes() {
        return bytes.clone();
    }

    int length() {
        return bytes.length;
    }

    /** Unsigned, 0 to 255. */
    int at(int index) {
        return bytes[index] & 0xff;
    }

    ByteString slice(int from, int length) {
        return of(bytes, from, length);
    }

    /** One character per byte, so that no content is lost. */
    String latin1() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    String utf8() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Unsigned, byte by byte: the order that bencode wants of dictionary keys and Kademlia of distances. */
    @Override
    public int compareTo(ByteString other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Lower-case hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
