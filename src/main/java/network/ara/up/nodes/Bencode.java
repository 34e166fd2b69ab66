package network.ara.up.nodes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bencode to plain Java values and back: {@code Long}, {@link ByteString}, {@code List<Object>} and {@code
 * Map<String, Object>} whose keys hold one Latin-1 character per byte.
 *
 * <p>Made for datagrams of strangers: what is allocated is bounded by the length of the input, nesting by {@link
 * #MAX_DEPTH}, and an integer that is no {@code long} is refused. Unsorted keys are read, as many clients send them.
 *
 * <p>Spec: BEP 3, "bencoding". Pure. Any thread.
 */
final class Bencode {

    static final int MAX_DEPTH = 16;

    private Bencode() {}

    /** The bytes are not bencode. Has no stack trace, as a flood of these must be cheap. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    /** Errors: {@link Malformed} when the input is not exactly one value. */
    static Object decode(byte[] input) throws Malformed {
        Decoder decoder = new Decoder(input);
        Object value = decoder.value(0);
        if (decoder.position != input.length) {
            throw new Malformed("something follows the value at byte " + decoder.position);
        }
        return value;
    }

    /** Errors: {@link IllegalArgumentException} for a value that is none of this class's. */
    static byte[] encode(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        write(out, value);
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, Object value) {
        if (value instanceof ByteString string) {
            writeString(out, string.toBytes());
        } else if (value instanceof Long || value instanceof Integer) {
            writeAscii(out, "i" + value + "e");
        } else if (value instanceof List<?> list) {
            out.write('l');
            list.forEach(element -> write(out, element));
            out.write('e');
        } else if (value instanceof Map<?, ?> map) {
            out.write('d');
            new TreeMap<>(map).forEach((key, element) -> {
                writeString(out, ((String) key).getBytes(StandardCharsets.ISO_8859_1));
                write(out, element);
            });
            out.write('e');
        } else {
            throw new IllegalArgumentException(
                    "not a bencode value: " + value.getClass().getName());
        }
    }

    private static void writeString(ByteArrayOutputStream out, byte[] bytes) {
        writeAscii(out, bytes.length + ":");
        out.writeBytes(bytes);
    }

    private static void writeAscii(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static final class Decoder {
        private final byte[] input;
        private int position;

        Decoder(byte[] input) {
            this.input = input;
        }

        Object value(int depth) throws Malformed {
            if (depth > MAX_DEPTH) {
                throw new Malformed("nested over " + MAX_DEPTH + " deep");
            }
            return switch (peek()) {
                case 'i' -> {
                    position++;
                    yield integer('e');
                }
                case 'l' -> list(depth);
                case 'd' -> dictionary(depth);
                default -> string();
            };
        }

        private List<Object> list(int depth) throws Malformed {
            List<Object> list = new ArrayList<>();
            position++;
            while (peek() != 'e') {
                list.add(value(depth + 1));
            }
            position++;
            return list;
        }

        private Map<String, Object> dictionary(int depth) throws Malformed {
            Map<String, Object> dictionary = new TreeMap<>();
            position++;
            while (peek() != 'e') {
                String key = string().latin1();
                if (dictionary.put(key, value(depth + 1)) != null) {
                    throw new Malformed("a key comes twice before byte " + position);
                }
            }
            position++;
            return dictionary;
        }

        private ByteString string() throws Malformed {
            int start = position;
            long length = integer(':');
            // The length is compared before anything of that length is made.
            if (length < 0 || length > input.length - position) {
                throw new Malformed("a string at byte " + start + " is longer than the input");
            }
            ByteString string = ByteString.of(input, position, (int) length);
            position += (int) length;
            return string;
        }

        /** Reads a canonical decimal up to {@code end}: no leading zero, no "-0", nothing beyond a long. */
        private long integer(char end) throws Malformed {
            int start = position;
            boolean negative = peek() == '-';
            if (negative) {
                position++;
            }
            int firstDigit = position;
            long value = 0;
            while (peek() != end) {
                value = append(value, peek() - '0', negative);
                position++;
            }
            int digits = position - firstDigit;
            if (digits == 0 || (input[firstDigit] == '0' && (digits > 1 || negative))) {
                throw new Malformed("no canonical integer at byte " + start);
            }
            position++;
            return value;
        }

        private long append(long value, int digit, boolean negative) throws Malformed {
            if (digit < 0 || digit > 9) {
                throw new Malformed("not a digit at byte " + position);
            }
            try {
                long tenfold = Math.multiplyExact(value, 10L);
                return negative ? Math.subtractExact(tenfold, digit) : Math.addExact(tenfold, digit);
            } catch (ArithmeticException e) {
                throw new Malformed("an integer is out of range at byte " + position);
            }
        }

        private byte peek() throws Malformed {
            if (position >= input.length) {
                throw new Malformed("the input ends early");
            }
            return input[position];
        }
    }
}
