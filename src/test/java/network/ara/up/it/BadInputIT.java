package network.ara.up.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HexFormat;
import java.util.stream.Stream;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.bus.Refusal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything that ends an npm leader or an npm follower, sent to our leader, with npm followers around: localcast §6. After
 * each, all of them still hear one another.
 */
class BadInputIT {

    private static final Bus LEADER = Bus.open(BusOptions.DEFAULTS);

    private static ChildProcess one;
    private static ChildProcess two;
    private static int round;

    @BeforeAll
    static void bystanders() {
        Tools.requireNpm("localcast");
        Ports.awaitListener();
        LEADER.join("ns", json -> {});
        one = ChildProcess.node("cast.js", "ns");
        one.awaitStart("peer ");
        two = ChildProcess.node("cast.js", "ns");
        one.awaitCount("second peer", line -> line.startsWith("peer "), 2);
    }

    @AfterAll
    static void end() {
        LEADER.close();
        one.close();
        two.close();
    }

    @AfterEach
    void allStillHearEachOther() {
        round++;
        one.send("[\"one\"," + round + "]");
        two.await("message [\"one\"," + round + "]");
        two.send("[\"two\"," + round + "]");
        one.await("message [\"two\"," + round + "]");
    }

    static Stream<Arguments> killingMessages() {
        return Stream.of(
                Arguments.of(Refusal.EMPTY, ""),
                Arguments.of(Refusal.EMPTY, " "),
                Arguments.of(Refusal.NOT_JSON, "x"),
                Arguments.of(Refusal.NOT_JSON, "[\"truncated\","),
                Arguments.of(Refusal.NOT_JSON, "\uFEFF[\"mark\"]"),
                Arguments.of(Refusal.NOT_JSON, "[\"trailing\"] text"),
                Arguments.of(Refusal.NOT_JSON, "[1][2]"),
                Arguments.of(Refusal.NOT_AN_ARRAY, "5"),
                Arguments.of(Refusal.NOT_AN_ARRAY, "\"str\""),
                Arguments.of(Refusal.NOT_AN_ARRAY, "true"),
                Arguments.of(Refusal.NOT_AN_ARRAY, "false"),
                Arguments.of(Refusal.NOT_AN_ARRAY, "null"),
                Arguments.of(Refusal.NOT_AN_ARRAY, "{\"length\":1000000000}"),
                Arguments.of(Refusal.ERROR_EVENT, "[\"error\"]"),
                Arguments.of(Refusal.ERROR_EVENT, "[\"error\",{\"a\":1}]"),
                Arguments.of(Refusal.ERROR_EVENT, "[\"\\u0065rror\",{}]"),
                Arguments.of(Refusal.TOO_MANY_ELEMENTS, "[0" + ",0".repeat(250_000) + "]"),
                Arguments.of(Refusal.ODD_NAME, "[{\"toString\":1}]"),
                Arguments.of(Refusal.ODD_NAME, "[".repeat(50_000) + "]".repeat(50_000)),
                Arguments.of(Refusal.PEER_EVENT, "[\"localcast\",null]"),
                Arguments.of(Refusal.TOO_DEEP, "[0," + "[".repeat(200_000) + "]".repeat(200_001)));
    }

    @ParameterizedTest
    @MethodSource("killingMessages")
    void aMessageThatWouldKillIsLeftOutAndItsSenderStays(Refusal why, String message) {
        long before = LEADER.stats().refused(why);
        try (RawPeer peer = RawPeer.member("ns")) {
            peer.send(RawPeer.frame(0x82, message));
            peer.send(RawPeer.frame(0x82, "[\"after\",\"" + round + "\"]"));

            one.await("message [\"after\",\"" + round + "\"]");
        }
        assertThat(LEADER.stats().refused(why)).isEqualTo(before + 1);
    }

    @Test
    void whatIsNoUtf8IsLeftOut() {
        long before = LEADER.stats().refused(Refusal.NOT_JSON);
        try (RawPeer peer = RawPeer.member("ns")) {
            peer.send(RawPeer.frame(0x81, "[\"caf\u00e9\"]".getBytes(ISO_8859_1)));
            peer.send(RawPeer.frame(0x82, "[\"utf-8\"," + round + "]"));
            one.await("message [\"utf-8\"," + round + "]");
        }
        assertThat(LEADER.stats().refused(Refusal.NOT_JSON)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "{", "null", "false", "0", "\"\"", "[1"})
    void whoseFirstMessageIsNoHandshakeIsDropped(String handshake) {
        long before = LEADER.stats().refused(Refusal.BAD_HANDSHAKE);
        try (RawPeer peer = RawPeer.connected()) {
            peer.send(RawPeer.frame(0x82, handshake));
            peer.awaitEnd();
        }
        assertThat(LEADER.stats().refused(Refusal.BAD_HANDSHAKE)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "\"str\"",
                "true",
                "[]",
                "[\"e\",1]",
                "{}",
                "{\"namespace\":null}",
                "{\"namespace\":{\"a\":[1]}}"
            })
    void anOddHandshakeIsOne(String handshake) {
        try (RawPeer peer = RawPeer.connected();
                RawPeer other = RawPeer.connected()) {
            peer.send(RawPeer.frame(0x82, handshake));
            peer.send(RawPeer.frame(0x89, "still there?"));
            assertThat(peer.next()).isEqualTo("still there?");
            other.send(RawPeer.frame(0x82, "{\"namespace\":\"elsewhere\"}"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "82ff000000008000000000000000", // announces 2^31
                "82ffffffffffffffffff00000000",
                "82ff000000000640000000000000", // 100 MiB
                "c28000000000", // compressed, without being asked
                "838000000000",
                "808000000000",
                "098000000000",
                "89fe007e00000000"
            })
    void whoBreaksTheRulesOfWebSocketIsDropped(String hex) {
        try (RawPeer peer = RawPeer.member("ns")) {
            peer.send(HexFormat.of().parseHex(hex));
            peer.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "CONNECT x HTTP/1.1\r\n\r\n",
                "\u0016\u0003\u0001\r\n\r\n"
            })
    void whatIsNoUpgradeIsRefused(String text) {
        try (RawPeer peer = new RawPeer()) {
            peer.send(text.getBytes(UTF_8));
            assertThat(peer.head()).startsWith("HTTP/1.1 400 ");
            peer.awaitEnd();
        }
    }

    @Test
    void halfAMessageThenTheEnd() {
        byte[] half = HexFormat.of().parseHex("82ff000000000300000000000000");
        for (int i = 0; i < 20; i++) {
            try (RawPeer peer = RawPeer.member("ns")) {
                peer.send(half);
                peer.send("[\"half".getBytes(UTF_8));
            }
            RawPeer reset = RawPeer.member("ns");
            reset.send(half);
            reset.reset();
        }
        await().until(() -> LEADER.stats().connections() == 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "file://", "http://localhost.evil.example"})
    void aForeignPageIsRefused(String origin) {
        long before = LEADER.stats().refused(Refusal.FOREIGN_ORIGIN);
        try (RawPeer peer = new RawPeer()) {
            peer.send(RawPeer.request("Origin: " + origin + "\r\n"));
            assertThat(peer.head()).startsWith("HTTP/1.1 403 ");
            peer.awaitEnd();
        }
        assertThat(LEADER.stats().refused(Refusal.FOREIGN_ORIGIN)).isEqualTo(before + 1);
    }

    @Test
    void aReboundHostIsRefused() {
        try (RawPeer peer = new RawPeer()) {
            String request = new String(RawPeer.request(""), UTF_8);
            peer.send(request.replace("localhost:46356", "evil.example:46356").getBytes(UTF_8));
            assertThat(peer.head()).startsWith("HTTP/1.1 403 ");
            peer.awaitEnd();
        }
    }

    @Test
    void aPageOnLoopbackMayJoin() {
        try (RawPeer peer = new RawPeer()) {
            peer.send(RawPeer.request("Origin: http://localhost:8080\r\n"));
            assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
        }
    }
}
