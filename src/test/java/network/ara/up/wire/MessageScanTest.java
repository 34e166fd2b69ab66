package network.ara.up.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import network.ara.up.wire.MessageScan.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageScanTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                " \t\r\n[ ] \n",
                "[\"ping\",{\"name\":\"a\",\"nodes\":[]}]",
                "[null,true,false,0,-0,10,-1.5,0.25,1e9,1E+9,1.5e-300,123456789012345678901234567890]",
                "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD800 é € 😀 \u2028\u007f\"]",
                "[0,{},{\"\":{\"a\":[[[]]]}},[{}]]",
                "[true,[\"error\"],{\"error\":1}]",
                "[\"errors\"]",
                "[\"erro\"]",
                "[\"Error\"]",
                "[\"x\",\"error\"]",
                "[\"x\",\"localcast\"]",
                "[42,\"error\"]",
                "[ \"long names are no problem, whatever they say about error, localcast and the rest of the world\" ]"
            })
    void whatEveryPeerSurvivesPasses(String text) {
        assertThat(judge(text)).isEqualTo(Verdict.MESSAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"localcast\",{\"type\":\"node\"}]", " [ \"localcast\" ]", "[\"\\u006Cocalcast\",1]"})
    void aPeerEventIsTold(String text) {
        assertThat(judge(text)).isEqualTo(Verdict.PEER_EVENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"error\"]",
                "[\"error\",{}]",
                " [ \"error\" , 1]",
                "[\"\\u0065rr\\u006Fr\"]",
                "[\"\\u0065\\u0072\\u0072\\u006f\\u0072\"]"
            })
    void anErrorEventIsRefusedHoweverItIsSpelt(String text) {
        assertThat(judge(text)).isEqualTo(Verdict.ERROR_EVENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "{}", "{\"length\":1000000000}", "5", "-1", "\"str\"", "true", "false", " {\"a\":1}"})
    void whatIsNoArrayIsRefused(String text) {
        assertThat(judge(text)).isEqualTo(Verdict.NOT_AN_ARRAY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "hello",
                "[",
                "[1",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1]]",
                "[1][2]",
                "[1] x",
                "\uFEFF[]",
                "]",
                "[}",
                "[0,{]}",
                "[0,{\"a\"}]",
                "[0,{\"a\":}]",
                "[0,{\"a\":1,}]",
                "[0,{a:1}]",
                "[0,{1:1}]",
                "[0,{,}]",
                "['a']",
                "[\"a]",
                "[\"\\x\"]",
                "[\"\\u12g4\"]",
                "[\"\\u123\"]",
                "[\"a\nb\"]",
                "[\"\t\"]",
                "[\"\u0000\"]",
                "[01]",
                "[-]",
                "[+1]",
                "[.5]",
                "[1.]",
                "[1e]",
                "[1e+]",
                "[0x1]",
                "[1a]",
                "[NaN]",
                "[Infinity]",
                "[undefined]",
                "[tru]",
                "[truee]",
                "[nul]",
                "[True]",
                "[1,2",
                "[\"a\"",
                "[//\n]",
                "[\u00a01]",
                "[\u000b1]"
            })
    void whatIsNotJsonIsRefused(String text) {
        assertThat(judge(text)).isEqualTo(Verdict.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t "})
    void nothingIsRefused(String text) {
        assertThat(judge(text)).isEqualTo(Verdict.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c3a9",
                "c280",
                "dfbf",
                "e0a080",
                "ed9fbf",
                "ee8080",
                "efbfbf",
                "f0908080",
                "f3bfbfbf",
                "f48fbfbf"
            })
    void aStringHoldsEveryCharacter(String hex) {
        assertThat(MessageScan.of(stringOf(hex))).isEqualTo(Verdict.MESSAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "bf",
                "c0af",
                "c1bf",
                "c2",
                "c241",
                "e09f80",
                "e0a0",
                "e282",
                "eda080",
                "edbfbf",
                "f09f98",
                "f08f8080",
                "f4908080",
                "f5808080",
                "fe",
                "ff"
            })
    void aStringHoldsNothingElse(String hex) {
        assertThat(MessageScan.of(stringOf(hex))).isEqualTo(Verdict.NOT_JSON);
    }

    private static byte[] stringOf(String hex) {
        return HexFormat.of().parseHex("5b22" + hex + "225d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{}]", "[[]]", "[{\"toString\":1}]", " [ [[{\"toString\":1}]], 2]"})
    void aNameThatIsNoScalarIsRefused(String text) {
        assertThat(judge(text)).isEqualTo(Verdict.ODD_NAME);
    }

    @Test
    void anArgumentListHasAnEnd() {
        String full = "1" + ",1".repeat(MessageScan.MAX_ELEMENTS - 1);

        assertThat(judge("[" + full + "]")).isEqualTo(Verdict.MESSAGE);
        assertThat(judge("[0,[" + full + ",1]]")).isEqualTo(Verdict.MESSAGE);
        assertThat(judge("[" + full + ",1]")).isEqualTo(Verdict.TOO_MANY_ELEMENTS);
    }

    @Test
    void nestingHasAnEnd() {
        int deepest = MessageScan.MAX_DEPTH;

        assertThat(judge("[0," + "[".repeat(deepest - 1) + "]".repeat(deepest))).isEqualTo(Verdict.MESSAGE);
        assertThat(judge("[0," + "[".repeat(deepest) + "]".repeat(deepest + 1))).isEqualTo(Verdict.TOO_DEEP);
        assertThat(judge("[0," + "{\"a\":[".repeat(500) + "]}".repeat(500) + "]"))
                .isEqualTo(Verdict.MESSAGE);
        assertThat(judge("[0," + "{\"a\":[".repeat(500) + "}]".repeat(500) + "]"))
                .isEqualTo(Verdict.NOT_JSON);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void inPiecesOfAnySizeItIsTheSame(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        Verdict whole = MessageScan.of(bytes);
        MessageScan scan = new MessageScan();
        for (int size = 1; size <= bytes.length; size++) {
            scan.begin();
            for (int from = 0; from < bytes.length; from += size) {
                scan.feed(ByteBuffer.wrap(bytes), from, Math.min(bytes.length, from + size));
            }
            assertThat(scan.end()).as("pieces of %d", size).isEqualTo(whole);
        }
    }

    static Stream<String> texts() {
        return Stream.of(
                "[\"localcast\",{\"type\":\"node\",\"namespace\":\"é€😀\",\"pid\":17}]",
                "[\"\\u0065rror\",-1.25e+10,null]",
                "[\"plain text that is longer than eight bytes\",{\"k\":[true,false]}]  ",
                "[\"unfinished\",{\"k\":[true,fals");
    }

    /** Jackson is the oracle. A failure prints the seed and the text. */
    @Test
    void itAgreesWithJacksonAboutRandomlyDamagedMessages() {
        long seed = 46356;
        Random random = new Random(seed);
        for (int round = 0; round < 50_000; round++) {
            byte[] text = damaged(random, valid(random));
            assertThat(MessageScan.of(text).isHarmless())
                    .as("seed %d, round %d: %s", seed, round, new String(text, ISO_8859_1))
                    .isEqualTo(jacksonPasses(text));
        }
    }

    private static boolean jacksonPasses(byte[] text) {
        try {
            // Jackson lets a byte order mark pass, and JavaScript does not.
            return text[0] != (byte) 0xef && Json.parse(text) instanceof List<?> list && mayBeNamed(list);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean mayBeNamed(List<?> event) {
        Object name = event.isEmpty() ? null : event.get(0);
        return !"error".equals(name) && !(name instanceof List) && !(name instanceof Map);
    }

    private static byte[] valid(Random random) {
        StringBuilder text = new StringBuilder("[");
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ",").append(value(random, 3));
        }
        return text.append("]").toString().getBytes(UTF_8);
    }

    private static String value(Random random, int depth) {
        List<String> scalars = List.of(
                "null",
                "true",
                "false",
                "0",
                "-1",
                "1.5e3",
                "2E-2",
                "\"error\"",
                "\"é😀\"",
                "\"a\\n\\u00e9\"",
                "\"\"",
                " 7 ");
        int kind = random.nextInt(depth > 0 ? scalars.size() + 4 : scalars.size());
        if (kind < scalars.size()) {
            return scalars.get(kind);
        }
        String inner = value(random, depth - 1);
        return switch (kind - scalars.size()) {
            case 0 -> "[" + inner + "," + value(random, depth - 1) + "]";
            case 1 -> "{\"key\":" + inner + ",\"k\":[]}";
            case 2 -> "[" + inner + "]";
            default -> "{ }";
        };
    }

    private static byte[] damaged(Random random, byte[] text) {
        byte[] alphabet = "[]{}\",:\\0123456789eE+-.tfn u\n\u0001\u00e9".getBytes(ISO_8859_1);
        int wounds = random.nextInt(3);
        for (int i = 0; i < wounds; i++) {
            text[random.nextInt(text.length)] = alphabet[random.nextInt(alphabet.length)];
        }
        return text;
    }

    private static Verdict judge(String text) {
        return MessageScan.of(text.getBytes(UTF_8));
    }
}
