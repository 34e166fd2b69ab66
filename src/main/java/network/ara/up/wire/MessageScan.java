package network.ara.up.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether JavaScript peers survive a message: one pass over the bytes, in pieces of any size, that builds nothing.
 *
 * <p>An npm localcast runs {@code emit.apply(cast, JSON.parse(message))} on whatever it gets, and its process dies of what
 * isn't JSON, of a scalar, of an object that claims a large {@code length}, of an array too large to be an argument list,
 * and of an {@code error} event that nobody listens to. So only an array may pass. The event's name is then made a string:
 * a process dies of {@code [{"toString":1}]}, and of arrays nested some thousand deep, in that place. So a name may be
 * neither object nor array.
 *
 * <p>Spec: localcast §6; the last two were found with the npm package later. Thread: one at a time.
 */
public final class MessageScan {

    /** Elements of the outer array. V8 survives 120,000 arguments and not 200,000, depending on its stack. */
    public static final int MAX_ELEMENTS = 65_536;

    /** Arrays and objects inside one another: what was seen to be survived. */
    public static final int MAX_DEPTH = 100_000;

    private static final byte[] ERROR = "error".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LOCALCAST = "localcast".getBytes(StandardCharsets.US_ASCII);
    /** Six bytes for each letter of the longest name that matters, should somebody escape them all. */
    private static final int NAME_LIMIT = 6 * LOCALCAST.length;

    /** What a message is: an event, or why it is none. */
    public enum Verdict {
        /** An event for everybody. */
        MESSAGE("an event"),
        /** {@code ["localcast", handshake]}: harmless, and the leader's alone to send, who knows who is there. */
        PEER_EVENT("an event named 'localcast' is the leader's"),
        /** No bytes, or only white space. */
        EMPTY("it is empty"),
        /** Not exactly one JSON text in UTF-8. */
        NOT_JSON("it is not JSON in UTF-8"),
        /** It starts like some other JSON value. */
        NOT_AN_ARRAY("it is not a JSON array"),
        /** More than {@link #MAX_ELEMENTS}. */
        TOO_MANY_ELEMENTS("its array has more than " + MAX_ELEMENTS + " elements"),
        /** More than {@link #MAX_DEPTH}. */
        TOO_DEEP("it is nested more than " + MAX_DEPTH + " deep"),
        /** {@code [{...}, ...]} or {@code [[...], ...]}. */
        ODD_NAME("its event's name is an object or array"),
        /** {@code ["error", ...]}, which ends every JavaScript process that has no listener for it. */
        ERROR_EVENT("an event named 'error' ends JavaScript peers");

        private final String reason;

        Verdict(String reason) {
            this.reason = reason;
        }

        /** Whether JavaScript peers survive it. */
        public boolean isHarmless() {
            return this == MESSAGE || this == PEER_EVENT;
        }

        /** For people. */
        public String reason() {
            return reason;
        }
    }

    private int state;
    private int depth;
    private int commas;
    private boolean key;
    private Verdict verdict = Verdict.MESSAGE;
    private long[] objects = new long[1]; // a bit for each level: is it an object?

    private boolean naming; // inside the event's name
    private int nameStart; // of what is not kept yet, in the buffer
    private int nameLength;
    private byte @Nullable [] name;

    public static Verdict of(byte[] message) {
        MessageScan scan = new MessageScan();
        scan.feed(ByteBuffer.wrap(message), 0, message.length);
        return scan.end();
    }

    /** Forgets what it saw. */
    public void begin() {
        state = JsonTable.START;
        depth = 0;
        commas = 0;
        naming = false;
        verdict = Verdict.MESSAGE;
    }

    /** The next bytes of the message; the buffer's position and limit don't matter, its order must be big-endian. */
    public void feed(ByteBuffer bytes, int from, int to) {
        if (!verdict.isHarmless()) {
            return;
        }
        nameStart = from;
        int now = state;
        int i = from;
        while (i < to && now >= 0) {
            if (now == JsonTable.STRING) {
                i = endOfPlainText(bytes, i, to);
                if (i == to) {
                    break;
                }
            }
            byte b = bytes.get(i);
            int next = JsonTable.next(now, b);
            now = next >= 0 ? next : act(now, next, bytes, i);
            i++;
        }
        state = now;
        if (naming) {
            keepName(bytes, to);
        }
    }

    /** The verdict about all that was fed since {@link #begin}. */
    public Verdict end() {
        if (!verdict.isHarmless() || state == JsonTable.DONE) {
            return verdict;
        }
        return state == JsonTable.START ? Verdict.EMPTY : Verdict.NOT_JSON;
    }

    /** Strings are most of what is sent: eight bytes at a time, up to what ends or escapes one, or isn't ASCII. */
    static int endOfPlainText(ByteBuffer bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long stops = stops(Long.reverseBytes(bytes.getLong(i)));
            if (stops != 0) {
                return i + (Long.numberOfTrailingZeros(stops) >>> 3);
            }
        }
        while (i < to && isPlain(bytes.get(i))) {
            i++;
        }
        return i;
    }

    private static boolean isPlain(byte b) {
        return b >= ' ' && b != '"' && b != '\\';
    }

    /** Sets the highest bit of the first byte that is a quote, a backslash, under 0x20 or over 0x7f (later bits may lie). */
    private static long stops(long eight) {
        long ones = 0x0101010101010101L;
        long quote = eight ^ ('"' * ones);
        long backslash = eight ^ ('\\' * ones);
        long low = ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) | ((eight - ' ' * ones) & ~eight);
        return (low | eight) & (0x80 * ones);
    }

    private int act(int now, int action, ByteBuffer bytes, int at) {
        return switch (action) {
            case JsonTable.OPEN_STRING -> openString(at);
            case JsonTable.OPEN_KEY -> openKey();
            case JsonTable.CLOSE_STRING -> closeString(bytes, at);
            case JsonTable.OPEN_ARRAY -> open(false);
            case JsonTable.OPEN_OBJECT -> open(true);
            case JsonTable.CLOSE_ARRAY -> close(false);
            case JsonTable.CLOSE_OBJECT -> close(true);
            case JsonTable.COMMA -> comma();
            default ->
                refuse(
                        now == JsonTable.START && JsonTable.startsValue(bytes.get(at))
                                ? Verdict.NOT_AN_ARRAY
                                : Verdict.NOT_JSON);
        };
    }

    private int refuse(Verdict why) {
        verdict = why;
        return JsonTable.FAULT;
    }

    private int openString(int at) {
        key = false;
        if (depth == 1 && commas == 0) {
            naming = true;
            nameStart = at + 1;
            nameLength = 0;
        }
        return JsonTable.STRING;
    }

    private int closeString(ByteBuffer bytes, int at) {
        if (naming) {
            keepName(bytes, at);
            naming = false;
            return judgeName();
        }
        return key ? JsonTable.COLON : JsonTable.AFTER_VALUE;
    }

    private int openKey() {
        key = true;
        return JsonTable.STRING;
    }

    private int open(boolean object) {
        if (depth == 1 && commas == 0) {
            return refuse(Verdict.ODD_NAME);
        }
        if (depth == MAX_DEPTH) {
            return refuse(Verdict.TOO_DEEP);
        }
        int word = depth >>> 6;
        if (word == objects.length) {
            objects = Arrays.copyOf(objects, 2 * word);
        }
        long bit = 1L << depth;
        objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
        depth++;
        return object ? JsonTable.FIRST_KEY : JsonTable.FIRST_VALUE;
    }

    private int close(boolean object) {
        if (inObject() != object) {
            return refuse(Verdict.NOT_JSON);
        }
        depth--;
        return depth == 0 ? JsonTable.DONE : JsonTable.AFTER_VALUE;
    }

    private int comma() {
        if (depth == 1 && ++commas == MAX_ELEMENTS) {
            return refuse(Verdict.TOO_MANY_ELEMENTS);
        }
        return inObject() ? JsonTable.KEY : JsonTable.VALUE;
    }

    private boolean inObject() {
        int level = depth - 1;
        return (objects[level >>> 6] & 1L << level) != 0;
    }

    /** Takes what is here of the name, as it is spelt; of a long one only so much that it is known to be long. */
    private void keepName(ByteBuffer bytes, int end) {
        if (name == null) {
            name = new byte[NAME_LIMIT + 1];
        }
        int count = Math.min(end - nameStart, name.length - nameLength);
        bytes.get(nameStart, name, nameLength, count);
        nameLength += count;
    }

    private int judgeName() {
        if (isNamed(ERROR)) {
            return refuse(Verdict.ERROR_EVENT);
        }
        if (isNamed(LOCALCAST)) {
            verdict = Verdict.PEER_EVENT;
        }
        return JsonTable.AFTER_VALUE;
    }

    private boolean isNamed(byte[] wanted) {
        byte[] seen = name;
        if (seen == null || nameLength < wanted.length || nameLength > NAME_LIMIT) {
            return false;
        }
        if (Arrays.equals(seen, 0, nameLength, wanted, 0, wanted.length)) {
            return true;
        }
        for (int i = 0; i < nameLength; i++) {
            if (seen[i] == '\\') {
                return unescaped(seen).equals(new String(wanted, StandardCharsets.US_ASCII));
            }
        }
        return false;
    }

    private String unescaped(byte[] seen) {
        String text = new String(seen, 0, nameLength, StandardCharsets.UTF_8);
        return String.valueOf(Json.parse('"' + text + '"'));
    }
}
