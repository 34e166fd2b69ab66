package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import network.ara.up.cli.Main;
import network.ara.up.inc.IncException;
import network.ara.up.inc.Node;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The built-in nodes as processes of their own, called over the bus; and the quickstart's resolver, which calls them. */
class BuiltinNodesIT {

    private static final String DHT_PORT = "20881";
    private static final String DNS_PORT = "20053";
    private static final int BAD_PARAMETERS = -32602;
    private static final int TAKEN = 5;
    private static final int TERMINATED = 143;

    private final Node asker = Node.named("asker").silent().start();

    @AfterEach
    void leave() {
        asker.close();
    }

    @Test
    void theDhtIsCalled() throws Exception {
        try (ChildProcess dht = dht("--port", DHT_PORT)) {
            dht.awaitStart("dht: listening on 127.0.0.1:20881/udp, id ");
            awaitNodes("dht");

            assertThat(call("dht", "announce", "web", 8080L)).isInstanceOf(Map.class);
            assertThat(call("dht", "lookup", "web")).isEqualTo(List.of(Map.of("host", "127.0.0.1", "port", 8080L)));
            assertThat(call("dht", "nodes")).isEqualTo(List.of());
            assertBadParameters("'port': expected 1 to 65535, got 70000", "dht", "announce", "web", 70_000L);
        }
    }

    @Test
    void twoDhtsFindEachOther() throws Exception {
        try (ChildProcess first = dht("--port", DHT_PORT);
                ChildProcess second = dht("--name", "dht2", "--port", "0", "--bootstrap", "127.0.0.1:" + DHT_PORT)) {
            first.awaitStart("dht: listening ");
            second.awaitStart("dht2: listening ");
            awaitNodes("dht", "dht2");

            call("dht2", "announce", "web", 8080L);

            assertThat(call("dht", "lookup", "web")).isEqualTo(List.of(Map.of("host", "127.0.0.1", "port", 8080L)));
            assertThat(call("dht", "nodes")).asInstanceOf(LIST).hasSize(1);
        }
    }

    @Test
    void theDnsIsCalled() throws Exception {
        try (ChildProcess dns = dns("--port", DNS_PORT)) {
            dns.await("dns: listening on 127.0.0.1:20053/udp+tcp, answers for ara.local.");
            awaitNodes("dns");
            Map<String, Object> record = Map.of("name", "web.ara.local.", "type", "A", "ttl", 60L, "data", "127.0.0.2");

            assertThat(call("dns", "set", "web.ara.local", "A", 60L, "127.0.0.2"))
                    .isEqualTo(List.of(record));
            assertThat(call("dns", "resolve", "web.ara.local"))
                    .isEqualTo(Map.of("status", "NOERROR", "records", List.of(record)));
            assertThat(call("dns", "records")).asInstanceOf(LIST).hasSize(4).contains(record);
            assertThat(call("dns", "remove", "web.ara.local", "A")).isEqualTo(true);
            assertThat(call("dns", "resolve", "web.ara.local"))
                    .isEqualTo(Map.of("status", "NXDOMAIN", "records", List.of()));
            assertBadParameters(
                    "expected a name in zone 'ara.local.', got 'example.com'",
                    "dns",
                    "set",
                    "example.com",
                    "A",
                    60L,
                    "127.0.0.2");
        }
    }

    @Test
    void aPortThatIsTakenIsSaidWithItsHolder() {
        try (ChildProcess first = dht("--port", DHT_PORT);
                ChildProcess dns = dns("--port", DNS_PORT)) {
            first.awaitStart("dht: listening ");
            dns.awaitStart("dns: listening ");
            try (ChildProcess second = dht("--port", DHT_PORT);
                    ChildProcess otherDns = dns("--port", DNS_PORT)) {
                second.await("error: node 'dht' cannot listen on 127.0.0.1:20881/udp: the port is taken by pid "
                        + first.pid() + " (java)");
                otherDns.await("error: node 'dns' cannot listen on 127.0.0.1:20053/tcp: the port is taken by pid "
                        + dns.pid() + " (java)");
                assertThat(second.exitCode()).isEqualTo(TAKEN);
                assertThat(otherDns.exitCode()).isEqualTo(TAKEN);
            }
        }
    }

    @Test
    void aNodeThatIsToldToEndSaysByeAndEnds() {
        try (ChildProcess dht = dht("--port", DHT_PORT)) {
            dht.awaitStart("dht: listening ");

            // Not terminate(), which closes its output too.
            ProcessHandle.of(dht.pid()).orElseThrow().destroy();

            dht.await("dht: bye");
            assertThat(dht.exitCode()).isEqualTo(TERMINATED);
        }
    }

    @Test
    void theQuickstartResolverPublishesAndResolves() throws Exception {
        try (ChildProcess dht = dht("--port", DHT_PORT);
                ChildProcess dns = dns("--port", DNS_PORT);
                ChildProcess resolver = resolver()) {
            dht.awaitStart("dht: listening ");
            dns.awaitStart("dns: listening ");
            resolver.await("resolver: ready");
            awaitNodes("dht", "dns", "resolver");

            assertThat(call("resolver", "publish", "web", 8080L)).isEqualTo("web.ara.local");

            assertThat(call("resolver", "resolve", "web"))
                    .asInstanceOf(MAP)
                    .containsEntry("peers", List.of(Map.of("host", "127.0.0.1", "port", 8080L)))
                    .hasEntrySatisfying(
                            "a", answer -> assertThat(answer).asString().contains("data=127.0.0.1"))
                    .hasEntrySatisfying(
                            "txt", answer -> assertThat(answer).asString().contains("data=port=8080"));
        }
    }

    private static ChildProcess dht(String... options) {
        return node("dht", options);
    }

    private static ChildProcess dns(String... options) {
        return node("dns", options);
    }

    private static ChildProcess node(String type, String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "node";
        arguments[1] = type;
        System.arraycopy(options, 0, arguments, 2, options.length);
        return ChildProcess.java(Main.class, arguments);
    }

    /** As the manifest starts it. */
    private static ChildProcess resolver() {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec java -cp \"$ARA_UP_CLASSPATH\" Resolver.java");
        builder.directory(Path.of("examples/quickstart").toFile());
        builder.environment().put("ARA_UP_CLASSPATH", System.getProperty("java.class.path"));
        return ChildProcess.start(builder);
    }

    /** Until they answer: a node listens before it is on the bus. */
    private void awaitNodes(String... names) {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        asker.ping(List.of(names), Duration.ofSeconds(1)).get().size() == names.length);
    }

    private @Nullable Object call(String node, String function, Object... parameters) throws Exception {
        return asker.call(node, function, List.of(parameters)).get();
    }

    private void assertBadParameters(String message, String node, String function, Object... parameters) {
        assertThatThrownBy(() -> call(node, function, parameters))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        IncException.class, e -> assertThat(e.code()).isEqualTo(BAD_PARAMETERS));
    }
}
