package network.ara.up.bus;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * From HTTP to WebSocket, on both sides.
 *
 * <p>An npm follower's process dies of an answer with a subprotocol, a wrong accept value or an odd extension; and one that
 * accepts its offer of deflate makes it and us several times slower. So neither is ever in our answer.
 *
 * <p>Spec: RFC 6455 §4; localcast §1.
 */
final class Upgrade {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String PID_FIELD = "Ara-Up-Pid";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private Upgrade() {}

    static String newKey() {
        byte[] key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** What a follower sends. It offers no extension. */
    static byte[] request(int port, String key) {
        return ("GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nHost: localhost:" + port
                        + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key + "\r\n\r\n")
                .getBytes(US_ASCII);
    }

    /** What a leader answers. The process id is news to npm's followers, which ignore it. */
    static byte[] acceptance(HttpHead request, long pid) {
        String key = request.field("sec-websocket-key").orElse("");
        return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + accept(key) + "\r\n" + PID_FIELD + ": " + pid + "\r\n\r\n")
                .getBytes(US_ASCII);
    }

    /** Whether a leader accepted. */
    static boolean isAccepted(HttpHead answer, String key) {
        return answer.startLine().startsWith("HTTP/1.1 101")
                && answer.field("sec-websocket-accept").equals(Optional.of(accept(key)))
                && answer.field("sec-websocket-extensions").isEmpty();
    }

    /** The leader's process id, where it says so. */
    static OptionalLong leaderPid(HttpHead answer) {
        String pid = answer.field("ara-up-pid").orElse("");
        return pid.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(pid)) : OptionalLong.empty();
    }

    /** Why a request is refused, if it is. Who sends no Origin is no web page; who sends one must be on loopback. */
    static Optional<Refusal> objection(HttpHead request, Set<String> allowedOrigins) {
        if (!isWebSocket(request)) {
            return Optional.of(Refusal.NOT_WEBSOCKET);
        }
        if (!request.field("host").map(Upgrade::isLoopbackHost).orElse(true)) {
            return Optional.of(Refusal.FOREIGN_HOST);
        }
        boolean allowed = request.field("origin")
                .map(origin -> allowedOrigins.contains(origin) || isLoopbackOrigin(origin))
                .orElse(true);
        return allowed ? Optional.empty() : Optional.of(Refusal.FOREIGN_ORIGIN);
    }

    static byte[] refusal(Refusal why) {
        String status = why == Refusal.NOT_WEBSOCKET ? "400 Bad Request" : "403 Forbidden";
        return ("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").getBytes(US_ASCII);
    }

    private static boolean isWebSocket(HttpHead request) {
        String version = request.field("sec-websocket-version").orElse("");
        return request.startLine().startsWith("GET ")
                && request.startLine().endsWith(" HTTP/1.1")
                && request.has("upgrade", "websocket")
                && (version.equals("13") || version.equals("8"))
                && request.field("sec-websocket-key").isPresent();
    }

    private static boolean isLoopbackOrigin(String origin) {
        return (origin.startsWith("http://") || origin.startsWith("https://"))
                && isLoopbackHost(origin.substring(origin.indexOf("//") + 2));
    }

    private static boolean isLoopbackHost(String hostAndPort) {
        try {
            URI uri = new URI("http://" + hostAndPort);
            return uri.getHost() != null
                    && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT))
                    && uri.getRawUserInfo() == null
                    && hostAndPort.equals(uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
