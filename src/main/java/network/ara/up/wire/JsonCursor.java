package network.ara.up.wire;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON text that is known to be one. It builds only what it is asked for.
 *
 * <p>Thread: one at a time.
 */
final class JsonCursor {

    /** As many digits as Jackson reads; what is longer takes long to make a number of. */
    private static final int LONGEST_NUMBER = 1000;

    /** So many digits are a long whatever they are. */
    private static final int DIGITS_OF_A_LONG = 18;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final RecurringText recurring = new RecurringText();

    private ByteBuffer bytes = NOTHING;
    private int at;
    private int to;

    // The string that was read last, between its quotes.
    private int start;
    private int end;
    private boolean escaped;

    void begin(ByteBuffer text, int from, int limit) {
        bytes = text;
        at = from;
        to = limit;
        peek();
    }

    /** What comes next that is no white space. */
    byte peek() {
        byte b = bytes.get(at);
        while (b <= ' ' && b >= 0) {
            b = bytes.get(++at);
        }
        return b;
    }

    /** Over the byte that {@link #peek} gave. */
    void step() {
        at++;
    }

    int place() {
        return at;
    }

    void moveTo(int place) {
        at = place;
    }

    /**
     * In an object, from its brace, a comma or its end: whether another key comes. If so it was read, and its value comes
     * next; else the object is over.
     */
    boolean nextKey() {
        byte b = peek();
        at++;
        if (b == '}' || peek() == '}') {
            return false;
        }
        readString();
        peek();
        at++; // the colon
        peek();
        return true;
    }

    /** From its first quote to behind its last one. */
    void readString() {
        escaped = false;
        start = ++at;
        at = MessageScan.endOfPlainText(bytes, at, to);
        for (byte b = bytes.get(at); b != '"'; b = bytes.get(at)) {
            boolean escape = b == '\\';
            escaped |= escape;
            at = MessageScan.endOfPlainText(bytes, at + (escape ? 2 : 1), to);
        }
        end = at++;
    }

    /** Whether the last string is this one, of ASCII. */
    boolean isString(String wanted) {
        if (escaped) {
            return string().equals(wanted);
        }
        int length = wanted.length();
        if (end - start != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes.get(start + i) != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The last string. */
    String string() {
        String spelt = RecurringText.decode(bytes, start, end);
        return escaped ? unescaped(spelt) : spelt;
    }

    /** The last string, where it is likely that it was read before. */
    String recurringString() {
        return escaped ? string() : recurring.of(bytes, start, end);
    }

    /** A whole value, nothing of which is wanted. */
    void skipValue() {
        int depth = 0;
        do {
            switch (peek()) {
                case '"' -> readString();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case ',', ':' -> at++;
                default -> at = endOfWord();
            }
        } while (depth > 0);
    }

    /** A Long, a BigInteger, or a Double; null where the value is no number, or longer than anybody's. */
    @Nullable
    Number number() {
        byte first = peek();
        if (first != '-' && (first < '0' || first > '9')) {
            return null;
        }
        int limit = endOfWord();
        if (limit - at > LONGEST_NUMBER) {
            return null;
        }
        for (int i = at + 1; i < limit; i++) {
            if (bytes.get(i) > '9' || bytes.get(i) < '0') {
                return Double.valueOf(word(limit));
            }
        }
        return whole(limit);
    }

    private Number whole(int limit) {
        boolean negative = bytes.get(at) == '-';
        int digits = negative ? at + 1 : at;
        if (limit - digits > DIGITS_OF_A_LONG) {
            BigInteger big = new BigInteger(word(limit));
            return big.bitLength() < Long.SIZE ? (Number) big.longValue() : big;
        }
        long value = 0;
        for (int i = digits; i < limit; i++) {
            value = 10 * value + bytes.get(i) - '0';
        }
        return negative ? -value : value;
    }

    private String word(int limit) {
        return RecurringText.decode(bytes, at, limit);
    }

    /** Of a number, or of true, false or null. */
    private int endOfWord() {
        int i = at;
        for (byte b = bytes.get(i); b > ' ' && b != ',' && b != ']' && b != '}'; b = bytes.get(i)) {
            i++;
        }
        return i;
    }

    private static String unescaped(String spelt) {
        StringBuilder text = new StringBuilder(spelt.length());
        for (int i = 0; i < spelt.length(); i++) {
            char c = spelt.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (spelt.charAt(++i) == 'u') {
                text.append((char) Integer.parseInt(spelt, i + 1, i + 5, 16));
                i += 4;
            } else {
                text.append(control(spelt.charAt(i)));
            }
        }
        return text.toString();
    }

    private static char control(char letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }
}
