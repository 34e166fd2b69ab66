package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import network.ara.up.bus.BusOptions;
import network.ara.up.inc.IncException;
import network.ara.up.inc.Node;
import network.ara.up.inc.NodeBuilder;
import network.ara.up.inc.NodeListener;
import network.ara.up.inc.Signature;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.IncMessage.Pong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the Java library has beside calls: what nodes tell of themselves, who comes and goes, whom a call is for. */
class NodeFeaturesIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final long PID = ProcessHandle.current().pid();

    private final List<Node> open = new ArrayList<>();

    @AfterEach
    void closeAll() {
        open.forEach(Node::close);
    }

    @Test
    void infoTellsWhatTheAuthorSaidOfEachFunction() {
        Signature signature = Signature.of("who announced it")
                .parameter("key", "string", "what was announced")
                .returns("a list");
        start(Node.named("dht").function("lookup", (given, caller) -> List.of(), signature));
        Node node = start(Node.named("java"));

        Map<?, ?> info = map(value(node, "dht", "info", List.of()));

        assertThat(info.get("functions"))
                .isEqualTo(List.of(Map.of(
                        "name",
                        "lookup",
                        "description",
                        "who announced it",
                        "params",
                        List.of(Map.of("name", "key", "type", "string", "description", "what was announced")),
                        "returns",
                        "a list")));
    }

    @Test
    void statsCountCallsAndErrorsByFunctionAndCaller() {
        start(Node.named("dht").function("lookup", (given, caller) -> given.text(0, "key")));
        Node node = start(Node.named("java"));
        value(node, "dht", "lookup", List.of("a"));
        assertThat(code(node, "dht", "lookup", List.of())).isEqualTo(ErrorCode.BAD_PARAMETERS);

        Map<?, ?> stats = map(value(node, "dht", "stats", List.of()));

        List<?> rows = list(stats.get("calls"));
        assertThat(rows).hasSize(1);
        Map<?, ?> row = map(rows.get(0));
        assertThat(List.of("function", "caller", "calls", "errors").stream().map(key -> (Object) row.get(key)))
                .containsExactly("lookup", "java", 2L, 1L);
    }

    @Test
    void aPromptFunctionRunsOnTheBussOwnThread() {
        start(Node.named("dht")
                .function(
                        "thread",
                        (given, caller) -> Thread.currentThread().getName(),
                        Signature.of("").prompt())
                .function("other", (given, caller) -> Thread.currentThread().getName()));
        Node node = start(Node.named("java"));

        assertThat((String) value(node, "dht", "thread", List.of())).startsWith("ara-up-bus");
        assertThat(value(node, "dht", "other", List.of())).isEqualTo("function of dht");
    }

    @Test
    void oneInstanceIsCalledByItsPidAndAnotherIsNotRunning() {
        start(Node.named("dht").function("lookup", (given, caller) -> "here"));
        Node node = start(Node.named("java"));

        assertThat(value(node, "dht@" + PID, "lookup", List.of())).isEqualTo("here");
        assertThat(code(node, "dht@1", "lookup", List.of())).isEqualTo(ErrorCode.NOT_RUNNING);
    }

    @Test
    void nodesThatComeAndGoAreTold() {
        List<String> news = new CopyOnWriteArrayList<>();
        start(Node.named("java").listener(new NodeListener() {
            @Override
            public void up(Pong pong) {
                news.add("up " + pong.name().orElse(""));
            }

            @Override
            public void down(String name, OptionalLong pid) {
                news.add("down " + name);
            }
        }));

        Node leaving = start(Node.named("leaving"));
        await().atMost(LONG).until(() -> news.contains("up leaving"));
        leaving.close();
        await().atMost(LONG).until(() -> news.contains("down leaving"));

        try (ChildProcess child = ChildProcess.java(JavaNode.class, "killed")) {
            await().atMost(LONG).until(() -> news.contains("up killed"));
            child.kill();
        }
        await().atMost(LONG).until(() -> news.contains("down killed"));
    }

    @Test
    void whatIsRequiredIsAskedOfTheLauncherWhoAnswersWithPongs() {
        start(Node.named("ara-up")
                .function(
                        "require",
                        (given, caller) -> list(given.value(0, "names")).stream()
                                .map(name -> Map.of("name", name, "pid", 7))
                                .toList()));
        Node node = start(Node.named("java"));

        List<Pong> pongs = node.require(List.of("dht"), LONG).join();

        assertThat(pongs).hasSize(1);
        assertThat(pongs.get(0).name()).contains("dht");
        assertThat(pongs.get(0).pid()).isEqualTo(OptionalLong.of(7));
    }

    private Node start(NodeBuilder builder) {
        Node node = builder.start(BusOptions.DEFAULTS);
        open.add(node);
        node.joined().orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
        return node;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    private static @Nullable Object value(Node node, String target, String method, Object params) {
        return node.call(target, method, params, LONG).join();
    }

    private static @Nullable ErrorCode code(Node node, String target, String method, Object params) {
        try {
            throw new AssertionError("the call has a value: " + value(node, target, method, params));
        } catch (CompletionException e) {
            return e.getCause() instanceof IncException failure
                    ? failure.errorCode().orElse(null)
                    : null;
        }
    }
}
