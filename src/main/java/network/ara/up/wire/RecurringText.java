package network.ara.up.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Strings that come again and again, such as names of nodes and functions, made once: a table in which the latest of those
 * that share a slot stays.
 *
 * <p>Thread: one at a time.
 */
final class RecurringText {

    private static final int SLOTS = 1024;
    private static final int LONGEST = 64;

    private final @Nullable String[] slots = new @Nullable String[SLOTS];

    /** What these bytes, UTF-8, say. */
    String of(ByteBuffer bytes, int from, int to) {
        if (to - from > LONGEST) {
            return decode(bytes, from, to);
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes.get(i);
        }
        int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
        @Nullable String known = slots[slot];
        if (known != null && says(known, bytes, from, to)) {
            return known;
        }
        String text = decode(bytes, from, to);
        slots[slot] = text;
        return text;
    }

    static String decode(ByteBuffer bytes, int from, int to) {
        byte[] copy = new byte[to - from];
        bytes.get(from, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }

    /** Never of what is not ASCII: a byte of that is negative. */
    private static boolean says(String text, ByteBuffer bytes, int from, int to) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != bytes.get(from + i)) {
                return false;
            }
        }
        return true;
    }
}
