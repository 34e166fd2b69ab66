package network.ara.up.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import network.ara.up.nodes.Bencode.Malformed;
import network.ara.up.nodes.KrpcMessage.ErrorCode;
import network.ara.up.nodes.KrpcMessage.Failure;
import network.ara.up.nodes.KrpcMessage.Fields;
import network.ara.up.nodes.KrpcMessage.Query;
import network.ara.up.nodes.KrpcMessage.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KrpcCodecTest {

    private static final ByteString AA = ByteString.ofUtf8("aa");
    private static final ByteString ASKER = ByteString.ofUtf8("abcdefghij0123456789");
    private static final ByteString OTHER = ByteString.ofUtf8("mnopqrstuvwxyz123456");

    /** The messages are those that BEP 5 prints. */
    @Test
    void theExamplesOfBep5AreReadAndWritten() throws Malformed {
        Fields arguments = new Fields(Map.of("id", ASKER, "target", OTHER));

        assertBothWays(
                "d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e1:q9:find_node1:t2:aa1:y1:qe",
                new Query(AA, "find_node", false, arguments));
        assertBothWays(
                "d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re",
                new Response(AA, new DhtId(OTHER), new Fields(Map.of("id", OTHER))));
        assertBothWays(
                "d1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee",
                new Failure(AA, ErrorCode.GENERIC, "A Generic Error Ocurred"));
    }

    @Test
    void aQueryWithoutArgumentsIsStillOneThatCanBeAnswered() throws Malformed {
        assertThat(decode("d1:q4:ping1:t2:aa1:y1:qe")).isEqualTo(new Query(AA, "ping", false, new Fields(Map.of())));
        assertThat(decode("d1:ai7e1:t2:aa1:y1:qe")).isEqualTo(new Query(AA, "", false, new Fields(Map.of())));
    }

    @Test
    void aReadOnlyAskerIsKnownAsOne() throws Malformed {
        assertThat(decode("d1:ade1:q4:ping2:roi1e1:t2:aa1:y1:qe"))
                .isEqualTo(new Query(AA, "ping", true, new Fields(Map.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i1e",
                "le",
                "de",
                "d1:y1:qe",
                "d1:t2:aae",
                "d1:t2:aa1:y1:xe",
                "d1:t2:aa1:y1:re",
                "d1:rde1:t2:aa1:y1:re",
                "d1:rd2:id5:shorte1:t2:aa1:y1:re",
                "d1:ti7e1:y1:qe",
                "d1:t33:012345678901234567890123456789012" + "1:y1:qe"
            })
    void whatCanNotBeAnsweredIsMalformed(String text) {
        assertThatThrownBy(() -> decode(text)).isInstanceOf(Malformed.class);
    }

    @Test
    void anErrorOfAnyShapeIsAnError() throws Malformed {
        assertThat(decode("d1:e3:bad1:t2:aa1:y1:ee")).isEqualTo(new Failure(AA, ErrorCode.GENERIC, ""));
        assertThat(decode("d1:eli204ee1:t2:aa1:y1:ee")).isEqualTo(new Failure(AA, ErrorCode.METHOD_UNKNOWN, ""));
    }

    private static void assertBothWays(String text, KrpcMessage message) throws Malformed {
        assertThat(decode(text)).isEqualTo(message);
        assertThat(new String(KrpcCodec.encode(message), StandardCharsets.ISO_8859_1))
                .isEqualTo(text);
    }

    private static KrpcMessage decode(String text) throws Malformed {
        return KrpcCodec.decode(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
