package network.ara.up.nodes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * A place in the DHT's space of 160 bits: a node's id, or an infohash.
 *
 * <p>Spec: BEP 5, "overview": ids and infohashes share one space, and the distance of two is their XOR, read as an
 * unsigned integer. Pure. Any thread.
 */
public final class DhtId implements Comparable<DhtId> {

    /** In bytes. */
    public static final int LENGTH = 20;

    /** In bits. */
    static final int BITS = 8 * LENGTH;

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{40}");

    private final ByteString bytes;

    /** Errors: {@link IllegalArgumentException} when there are not {@value #LENGTH} bytes. */
    DhtId(ByteString bytes) {
        if (bytes.length() != LENGTH) {
            throw new IllegalArgumentException("expected " + LENGTH + " bytes, got " + bytes.length());
        }
        this.bytes = bytes;
    }

    /** Errors: {@link IllegalArgumentException} unless the text is 40 hexadecimal digits. */
    public static DhtId parse(String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("expected 40 hexadecimal digits, got '" + hex + "'");
        }
        return new DhtId(ByteString.of(HexFormat.of().parseHex(hex)));
    }

    /** The infohash of a key: the key itself if it is one, else the SHA-1 of its text. */
    public static DhtId ofKey(String key) {
        return HEX.matcher(key).matches() ? parse(key) : sha1(key);
    }

    /** The id of a name: SHA-1 of its UTF-8 bytes, which is what an infohash is of a torrent's info. */
    public static DhtId sha1(String text) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return new DhtId(ByteString.of(sha1.digest(text.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    static DhtId random(Random random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new DhtId(ByteString.of(bytes));
    }

    /** A random id that shares exactly the first {@code prefix} bits with this one, 0 to 159. */
    DhtId randomNeighbour(int prefix, Random random) {
        byte[] own = bytes.toBytes();
        byte[] other = random(random).bytes.toBytes();
        for (int bit = 0; bit <= prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            int wanted = bit < prefix ? own[bit / 8] : ~own[bit / 8];
            other[bit / 8] = (byte) ((other[bit / 8] & ~mask) | (wanted & mask));
        }
        return new DhtId(ByteString.of(other));
    }

    /** How many leading bits both have in common: 160 for the same id. */
    int commonPrefix(DhtId other) {
        for (int i = 0; i < LENGTH; i++) {
            int difference = bytes.at(i) ^ other.bytes.at(i);
            if (difference != 0) {
                return 8 * i + Integer.numberOfLeadingZeros(difference) - 24;
            }
        }
        return BITS;
    }

    /** The XOR distance, itself ordered as an id is. */
    DhtId distanceTo(DhtId other) {
        byte[] distance = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            distance[i] = (byte) (bytes.at(i) ^ other.bytes.at(i));
        }
        return new DhtId(ByteString.of(distance));
    }

    ByteString bytes() {
        return bytes;
    }

    @Override
    public int compareTo(DhtId other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DhtId that && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /** 40 hexadecimal digits. */
    @Override
    public String toString() {
        return bytes.toString();
    }
}
