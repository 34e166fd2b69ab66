package network.ara.up.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import network.ara.up.bus.BusOptions;
import network.ara.up.inc.Node;
import network.ara.up.web.AccessToken;
import network.ara.up.web.HttpGateway;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls over HTTP: what is answered, and who is kept out. */
class HttpGatewayIT {

    private static final int PATIENCE_MILLIS = 30_000;

    @TempDir
    private Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CompletableFuture<Boolean> waits = new CompletableFuture<>();
    private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    private Node node;
    private HttpGateway gateway;
    private String token;

    @BeforeEach
    void open() throws IOException {
        node = JavaNode.withFunctions(Node.named("adder"))
                .function("wait", (parameters, caller) -> {
                    waits.complete(true);
                    while (!caller.isCancelled()) {
                        TimeUnit.MILLISECONDS.sleep(5);
                    }
                    return interrupted.complete(true);
                })
                .start(BusOptions.DEFAULTS);
        node.joined().join();
        Path file = folder.resolve("token");
        AccessToken secret = AccessToken.generate(file);
        token = Files.readString(file).strip();
        gateway = HttpGateway.open(BusOptions.DEFAULTS, new InetSocketAddress("127.0.0.1", 0), secret);
    }

    @AfterEach
    void close() {
        gateway.close();
        node.close();
    }

    @Test
    void theTokenIsForItsOwnerOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("token"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aCallIsAnsweredWithItsResult() throws Exception {
        assertThat(answer(post("/call/adder/add", "[2, 40]"))).containsExactly(200, 42L);
        assertThat(answer(post("/call/adder/add", "{\"a\": 1, \"b\": 2}"))).containsExactly(200, 3L);
        assertThat(answer(post("/call/adder/caller", ""))).containsExactly(200, "http");
    }

    @Test
    void whyThereIsNoResultIsAStatusAndACode() throws Exception {
        assertThat(failure(post("/call/nobody/add", "[]"))).containsExactly(404, -32001L);
        assertThat(failure(post("/call/adder/nothing", "[]"))).containsExactly(404, -32601L);
        assertThat(failure(post("/call/adder/add", "[\"x\", 1]"))).containsExactly(400, -32602L);
        assertThat(failure(post("/call/adder/fail", "[\"so\"]"))).containsExactly(500, -32603L);
        assertThat(failure(post("/call/adder/stop", "[]"))).containsExactly(403, -32003L);
        assertThat(failure(post("/call/adder/sleep", "[60000]").setHeader("Ara-Timeout", "50ms")))
                .containsExactly(504, -32002L);
        assertThat(failure(post("/call/adder/sleep?timeout=50ms", "[60000]"))).containsExactly(504, -32002L);
        HttpResponse<String> own = send(post("/call/adder/refuse", "[7]"));
        assertThat(own.statusCode()).isEqualTo(500);
        assertThat(Json.parse(own.body()))
                .isEqualTo(Map.of("code", 7L, "message", "no", "data", Map.of("because", "it can")));
    }

    @Test
    void whatIsNoCallIsRefused() throws Exception {
        assertThat(failure(post("/call/adder/add", "{"))).containsExactly(400, -32602L);
        assertThat(failure(post("/call/adder/add", "7"))).containsExactly(400, -32602L);
        assertThat(failure(post("/call/adder/add", "[]").setHeader("Ara-Timeout", "soon")))
                .containsExactly(400, 400L);
        assertThat(failure(post("/call/adder", "[]"))).containsExactly(404, 404L);
        assertThat(failure(post("/call/adder/add", "[]").GET())).containsExactly(405, 405L);
        assertThat(failure(post("/call/adder/add", "\"" + "x".repeat(1 << 20) + "\"")))
                .containsExactly(413, 413L);
    }

    @Test
    void whoDoesNotKnowTheTokenCallsNothing() throws Exception {
        assertThat(failure(post("/call/adder/echo", "[1]").setHeader("Authorization", "Bearer " + token + "x")))
                .containsExactly(401, 401L);
        assertThat(failure(post("/call/adder/echo", "[1]").setHeader("Authorization", token)))
                .containsExactly(401, 401L);
        assertThat(raw(head("Host: localhost\r\n") + "\r\n")).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void pagesAndNamesThatPointHereAreKeptOut() throws Exception {
        String knows = "Authorization: Bearer " + token + "\r\n";

        assertThat(raw(head(knows + "Host: rebound.example\r\n") + "\r\n")).startsWith("HTTP/1.1 403 ");
        assertThat(raw(head(knows) + "\r\n")).startsWith("HTTP/1.1 403 ");
        assertThat(raw(head(knows + "Host: localhost\r\nHost: localhost\r\n") + "\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(raw(head(knows + "Host: localhost\r\nOrigin: https://evil.example\r\n") + "\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(raw(head(knows + "Host: localhost\r\nConnection: close\r\nContent-Length: 6\r\n") + "\r\n[1, 2]"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aBodyThatGrowsWithoutEndIsCutOff() throws Exception {
        HttpRequest request = post("/call/adder/echo", "")
                .POST(BodyPublishers.ofByteArrays(Collections.nCopies(64, new byte[64 << 10])))
                .build();
        int status;
        try {
            status = client.send(request, BodyHandlers.ofString()).statusCode();
        } catch (IOException e) {
            status = 413; // the connection ended while the client was still writing
        }

        assertThat(status).isEqualTo(413);
        assertThat(answer(post("/call/adder/add", "[1, 1]"))).containsExactly(200, 2L);
    }

    @Test
    void requestsThatAreSentAtOnceAreAnsweredInOrder() throws Exception {
        String first = request("/call/adder/sleep", "[100]", "");
        String second = request("/call/adder/add", "[3, 4]", "");
        String third = request("/call/adder/echo", "[\"last\"]", "Connection: close\r\n");

        String answers = raw(first + second + third);

        assertThat(answers.indexOf("\"slept\"")).isPositive().isLessThan(answers.indexOf("\r\n\r\n7"));
        assertThat(answers.indexOf("\r\n\r\n7")).isLessThan(answers.indexOf("\"last\""));
    }

    @Test
    void afterARequestThatIsRefusedNothingIsReadAnyMore() throws Exception {
        String refused = request("/nowhere", "[]", "");

        String answers = raw(refused + request("/call/adder/add", "[3, 4]", ""));

        assertThat(answers).startsWith("HTTP/1.1 404 ").doesNotContain("200 OK");
    }

    @Test
    void whoSendsARequestForEverHoldsAConnectionForAWhile() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(head("Host: localhost\r\n").getBytes(US_ASCII));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aCallerThatGoesCancelsItsCall() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(request("/call/adder/wait", "[]", "Ara-Timeout: 1h\r\n")
                            .getBytes(US_ASCII));
            assertThat(waits.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        }

        assertThat(interrupted.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    }

    private HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.address().getPort() + path))
                .timeout(Duration.ofMillis(PATIENCE_MILLIS))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private List<@Nullable Object> answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request);
        return Arrays.asList(response.statusCode(), Json.parse(response.body()));
    }

    private List<@Nullable Object> failure(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request);
        Map<?, ?> body = (Map<?, ?>) Objects.requireNonNull(Json.parse(response.body()));
        return Arrays.asList(response.statusCode(), body.get("code"));
    }

    private String request(String path, String body, String fields) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n" + fields
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String head(String fields) {
        return "POST /call/adder/add HTTP/1.1\r\n" + fields;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", gateway.address().getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** All that is answered until the other side ends the connection. */
    private String raw(String text) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(text.getBytes(US_ASCII));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(US_ASCII);
        }
    }
}
