package network.ara.up.wire;

import java.util.Arrays;

/**
 * Strict JSON (RFC 8259) in valid UTF-8 (RFC 3629), as a table: state and byte class to the next state, or to an action
 * where the nesting has to be asked. A table, because it can stop at any byte and go on with the next network read.
 */
final class JsonTable {

    // States
    static final int START = 0;
    static final int VALUE = 1;
    static final int FIRST_VALUE = 2;
    static final int KEY = 3;
    static final int FIRST_KEY = 4;
    static final int COLON = 5;
    static final int AFTER_VALUE = 6;
    static final int DONE = 7;
    static final int STRING = 8;
    private static final int ESCAPE = 9;
    private static final int HEX_1 = 10;
    private static final int HEX_4 = 13;
    private static final int TAIL_1 = 14; // so many continuation bytes of a UTF-8 character to come
    private static final int TAIL_2 = 15;
    private static final int TAIL_3 = 16;
    private static final int AFTER_E0 = 17; // here the first one is limited: no overlong forms, no surrogates
    private static final int AFTER_ED = 18;
    private static final int AFTER_F0 = 19;
    private static final int AFTER_F4 = 20;
    private static final int MINUS = 21;
    private static final int ZERO = 22;
    private static final int INTEGER = 23;
    private static final int POINT = 24;
    private static final int FRACTION = 25;
    private static final int EXPONENT = 26;
    private static final int EXPONENT_SIGN = 27;
    private static final int EXPONENT_DIGITS = 28;
    private static final int WORDS = 29; // true, false, null: a state for each letter but the last
    private static final int STATES = 39;

    // Actions
    static final byte FAULT = -1;
    static final byte OPEN_STRING = -2;
    static final byte OPEN_KEY = -3;
    static final byte CLOSE_STRING = -4;
    static final byte OPEN_ARRAY = -5;
    static final byte CLOSE_ARRAY = -6;
    static final byte OPEN_OBJECT = -7;
    static final byte CLOSE_OBJECT = -8;
    static final byte COMMA = -9;

    /** The class of each byte; classes are numbers under {@code 1 << CLASS_BITS}. */
    private static final byte[] CLASS = new byte[256];

    private static final int CLASS_BITS = 6;
    private static final byte[] NEXT = new byte[STATES << CLASS_BITS];

    private static final String WHITESPACE = " \t\n\r";
    private static final String DIGITS = "0123456789";
    private static final String HEX = DIGITS + "abcdefABCDEF";

    static {
        classify();
        Arrays.fill(NEXT, FAULT);
        structure();
        strings();
        characters();
        numbers();
        words(AFTER_VALUE, "true", "false", "null");
    }

    private JsonTable() {}

    static int next(int state, byte b) {
        return NEXT[state << CLASS_BITS | CLASS[b & 0xff]];
    }

    /** Whether some JSON value starts with this byte. */
    static boolean startsValue(byte b) {
        return next(VALUE, b) != FAULT && WHITESPACE.indexOf(b) < 0;
    }

    /** A class of its own for every byte that any rule tells apart; 0 stands for bytes that occur nowhere. */
    private static void classify() {
        String told = "\t\n\r \"\\/,:[]{}-+.0123456789abcdefABCDEFlnrstu";
        int next = 1;
        for (int i = 0; i < told.length(); i++) {
            CLASS[told.charAt(i)] = (byte) next++;
        }
        for (int c = ' '; c < 0x80; c++) {
            if (CLASS[c] == 0) {
                CLASS[c] = (byte) next;
            }
        }
        int[] ends = {0x8f, 0x9f, 0xbf, 0xc1, 0xdf, 0xe0, 0xec, 0xed, 0xef, 0xf0, 0xf3, 0xf4};
        int start = 0x80;
        for (int end : ends) {
            next++;
            for (int c = start; c <= end; c++) {
                CLASS[c] = (byte) next;
            }
            start = end + 1;
        }
    }

    private static void structure() {
        for (int state : new int[] {START, VALUE, FIRST_VALUE, KEY, FIRST_KEY, COLON, AFTER_VALUE, DONE}) {
            on(state, WHITESPACE, state);
        }
        on(START, "[", OPEN_ARRAY);
        for (int state : new int[] {VALUE, FIRST_VALUE}) {
            on(state, "\"", OPEN_STRING);
            on(state, "[", OPEN_ARRAY);
            on(state, "{", OPEN_OBJECT);
            on(state, "-", MINUS);
            on(state, "0", ZERO);
            on(state, "123456789", INTEGER);
        }
        on(FIRST_VALUE, "]", CLOSE_ARRAY);
        on(KEY, "\"", OPEN_KEY);
        on(FIRST_KEY, "\"", OPEN_KEY);
        on(FIRST_KEY, "}", CLOSE_OBJECT);
        on(COLON, ":", VALUE);
        valueMayEnd(AFTER_VALUE);
    }

    private static void valueMayEnd(int state) {
        on(state, WHITESPACE, AFTER_VALUE);
        on(state, ",", COMMA);
        on(state, "]", CLOSE_ARRAY);
        on(state, "}", CLOSE_OBJECT);
    }

    private static void strings() {
        range(STRING, ' ', 0x7f, STRING);
        on(STRING, "\"", CLOSE_STRING);
        on(STRING, "\\", ESCAPE);
        on(ESCAPE, "\"\\/bfnrt", STRING);
        on(ESCAPE, "u", HEX_1);
        for (int state = HEX_1; state < HEX_4; state++) {
            on(state, HEX, state + 1);
        }
        on(HEX_4, HEX, STRING);
    }

    private static void characters() {
        range(STRING, 0xc2, 0xdf, TAIL_1);
        range(STRING, 0xe0, 0xe0, AFTER_E0);
        range(STRING, 0xe1, 0xef, TAIL_2);
        range(STRING, 0xed, 0xed, AFTER_ED);
        range(STRING, 0xf0, 0xf0, AFTER_F0);
        range(STRING, 0xf1, 0xf3, TAIL_3);
        range(STRING, 0xf4, 0xf4, AFTER_F4);
        range(TAIL_1, 0x80, 0xbf, STRING);
        range(TAIL_2, 0x80, 0xbf, TAIL_1);
        range(TAIL_3, 0x80, 0xbf, TAIL_2);
        range(AFTER_E0, 0xa0, 0xbf, TAIL_1);
        range(AFTER_ED, 0x80, 0x9f, TAIL_1);
        range(AFTER_F0, 0x90, 0xbf, TAIL_2);
        range(AFTER_F4, 0x80, 0x8f, TAIL_2);
    }

    private static void numbers() {
        for (int state : new int[] {ZERO, INTEGER, FRACTION, EXPONENT_DIGITS}) {
            valueMayEnd(state);
        }
        on(MINUS, "0", ZERO);
        on(MINUS, "123456789", INTEGER);
        on(INTEGER, DIGITS, INTEGER);
        for (int state : new int[] {ZERO, INTEGER, FRACTION}) {
            on(state, "eE", EXPONENT);
        }
        on(ZERO, ".", POINT);
        on(INTEGER, ".", POINT);
        on(POINT, DIGITS, FRACTION);
        on(FRACTION, DIGITS, FRACTION);
        on(EXPONENT, "+-", EXPONENT_SIGN);
        on(EXPONENT, DIGITS, EXPONENT_DIGITS);
        on(EXPONENT_SIGN, DIGITS, EXPONENT_DIGITS);
        on(EXPONENT_DIGITS, DIGITS, EXPONENT_DIGITS);
    }

    private static void words(int end, String... words) {
        int state = WORDS;
        for (String word : words) {
            on(VALUE, word.substring(0, 1), state);
            on(FIRST_VALUE, word.substring(0, 1), state);
            for (int i = 1; i < word.length(); i++) {
                on(state, word.substring(i, i + 1), i == word.length() - 1 ? end : state + 1);
                state++;
            }
        }
    }

    private static void on(int state, String bytes, int next) {
        bytes.chars().forEach(b -> range(state, b, b, next));
    }

    private static void range(int state, int from, int to, int next) {
        for (int b = from; b <= to; b++) {
            NEXT[state << CLASS_BITS | CLASS[b]] = (byte) next;
        }
    }
}
