package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import network.ara.up.bus.BusOptions;
import network.ara.up.inc.Node;
import network.ara.up.inc.NodeBuilder;
import network.ara.up.wire.Census;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Java library among itself, with the JavaScript one, and with a node that knows only the RFC; whoever leads the bus. */
class NodeIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** Who owns the port. */
    enum Leader {
        JAVA,
        JAVASCRIPT
    }

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void needsLocalcast() {
        Tools.requireNpm("localcast", "md5");
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void javaAndJavaScriptNodesCallEachOther(Leader leader) {
        lead(leader);
        ChildProcess js = javaScriptNode("js");
        ChildProcess child = javaNode("child");
        Node java = start(JavaNode.withFunctions(Node.named("java")));

        assertThat(result(java.call("js", "echo", List.of("é€😀")))).isEqualTo("é€😀");
        assertThat(result(java.call("js", "add", Map.of("a", 2, "b", 3)))).isEqualTo(5L);
        assertThat(result(java.call("child", "caller", List.of()))).isEqualTo("java");
        assertThat(result(java.call("child", "relay", List.of("js", "echo")))).isEqualTo("relayed");
        assertThat(result(java.call("js", "relay", List.of("java", "echo", List.of(1)))))
                .isEqualTo(1L);
        assertThat(call(js, "java", "add", "{\"a\":20,\"b\":22}")).isEqualTo("result 42");
        assertThat(call(child, "java", "echo", "[null]")).isEqualTo("result null");
        assertThat(call(child, "js", "caller", "[]")).isEqualTo("result \"child\"");
    }

    @ParameterizedTest
    @EnumSource
    void aNodeThatKnowsOnlyTheRfcIsCalledAndAnswersPing(Leader leader) {
        lead(leader);
        ChildProcess rfc = ChildProcess.node("rfc-node.js", "rfc");
        open.add(rfc);
        rfc.awaitStart("started ");
        Node java = start(Node.named("java"));

        assertThat(result(java.call("rfc", "double", List.of(21)))).isEqualTo(42L);
        assertThat(ping(java, List.of(), Duration.ofSeconds(1)))
                .anySatisfy(answer -> assertThat(answer.pong().name()).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void everybodyAnswersPingAndNobodyIsWaitedForInVain(Leader leader) {
        lead(leader);
        ChildProcess js = javaScriptNode("js");
        start(Node.named("other")
                .requires("js")
                .version("2.0")
                .port("udp", 6881)
                .starting());
        Node java = start(Node.named("java").silent());
        long before = System.nanoTime();

        List<Census.Answer> everybody = ping(java, List.of("js", "other"), LONG);

        assertThat(everybody)
                .extracting(answer -> answer.pong().name().orElseThrow())
                .containsOnly("js", "other");
        assertThat(everybody)
                .filteredOn(answer -> answer.pong().name().equals(java.util.Optional.of("js")))
                .allSatisfy(
                        answer -> assertThat(answer.pong().pid().getAsLong()).isEqualTo(js.pid()));
        assertThat(everybody)
                .filteredOn(answer -> answer.pong().name().equals(java.util.Optional.of("other")))
                .allSatisfy(answer -> {
                    assertThat(answer.pong().state()).contains("starting");
                    assertThat(answer.pong().version()).contains("2.0");
                    assertThat(answer.pong().requires()).containsExactly("js");
                    assertThat(answer.pong().ports()).isEqualTo(Map.of("udp", 6881));
                });
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LONG);
    }

    private void lead(Leader leader) {
        if (leader == Leader.JAVA) {
            start(Node.named("leader"));
        } else {
            ChildProcess cast = ChildProcess.node("cast.js", "elsewhere");
            open.add(cast);
            cast.awaitStart("started ");
        }
    }

    private Node start(NodeBuilder builder) {
        Node node = builder.start(BusOptions.DEFAULTS);
        open.add(node);
        return node;
    }

    private ChildProcess javaScriptNode(String name) {
        ChildProcess node = ChildProcess.node("inc-node.js", name);
        open.add(node);
        node.awaitStart("started ");
        return node;
    }

    private ChildProcess javaNode(String name) {
        ChildProcess node = ChildProcess.java(JavaNode.class, name);
        open.add(node);
        node.awaitStart("started ");
        return node;
    }

    private static String call(ChildProcess node, String target, String method, String params) {
        String key = "k" + node.lines().size();
        node.send("[\"call\",\"%s\",\"%s\",\"%s\",%s,%s]"
                .formatted(key, target, method, params, node.toString().startsWith("inc-node.js") ? "{}" : "5000"));
        return node.awaitStart(key + " ").substring(key.length() + 1);
    }

    private static @Nullable Object result(CompletableFuture<@Nullable Object> call) {
        return call.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static List<Census.Answer> ping(Node node, List<String> nodes, Duration timeout) {
        return node.ping(nodes, timeout)
                .orTimeout(2 * LONG.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
