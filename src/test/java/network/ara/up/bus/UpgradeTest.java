package network.ara.up.bus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeTest {

    private static final String NPM_FOLLOWER = lines(
            "GET / HTTP/1.1",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Host: localhost:46356",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    @Test
    void anNpmFollowerIsAcceptedWithoutItsExtension() {
        HttpHead request = head(NPM_FOLLOWER);

        assertThat(Upgrade.objection(request, Set.of())).isEmpty();
        // The accept value is the example of RFC 6455 §1.3.
        assertThat(new String(Upgrade.acceptance(request, 17), US_ASCII))
                .isEqualTo(lines(
                        "HTTP/1.1 101 Switching Protocols",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                        "Ara-Up-Pid: 17",
                        ""));
    }

    @Test
    void noSubprotocolIsEverAnswered() {
        HttpHead request = head(NPM_FOLLOWER + "Sec-WebSocket-Protocol: chat, superchat\r\n");

        assertThat(new String(Upgrade.acceptance(request, 17), US_ASCII)).doesNotContain("Protocol:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "https://localhost:8443",
                "http://127.0.0.1:8080",
                "http://[::1]:3000",
                "https://[::1]",
                "https://allowed.example"
            })
    void aPageOnLoopbackAndOneThatIsAllowedMayJoin(String origin) {
        assertThat(Upgrade.objection(
                        head(NPM_FOLLOWER + "Origin: " + origin + "\r\n"), Set.of("https://allowed.example")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "file://",
                "https://evil.example",
                "http://localhost.evil.example",
                "http://evil.example/localhost",
                "http://localhost@evil.example",
                "http://127.0.0.1.evil.example",
                "http://127.0.0.2",
                "chrome-extension://localhost",
                "http://localhost/",
                "http://localhost:80:80",
                "http://localhost, http://evil.example",
                "https://allowed.example:1"
            })
    void anyOtherPageMayNot(String origin) {
        assertThat(Upgrade.objection(
                        head(NPM_FOLLOWER + "Origin: " + origin + "\r\n"), Set.of("https://allowed.example")))
                .contains(Refusal.FOREIGN_ORIGIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:46356", "127.0.0.1:46356", "[::1]:46356"})
    void aHostOnLoopbackIsAccepted(String host) {
        assertThat(Upgrade.objection(head(NPM_FOLLOWER.replace("localhost:46356", host)), Set.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:46356",
                "localhost.evil.example",
                "127.0.0.1.nip.io",
                "10.0.0.1:46356",
                ""
            })
    void aHostThatWasReboundIsRefused(String host) {
        assertThat(Upgrade.objection(head(NPM_FOLLOWER.replace("localhost:46356", host)), Set.of()))
                .contains(Refusal.FOREIGN_HOST);
    }

    @Test
    void aRequestWithoutHostComesFromNoBrowser() {
        assertThat(Upgrade.objection(head(NPM_FOLLOWER.replace("Host: localhost:46356\r\n", "")), Set.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: localhost\r\n",
                "POST / HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n",
                "GET / HTTP/1.1\r\nUpgrade: h2c\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n",
                "GET / HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 12\r\nSec-WebSocket-Key: x\r\n",
                "GET / HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
                "\u0016\u0003\u0001 hello\r\n"
            })
    void whatIsNoWebSocketIsRefused(String request) {
        assertThat(Upgrade.objection(head(request), Set.of())).contains(Refusal.NOT_WEBSOCKET);
    }

    @Test
    void anAnswerIsCheckedForItsKey() {
        HttpHead request =
                head(new String(Upgrade.request(46356, "dGhlIHNhbXBsZSBub25jZQ=="), US_ASCII).strip() + "\r\n");
        HttpHead answer = head(new String(Upgrade.acceptance(request, 17), US_ASCII).strip() + "\r\n");

        assertThat(Upgrade.isAccepted(answer, "dGhlIHNhbXBsZSBub25jZQ==")).isTrue();
        assertThat(Upgrade.isAccepted(answer, Upgrade.newKey())).isFalse();
        assertThat(Upgrade.isAccepted(head("HTTP/1.1 403 Forbidden\r\n"), "dGhlIHNhbXBsZSBub25jZQ=="))
                .isFalse();
        assertThat(Upgrade.leaderPid(answer)).hasValue(17);
        assertThat(Upgrade.leaderPid(head("HTTP/1.1 101 Fine\r\nAra-Up-Pid: x\r\n")))
                .isEmpty();
    }

    private static HttpHead head(String text) {
        return HttpHead.read(Unpooled.copiedBuffer(text + "\r\n", java.nio.charset.StandardCharsets.ISO_8859_1))
                .orElseThrow();
    }
}
