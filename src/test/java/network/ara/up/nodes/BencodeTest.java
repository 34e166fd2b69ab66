package network.ara.up.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import network.ara.up.nodes.Bencode.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BencodeTest {

    @ParameterizedTest
    @CsvSource({
        "i0e, 0",
        "i42e, 42",
        "i-42e, -42",
        "i9223372036854775807e, 9223372036854775807",
        "i-9223372036854775808e, -9223372036854775808"
    })
    void integersAreRead(String text, long value) throws Malformed {
        assertThat(decode(text)).isEqualTo(value);
    }

    @Test
    void whatWasReadIsWrittenAgain() throws Malformed {
        String text = "d1:ali1ei-2e0:4:spamd0:leee1:bi0ee";

        assertThat(new String(Bencode.encode(decode(text)), StandardCharsets.ISO_8859_1))
                .isEqualTo(text);
    }

    @Test
    void keysAreWrittenInOrderOfTheirBytes() throws Malformed {
        assertThat(Bencode.encode(decode("d1:\u00ffi1e1:Ai2e1:ai3ee")))
                .isEqualTo("d1:Ai2e1:ai3e1:\u00ffi1ee".getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "i",
                "ie",
                "i-e",
                "i-0e",
                "i01e",
                "i00e",
                "i--1e",
                "i+1e",
                "i 1e",
                "i1",
                "i9223372036854775808e",
                "i-9223372036854775809e",
                "i99999999999999999999999999999999e",
                "5:spam",
                "-1:a",
                "01:a",
                "1a",
                "999999999:",
                "99999999999999999999:",
                "2147483647:",
                "l",
                "li1e",
                "d",
                "d1:a",
                "d1:ai1e",
                "di1ei2ee",
                "d1:ai1e1:ai2ee",
                "i1ei2e",
                "le,"
            })
    void whatIsNotBencodeIsRefused(String text) {
        assertThatThrownBy(() -> decode(text)).isInstanceOf(Malformed.class);
    }

    @Test
    void nestingIsBounded() throws Malformed {
        assertThat(decode("l".repeat(16) + "e".repeat(16))).isInstanceOf(List.class);
        assertThatThrownBy(() -> decode("l".repeat(50_000))).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> decode("d0:".repeat(20_000))).isInstanceOf(Malformed.class);
    }

    @Test
    void randomValuesComeBackAsTheyWere() throws Malformed {
        Random random = new Random(20261123);
        for (int i = 0; i < 5_000; i++) {
            Object value = value(random, 0);
            assertThat(Bencode.decode(Bencode.encode(value))).as("value %d", i).isEqualTo(value);
        }
    }

    @Test
    void randomBytesAreReadOrRefusedAndNothingElse() {
        Random random = new Random(20261123);
        byte[] alphabet = "ilde:0123456789-\u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] input = new byte[random.nextInt(24)];
            for (int j = 0; j < input.length; j++) {
                input[j] = alphabet[random.nextInt(alphabet.length)];
            }
            read += isRead(input) ? 1 : 0;
        }
        assertThat(read).isPositive();
    }

    @Test
    void whatIsReadFromAMutatedMessageIsWrittenInCanonicalForm() throws Malformed {
        Random random = new Random(7);
        byte[] query = "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e1:q9:get_peers1:t2:aa1:y1:qe"
                .getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 50_000; i++) {
            byte[] mutated = query.clone();
            for (int j = 0; j <= random.nextInt(3); j++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            if (isRead(mutated)) {
                Object value = Bencode.decode(mutated);
                assertThat(Bencode.decode(Bencode.encode(value))).isEqualTo(value);
            }
        }
    }

    private static boolean isRead(byte[] input) {
        try {
            Bencode.decode(input);
            return true;
        } catch (Malformed e) {
            return false;
        }
    }

    private static Object decode(String text) throws Malformed {
        return Bencode.decode(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 5 ? 2 : 4)) {
            case 0 -> random.nextLong() >> random.nextInt(64);
            case 1 -> bytes(random);
            case 2 -> list(random, depth + 1);
            default -> dictionary(random, depth + 1);
        };
    }

    private static List<Object> list(Random random, int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(random, depth));
        }
        return list;
    }

    private static Map<String, Object> dictionary(Random random, int depth) {
        Map<String, Object> dictionary = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            dictionary.put(bytes(random).latin1(), value(random, depth));
        }
        return dictionary;
    }

    private static ByteString bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        return ByteString.of(bytes);
    }
}
