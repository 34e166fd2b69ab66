package network.ara.up.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import network.ara.up.nodes.KrpcMessage.ErrorCode;
import network.ara.up.nodes.KrpcMessage.Failure;
import network.ara.up.nodes.KrpcMessage.Fields;
import network.ara.up.nodes.KrpcMessage.Query;
import network.ara.up.nodes.KrpcMessage.Response;
import org.junit.jupiter.api.Test;

class DhtResponderTest {

    private static final InetSocketAddress ASKER = Loopback.port(4000);
    private static final InetSocketAddress OTHER = Loopback.address(127, 2, 4000);

    private final Random random = new Random(3);
    private final DhtId own = DhtId.random(random);
    private final DhtId infohash = DhtId.random(random);
    private final RoutingTable table = new RoutingTable(own, 0);
    private final PeerStore store = new PeerStore(random);
    private final DhtResponder responder = new DhtResponder(own, table, store, new SecureRandom());

    @Test
    void aPingIsAnsweredWithOurId() {
        assertThat(answer("ping", Map.of())).isEqualTo(new Response(transaction(), own, new Fields(Map.of())));
    }

    @Test
    void findNodeGivesTheEightNearest() {
        for (int i = 0; i < 30; i++) {
            InetSocketAddress address = Loopback.port(1 + i);
            table.answered(new DhtContact(own.randomNeighbour(i / 4, random), address), 0);
        }

        Response response = (Response) answer("find_node", Map.of("target", infohash.bytes()));

        ByteString nodes = response.fields().string("nodes").orElseThrow();
        assertThat(DhtCompact.nodes(nodes, 100)).isEqualTo(table.closest(infohash, 8));
    }

    @Test
    void aPeerThatAnnouncedItselfWithItsTokenIsFound() {
        KrpcMessage announced = answer("announce_peer", Map.of("token", token(), "port", 77L));

        assertThat(announced).isInstanceOf(Response.class);
        assertThat(values()).isEqualTo(List.of(DhtCompact.peer(Loopback.port(77))));
    }

    @Test
    void anImpliedPortIsThatOfThePacket() {
        answer("announce_peer", Map.of("token", token(), "port", 77L, "implied_port", 1L));

        assertThat(values()).isEqualTo(List.of(DhtCompact.peer(ASKER)));
    }

    @Test
    void aTokenIsWorthNothingFromAnotherAddressOrAfterTwoChangesOfTheSecret() {
        Map<String, Object> arguments = Map.of("token", token(), "port", 77L);
        assertFailure(answer("announce_peer", arguments, OTHER), ErrorCode.PROTOCOL, "bad token");

        responder.rotateTokens();
        assertThat(answer("announce_peer", arguments)).isInstanceOf(Response.class);

        responder.rotateTokens();
        assertFailure(answer("announce_peer", arguments), ErrorCode.PROTOCOL, "bad token");
    }

    @Test
    void aPeerOnLoopbackIsNotGivenToAnotherMachine() {
        store.put(infohash, Loopback.port(77), 0);

        KrpcMessage answer = answer("get_peers", Map.of(), Loopback.address(192, 7, 1));

        assertThat(((Response) answer).fields().values()).doesNotContainKey("values");
    }

    @Test
    void whatIsWrongIsSaid() {
        Query nameless = new Query(transaction(), "ping", false, new Fields(Map.of()));

        assertFailure(responder.answer(nameless, ASKER, 0), ErrorCode.PROTOCOL, "expected an id of 20 bytes");
        assertFailure(answer("vote", Map.of()), ErrorCode.METHOD_UNKNOWN, "method unknown");
        assertFailure(answer("find_node", Map.of("target", 7L)), ErrorCode.PROTOCOL, "expected a target of 20 bytes");
        assertFailure(
                answer("get_peers", Map.of("info_hash", ByteString.ofUtf8("short"))),
                ErrorCode.PROTOCOL,
                "expected an info_hash of 20 bytes");
        assertFailure(
                answer("announce_peer", Map.of("token", token(), "port", 65536L)),
                ErrorCode.PROTOCOL,
                "expected a port from 1 to 65535");
    }

    @Test
    void aFullStoreSaysSo() {
        for (int i = 0; i < PeerStore.MAX_PEERS; i++) {
            store.put(DhtId.sha1("x" + i), ASKER, 0);
        }

        KrpcMessage answer = answer("announce_peer", Map.of("token", token(), "port", 77L));

        assertFailure(answer, ErrorCode.SERVER, "the peer store is full");
    }

    @Test
    void aFullAnswerFitsInOneUnfragmentedPacket() {
        for (int i = 0; i < 40; i++) {
            InetSocketAddress address = Loopback.port(1 + i);
            table.answered(new DhtContact(own.randomNeighbour(i / 4, random), address), 0);
        }
        for (int port = 1; port < 400; port++) {
            store.put(infohash, Loopback.port(port), 0);
        }

        assertThat(KrpcCodec.encode(answer("get_peers", Map.of()))).hasSizeLessThan(1400);
    }

    private ByteString token() {
        Response response = (Response) answer("get_peers", Map.of());
        return response.fields().string("token").orElseThrow();
    }

    private Object values() {
        Response response = (Response) answer("get_peers", Map.of());
        return response.fields().values().getOrDefault("values", List.of());
    }

    private KrpcMessage answer(String method, Map<String, Object> arguments) {
        return answer(method, arguments, ASKER);
    }

    private KrpcMessage answer(String method, Map<String, Object> arguments, InetSocketAddress from) {
        Map<String, Object> fields =
                new TreeMap<>(Map.of("id", DhtId.sha1("asker").bytes()));
        fields.put("info_hash", infohash.bytes());
        fields.putAll(arguments);
        return responder.answer(new Query(transaction(), method, false, new Fields(fields)), from, 0);
    }

    private static ByteString transaction() {
        return ByteString.ofUtf8("aa");
    }

    private static void assertFailure(KrpcMessage message, ErrorCode code, String text) {
        assertThat(message).isEqualTo(new Failure(transaction(), code, text));
    }
}
