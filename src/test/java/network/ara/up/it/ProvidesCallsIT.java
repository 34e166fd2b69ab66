package network.ara.up.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import network.ara.up.Eventually;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.bus.Cast;
import network.ara.up.wire.IncMessage.Call;
import network.ara.up.wire.IncMessage.Result;
import network.ara.up.wire.Json;
import network.ara.up.wire.Mailbox;
import network.ara.up.wire.MessageCodec;
import network.ara.up.wire.MessageId;
import network.ara.up.wire.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls to the real redis and nginx from their beginning to their end: what is counted, cancelled, sent again, taken over. */
class ProvidesCallsIT extends UserOfItsOwn {

    private static final int PATIENCE_SECONDS = 60;

    private int port;

    @BeforeEach
    void redis() throws Exception {
        Tools.require("redis-server", "redis-cli");
        Tools.requireNpm("localcast", "md5");
        port = Ports.free();
        araUp.with("REDIS_PORT", String.valueOf(port));
    }

    /** A redis whose function {@code pop} waits until somebody pushes. */
    private void queue(String more) {
        araUp.manifest("ara.yml", """
                name: queues
                nodes:
                  queue:
                    run: redis-server --port %1$d --bind 127.0.0.1 --save ""
                    ready: {tcp: %1$d}
                    provides:
                      pop: {params: [key], command: "redis-cli -p %1$d --json blpop {key} 0"}
                      length: {params: [key], command: "redis-cli -p %1$d --json llen {key}"}
                      count: {params: [key], command: "redis-cli -p %1$d --json incr {key}"}
                %2$s
                """.formatted(port, more.indent(4)));
    }

    @Test
    void callsAreCountedAndDescribedLikeAnyNodes() throws Exception {
        araUp.manifest("ara.yml", "name: web\nrun: sleep 600\nready: none\nrequires: [redis]\n");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            araUp.run(0, "call", "redis", "set", "greeting", "hello");
            araUp.run(0, "call", "redis", "get", "greeting");
            araUp.run(7, "call", "redis", "get", "one", "two");
            redis("hset", "map", "field", "value");
            araUp.run(7, "call", "redis", "get", "map");

            assertThat(row("redis", "set")).containsEntry("calls", 1L).containsEntry("errors", 0L);
            assertThat(row("redis", "get"))
                    .containsEntry("calls", 3L)
                    .containsEntry("errors", 2L)
                    .hasEntrySatisfying("p50Micros", it -> assertThat((Long) it).isPositive());

            assertThat(araUp.run(0, "describe", "redis"))
                    .anyMatch(line -> line.contains("identity   verified"))
                    .anyMatch(line -> line.matches(" +get\\(key\\) +the value of a key, null where there is none"))
                    .anyMatch(line -> line.matches(" +set\\(key, value\\) +sets the value of a key"))
                    .anyMatch(line -> line.matches(" +ara-up \\(claimed\\) +redis +get +3 +2 +0 .*"))
                    .anyMatch(line -> line.matches(" +ara-up +get +3 +2 .*"));
        }
    }

    /** What the broker has counted of a function, whoever called it. */
    private Map<String, Object> row(String node, String function) {
        Object stats = Json.parse(String.join("\n", araUp.run(0, "stats", node, "-o", "json")));
        List<?> rows = (List<?>) Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(stats)).get("calls"));
        return rows.stream()
                .map(row -> (Map<?, ?>) row)
                .filter(row -> function.equals(row.get("function")))
                .map(ProvidesCallsIT::named)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row of " + function + ": " + stats));
    }

    private static Map<String, Object> named(Map<?, ?> row) {
        Map<String, Object> named = new HashMap<>();
        row.forEach((key, value) -> named.put(String.valueOf(key), Objects.requireNonNullElse(value, "")));
        return named;
    }

    @Test
    void aCancelEndsTheCommandAndThenItsPlaceIsFree() throws Exception {
        queue("calls: {concurrency: 1}");
        try (ChildProcess up = araUp.start("ara.yml");
                ChildProcess asker = asker(up)) {
            asker.send("[\"call\", \"a\", \"queue\", \"pop\", [\"x\"], {\"timeout\": 60000}]");
            Eventually.await("the command runs", () -> isPopping());
            asker.send("[\"call\", \"b\", \"queue\", \"length\", [\"x\"], {\"timeout\": 60000}]");
            asker.send("[\"cancel\", \"a\"]");

            assertThat(asker.awaitStart("a error ")).contains("-32004");
            asker.await("b result 0");
            assertThat(isPopping()).isFalse();
        }
    }

    @Test
    void whatWorksIsNotIdle() throws Exception {
        queue("start: on-call\nidle: 100ms");
        Files.writeString(folder.resolve("ara.yml"), """
                  other:
                    run: sleep 600
                    ready: none
                    start: on-call
                    idle: 2s
                    provides: {greet: {command: [echo, hello]}}
                """, StandardOpenOption.APPEND);
        try (ChildProcess up = araUp.start("ara.yml");
                ChildProcess asker = asker(up)) {
            asker.send("[\"call\", \"a\", \"queue\", \"pop\", [\"x\"], {\"timeout\": 120000}]");
            Eventually.await("the command runs", () -> isPopping());
            long pid = araUp.pid("queue");

            assertThat(araUp.run(0, "call", "--raw", "other", "greet")).containsExactly("hello");
            up.await("the other's rest, long after its own", line -> line.matches("other +idle +.*"));
            assertThat(araUp.pid("queue")).isEqualTo(pid);
            redis("rpush", "x", "done");

            asker.await("a result [\"x\",\"done\"]");
            up.await("its own rest", line -> line.matches("queue +idle +.*"));
        }
    }

    @Test
    void aCallThatIsSentAgainIsAnsweredFromMemoryAndCountsOnce() throws Exception {
        queue("calls: {rate: 2/h}");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            try (Bus bus = Bus.open(BusOptions.DEFAULTS.withMayLead(false))) {
                BlockingQueue<Result> results = new LinkedBlockingQueue<>();
                Cast mailbox = bus.join(
                        Mailbox.of("counter"),
                        json -> MessageCodec.decode(json)
                                .filter(Result.class::isInstance)
                                .map(Result.class::cast)
                                .ifPresent(results::add));
                mailbox.settled().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                Cast queue = bus.visit(Mailbox.of("queue"), json -> {});

                for (int i = 0; i < 3; i++) {
                    assertThat(counted(queue, "1", results)).isEqualTo(new Outcome.Returned(1L));
                }
                assertThat(counted(queue, "2", results)).isEqualTo(new Outcome.Returned(2L));
                Outcome third = counted(queue, "3", results);
                assertThat(third)
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                it -> assertThat(it.code()).isEqualTo(-32005));
                assertThat(row("queue", "count")).containsEntry("calls", 3L).containsEntry("refused", 1L);
            }
        }
    }

    private static Outcome counted(Cast queue, String id, BlockingQueue<Result> results) throws InterruptedException {
        queue.emit(MessageCodec.encode(
                new Call("counter", Optional.of(MessageId.of(id)), "count", List.of("n"), Optional.empty(), false)));
        Result result = Objects.requireNonNull(results.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertThat(result.id()).isEqualTo(MessageId.of(id));
        return result.outcome();
    }

    @Test
    void theNextSupervisorAnswersForWhatItAdopts() throws Exception {
        araUp.manifest("ara.yml", "name: web\nrun: sleep 600\nready: none\nrequires: [redis]\n");
        long pid;
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            pid = araUp.pid("redis");
            araUp.run(0, "call", "redis", "set", "kept", "value");
            up.kill();
        }

        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");

            assertThat(araUp.ps("redis").get("origin")).isEqualTo("adopted");
            assertThat(araUp.pid("redis")).isEqualTo(pid);
            assertThat(araUp.run(0, "call", "redis", "get", "kept")).containsExactly("\"value\"");
        }
    }

    @Test
    void aProcessOfItIsCalledByItsPid() throws Exception {
        araUp.manifest("ara.yml", "name: web\nrun: sleep 600\nready: none\nrequires: [redis]\n");
        try (ChildProcess up = araUp.start("ara.yml");
                ChildProcess asker = asker(up)) {
            String one = "redis@" + araUp.pid("redis");

            assertThat(araUp.run(0, "call", one, "set", "a", "b")).containsExactly("\"OK\"");
            asker.send("[\"call\", \"a\", \"" + one + "\", \"get\", [\"a\"]]");
            asker.await("a result \"b\"");
            araUp.run(4, "call", "redis@1", "get", "a");
        }
    }

    @Test
    void whatHasNoPlaceInTheUrlIsTheBodyOfTheRequest() throws Exception {
        Tools.require("nginx");
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        HttpServer behind = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        behind.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " " + body);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(201, 0);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
        behind.start();
        try {
            int nginx = Ports.free();
            proxy(nginx, behind.getAddress().getPort());
            try (ChildProcess up = araUp.start("ara.yml")) {
                up.awaitStart("up after");

                assertThat(araUp.run(0, "call", "shop", "add", "a b/c", "blue", "{\"n\":[1,null]}"))
                        .containsExactly("{\"colour\":\"blue\",\"more\":{\"n\":[1,null]}}");
                assertThat(requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isEqualTo("POST /api/items/a%20b%2Fc application/json "
                                + "{\"colour\":\"blue\",\"more\":{\"n\":[1,null]}}");
            }
        } finally {
            behind.stop(0);
        }
    }

    /** The nginx of the catalogue in front of a server, and a node that is called through it. */
    private void proxy(int nginx, int behind) throws IOException {
        Path include = Files.writeString(
                folder.resolve("proxy.conf"),
                "location /api/ { proxy_pass http://127.0.0.1:" + behind + "; proxy_http_version 1.1; }\n");
        araUp.with("NGINX_PORT", String.valueOf(nginx)).with("NGINX_INCLUDE", include.toString());
        araUp.manifest("ara.yml", """
                name: shop
                run: sleep 600
                ready: none
                requires: [nginx]
                provides:
                  add:
                    http: "http://127.0.0.1:%d/api/items/{name}"
                    method: POST
                    params: [name, colour, more]
                """.formatted(nginx));
    }

    private static ChildProcess asker(ChildProcess up) {
        up.awaitStart("up after");
        ChildProcess asker = ChildProcess.node("inc-node.js", "asker");
        asker.awaitStart("started");
        return asker;
    }

    private boolean isPopping() {
        return redis("client", "list").stream().anyMatch(line -> line.contains("cmd=blpop"));
    }

    /** What the real client of redis says. */
    private List<String> redis(String... words) {
        List<String> command = new ArrayList<>(List.of("redis-cli", "-p", String.valueOf(port)));
        command.addAll(List.of(words));
        ChildProcess client = ChildProcess.start(command);
        try (client) {
            int unused = client.exitCode();
        }
        return client.lines();
    }
}
