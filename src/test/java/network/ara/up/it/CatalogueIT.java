package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import network.ara.up.process.ProcessIdentity;
import org.junit.jupiter.api.Test;

/** The entries of the built-in catalogue whose programs do not ship with ara-up, booted because a manifest requires them. */
class CatalogueIT extends UserOfItsOwn {

    @Test
    void redisAndNginxAreBootedAndStoppedAndLeaveNothing() throws Exception {
        Tools.require("redis-server", "nginx");
        int redis = freePort();
        int nginx = freePort();
        araUp.with("REDIS_PORT", String.valueOf(redis)).with("NGINX_PORT", String.valueOf(nginx));
        araUp.manifest("ara.yml", "name: web\nrun: sleep 600\nready: none\nrequires: [redis, nginx]\n");
        Files.writeString(Files.createDirectory(folder.resolve("public")).resolve("index.html"), "hello");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            List<Long> pids = List.of(araUp.pid("redis"), araUp.pid("nginx"));
            assertThat(redis(redis, "SET key value")).isEqualTo("+OK");
            assertThat(redis(redis, "SAVE")).startsWith("-ERR");
            assertThat(get(nginx, "/").body()).isEqualTo("hello");
            assertThat(get(nginx, "/nothing").statusCode()).isEqualTo(404);
            up.signal("INT");
            assertThat(up.exitCode()).isEqualTo(130);
            assertThat(pids)
                    .noneMatch(pid -> ProcessIdentity.of(pid)
                            .map(ProcessIdentity::isAlive)
                            .orElse(false));
        }
        assertThat(isOpen(redis)).isFalse();
        assertThat(isOpen(nginx)).isFalse();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("ara.yml", "cache", "public", "run", "state");
        }
    }

    @Test
    void aRedisThatRunsAlreadyIsUsedAsItIs() throws Exception {
        Tools.require("redis-server");
        int port = freePort();
        araUp.with("REDIS_PORT", String.valueOf(port));
        araUp.manifest("ara.yml", "name: web\nrun: sleep 600\nready: none\nrequires: [redis]\n");
        try (ChildProcess redis = ChildProcess.start(
                List.of("redis-server", "--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", ""))) {
            redis.await("its readiness", line -> line.contains("Ready to accept connections"));
            try (ChildProcess up = araUp.start("ara.yml")) {
                up.awaitStart("up after");
                assertThat(araUp.ps("redis").get("origin")).isEqualTo("external");
                araUp.run(0, "down");
                assertThat(up.exitCode()).isZero();
            }
            assertThat(redis(port, "PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void signalhubIsBootedFromTheFoldersOwnPackages() throws Exception {
        Tools.requireNpm("signalhub");
        int port = freePort();
        araUp.with("SIGNALHUB_PORT", String.valueOf(port));
        araUp.manifest("ara.yml", "name: web\nrun: sleep 600\nready: none\nrequires: [signalhub]\n");
        Files.createSymbolicLink(folder.resolve("node_modules"), Tools.script("node_modules"));
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            assertThat(get(port, "/").body()).contains("\"name\": \"signalhub\"");
            up.signal("INT");
            assertThat(up.exitCode()).isEqualTo(130);
        }
        assertThat(isOpen(port)).isFalse();
    }

    @Test
    void whatIsNotInstalledIsSaidWithHowToGetIt() throws IOException {
        String empty = Files.createDirectory(folder.resolve("empty")).toString();
        araUp.with("PATH", empty).manifest("ara.yml", "name: web\nrun: /bin/true\nrequires: [signalhub, redis]\n");

        List<String> lines = araUp.run(1, "ara.yml");

        assertThat(lines)
                .anyMatch(line -> line.contains("its program 'signalhub' is not on the PATH"))
                .contains("  fix: install 'signalhub', or give its path in 'run'")
                .contains("  fix: install 'redis-server', or give its path in 'run'");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private static boolean isOpen(int port) throws IOException {
        try (Socket socket = new Socket(loopback(), port)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    /** The first line of the answer to an inline command. */
    private static String redis(int port, String command) throws IOException {
        try (Socket socket = new Socket(loopback(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            StringBuilder line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && c != '\r';
                    c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return line.toString();
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
