package network.ara.up.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

    @Test
    void oursIsWhatNpmSends() {
        assertThat(Handshake.ofNode("localcast", 21102, false).text())
                .isEqualTo("{\"type\":\"node\",\"namespace\":\"localcast\",\"pid\":21102}");
        assertThat(Handshake.ofNode("a\"b", 1, true).text())
                .isEqualTo("{\"type\":\"node\",\"namespace\":\"a\\\"b\",\"pid\":1,\"probe\":true}");
    }

    @Test
    void whoAnswersForAnotherProcessSaysWhich() {
        Handshake provider = Handshake.answeringFor(4711, "n", 21102);

        assertThat(provider.text()).isEqualTo("{\"type\":\"node\",\"namespace\":\"n\",\"pid\":21102,\"for\":4711}");
        assertThat(parse(provider.text()).answersFor()).isEqualTo(OptionalLong.of(4711));
        assertThat(Handshake.ofNode("n", 1, false).answersFor()).isEmpty();
    }

    /** Each row was seen with the npm package: localcast §3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"pid\":1,\"2\":0,\"1\":0}       | {\"1\":0,\"2\":0,\"pid\":1}",
                "{\"a\":1,\"b\":2,\"a\":3}         | {\"a\":3,\"b\":2}",
                "{ \"a\" : [ 1 , { } ] }           | {\"a\":[1,{}]}",
                "{\"pid\":202.0}                   | {\"pid\":202}",
                "{\"pid\":1e3}                     | {\"pid\":1000}",
                "{\"pid\":-0}                      | {\"pid\":0}",
                "{\"pid\":-0.0}                    | {\"pid\":0}",
                "{\"pid\":12345678901234567890}    | {\"pid\":12345678901234567000}",
                "{\"pid\":0.1e-7}                  | {\"pid\":1e-8}",
                "{\"pid\":1e21}                    | {\"pid\":1e+21}",
                "{\"pid\":123456789012345678901}   | {\"pid\":123456789012345680000}",
                "{\"pid\":1.5e-7}                  | {\"pid\":1.5e-7}",
                "{\"pid\":-0.000001}               | {\"pid\":-0.000001}",
                "{\"pid\":1e999}                   | {\"pid\":null}",
                "{\"pid\":5e-324}                  | {\"pid\":5e-324}",
                "{\"pid\":2e-44}                   | {\"pid\":2e-44}",
                "{\"a\":\"x\\u0078\"}              | {\"a\":\"xx\"}",
                "{\"a\":\"\\u00e9\\u2028é😀\\/\"}  | {\"a\":\"é\u2028é😀/\"}",
                "{\"a\":\"\\ud83d\\ude00\"}        | {\"a\":\"😀\"}",
                "{\"a\":\"\\uD800\"}               | {\"a\":\"\\ud800\"}",
                "{\"a\":\"\\uDC00\\uD800x\"}       | {\"a\":\"\\udc00\\ud800x\"}",
                "{\"a\":\"\\b\\f\\n\\r\\t\\u000B\\u001F\"} | {\"a\":\"\\b\\f\\n\\r\\t\\u000b\\u001f\"}",
                "{\"__proto__\":1}                 | {\"__proto__\":1}",
                "{\"01\":1,\"4294967295\":2,\"4294967294\":3} | {\"4294967294\":3,\"01\":1,\"4294967295\":2}",
                "5                                 | 5",
                "\"str\"                           | \"str\"",
                "[ \"x\" ]                         | [\"x\"]",
            })
    void itIsPassedOnAsJavaScriptWouldWriteIt(String sent, String passedOn) {
        assertThat(parse(sent).text()).isEqualTo(passedOn);
        assertThat(new String(parse(sent).peerEvent(), UTF_8)).isEqualTo("[\"localcast\"," + passedOn + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}                      | 5",
                "\"str\"                 | []",
                "[\"x\"]                 | true",
                "{\"namespace\":null}    | {\"namespace\":null,\"a\":1}",
                "{\"namespace\":1}       | {\"namespace\":1.0}",
                "{\"namespace\":0}       | {\"namespace\":-0.0}",
                "{\"namespace\":true}    | {\"namespace\":true}",
                "{\"namespace\":\"a\"}   | {\"namespace\":\"\\u0061\",\"pid\":9}",
                "{\"namespace\":\"\"}    | {\"namespace\":\"\"}",
            })
    void theseAreInOneNamespace(String one, String other) {
        assertThat(parse(one).namespace()).isEqualTo(parse(other).namespace());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}                      | {\"namespace\":null}",
                "{\"namespace\":1}       | {\"namespace\":\"1\"}",
                "{\"namespace\":0}       | {\"namespace\":false}",
                "{\"namespace\":[]}      | {\"namespace\":[]}",
                "{\"namespace\":{}}      | {\"namespace\":{}}",
                "{\"namespace\":\"a\"}   | {\"namespace\":\"A\"}",
                "{\"namespace\":\"\"}    | {}",
            })
    void theseAreNot(String one, String other) {
        assertThat(parse(one).namespace()).isNotEqualTo(parse(other).namespace());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "false", "0", "-0.0", "\"\"", "", " ", "hello", "{", "{} x", "\"\u0000\""})
    void theseAreNoHandshake(String sent) {
        assertThat(Handshake.parse(sent.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void aPeerIsReadFromItsHandshake() {
        Handshake peer = parse("{\"type\":\"node\",\"namespace\":\"a\",\"pid\":17,\"probe\":true}");

        assertThat(peer.type()).isEqualTo("node");
        assertThat(peer.pid()).isEqualTo(OptionalLong.of(17));
        assertThat(peer.isProbe()).isTrue();
        assertThat(parse("{\"type\":1,\"pid\":\"x\"}").type()).isEmpty();
        assertThat(parse("{\"type\":1,\"pid\":\"x\"}").pid()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"localcast\"]", "[\"localcast\",null]", "{}", "x"})
    void aPeerEventWithoutAPeerIsNone(String event) {
        assertThat(Handshake.fromPeerEvent(event.getBytes(UTF_8))).isEmpty();
    }

    private static Handshake parse(String text) {
        return Handshake.parse(text.getBytes(UTF_8)).orElseThrow();
    }
}
