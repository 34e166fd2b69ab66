package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import network.ara.up.bus.BusOptions;
import network.ara.up.inc.IncException;
import network.ara.up.inc.Node;
import network.ara.up.inc.NodeBuilder;
import network.ara.up.wire.Census;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.IncMessage.Pong;
import network.ara.up.wire.Mailbox;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Java library among itself, with the JavaScript one, and with a node that knows only the RFC; whoever leads the bus. */
class NodeIT {

    /** Long enough for a busy machine; that it is not waited for is seen by the error that a call ends with. */
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
        Node node = start(JavaNode.withFunctions(Node.named("java")));

        assertThat(value(node.call("js", "echo", List.of("é€😀")))).isEqualTo("é€😀");
        assertThat(value(node.call("js", "add", Map.of("a", 2, "b", 3)))).isEqualTo(5L);
        assertThat(value(node.call("child", "caller", List.of()))).isEqualTo("java");
        assertThat(value(node.call("child", "relay", List.of("js", "echo")))).isEqualTo("relayed");
        assertThat(value(node.call("js", "relay", List.of("java", "echo", List.of(1)))))
                .isEqualTo(1L);
        assertThat(callFromJavaScript(js, "java", "add", "{\"a\":20,\"b\":22}")).isEqualTo("result 42");
        assertThat(callFromJava(child, "java", "echo", "[null]")).isEqualTo("result null");
        assertThat(callFromJava(child, "js", "caller", "[]")).isEqualTo("result \"child\"");
    }

    @ParameterizedTest
    @EnumSource
    void aNodeThatKnowsOnlyTheRfcIsCalledAndAnswersPing(Leader leader) {
        lead(leader);
        ChildProcess rfc = ChildProcess.node("rfc-node.js", "rfc");
        open.add(rfc);
        rfc.awaitStart("started ");
        Node node = start(Node.named("java"));

        await().atMost(LONG)
                .until(() -> ping(node, List.of(), Duration.ofMillis(500)).contains(Pong.anonymous()));
        assertThat(value(node.call("rfc", "double", List.of(21)))).isEqualTo(42L);
    }

    @ParameterizedTest
    @EnumSource
    void aPingIsAnsweredWithWhatANodeIs(Leader leader) {
        lead(leader);
        ChildProcess js = javaScriptNode("js");
        start(Node.named("dht")
                .version("2.0")
                .requires("js")
                .port("udp", 6881)
                .function("lookup", (parameters, caller) -> null)
                .starting());
        Node node = start(Node.named("java").silent());

        List<Pong> pongs = ping(node, List.of("js", "dht"), LONG);

        Pong dht = named("dht", pongs);
        assertThat(dht.pid()).isEqualTo(OptionalLong.of(ProcessHandle.current().pid()));
        assertThat(dht.version()).contains("2.0");
        assertThat(dht.state()).contains("starting");
        assertThat(dht.requires()).containsExactly("js");
        assertThat(dht.functions()).containsExactly("lookup");
        assertThat(dht.ports()).isEqualTo(Map.of("udp", 6881));
        assertThat(named("js", pongs).pid()).isEqualTo(OptionalLong.of(js.pid()));
    }

    @ParameterizedTest
    @EnumSource
    void aPingOfEverybodyEndsWhenAllWhoAreThereHaveAnswered(Leader leader) {
        if (leader == Leader.JAVASCRIPT) {
            javaScriptNode("leader");
        }
        Node node = start(Node.named("java").silent());
        assertThat(ping(node, List.of(), Duration.ofDays(1))).hasSize(leader == Leader.JAVA ? 0 : 1);

        javaScriptNode("js");
        start(Node.named("dht"));

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(ping(node, List.of(), Duration.ofDays(1)))
                        .extracting(pong -> pong.name().orElse(""))
                        .contains("js", "dht"));
    }

    @ParameterizedTest
    @EnumSource
    void aCallToNobodyEndsAtOnce(Leader leader) {
        lead(leader);
        Node node = start(Node.named("java"));

        assertThat(failure(node.call("nobody", "echo", List.of(1), Duration.ofDays(1))))
                .hasMessage("'nobody' is not running")
                .returns(Optional.of(ErrorCode.NOT_RUNNING), IncException::errorCode);
    }

    @ParameterizedTest
    @EnumSource
    void aCallToANodeThatDiedEndsAtOnceThoughItsCallersAreStillThere(Leader leader) {
        lead(leader);
        ChildProcess child = javaNode("child");
        Node node = start(Node.named("java"));
        Node other = start(Node.named("other"));
        value(node.call("child", "echo", List.of(1)));
        value(other.call("child", "echo", List.of(1)));

        child.kill();

        await().atMost(LONG)
                .until(() ->
                        code(node.call("child", "echo", List.of(1), Duration.ofMillis(500))) == ErrorCode.NOT_RUNNING);
        assertThat(code(node.call("child", "echo", List.of(1), Duration.ofDays(1))))
                .isEqualTo(ErrorCode.NOT_RUNNING);
    }

    @ParameterizedTest
    @EnumSource
    void trap30_aCallWhoseCalleeDiesEndsWithItsOutcomeUnknown(Leader leader) {
        lead(leader);
        ChildProcess child = javaNode("child");
        Node node = start(Node.named("java"));
        CompletableFuture<@Nullable Object> call = node.call("child", "sleep", List.of(100_000), Duration.ofDays(1));
        child.await("ran sleep");

        child.kill();

        assertThat(code(call)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void aCallIsNotRunByASuccessorOfTheNodeThatItWasSentTo() {
        lead(Leader.JAVASCRIPT);
        ChildProcess child = javaNode("child");
        Node node = start(Node.named("java"));
        CompletableFuture<@Nullable Object> call = node.call("child", "sleep", List.of(100_000), Duration.ofDays(1));
        child.await("ran sleep");

        child.kill();
        ChildProcess successor = javaNode("child");

        assertThat(code(call)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(successor.lines()).doesNotContain("ran sleep");
    }

    @ParameterizedTest
    @EnumSource
    void trap29_trap35_callsSurviveTheDeathOfTheLeaderAndNoneRunsTwice(Leader leader) {
        ChildProcess process = leader == Leader.JAVA ? javaNode("leader") : ChildProcess.node("cast.js", "elsewhere");
        open.add(process);
        process.awaitStart("started ");
        ChildProcess js = javaScriptNode("js");
        AtomicInteger runs = new AtomicInteger();
        start(Node.named("callee").function("count", (parameters, caller) -> runs.incrementAndGet()));
        Node node = start(Node.named("java"));
        value(node.call("callee", "count", List.of()));
        value(node.call("js", "echo", List.of("warm")));

        List<CompletableFuture<@Nullable Object>> calls = new ArrayList<>();
        for (int call = 0; call < 400; call++) {
            calls.add(node.call("callee", "count", List.of(), LONG));
            calls.add(node.call("js", "echo", List.of(call), LONG));
            if (call == 200) {
                process.kill();
            }
        }

        calls.forEach(NodeIT::value);
        assertThat(runs).hasValue(401);
        assertThat(js.awaitCount("run", "ran echo"::equals, 401)).hasSize(401);
    }

    @Test
    void aCallThatIsNotAnsweredEndsAtItsDeadline() {
        start(JavaNode.withFunctions(Node.named("callee")));
        Node node = start(Node.named("java"));

        assertThat(code(node.call("callee", "sleep", List.of(100_000), Duration.ofMillis(200))))
                .isEqualTo(ErrorCode.TIMED_OUT);
    }

    @Test
    void anErrorSaysWhatWentWrongAndWhere() {
        start(JavaNode.withFunctions(Node.named("callee")));
        Node node = start(Node.named("java"));

        assertThat(failure(node.call("callee", "fail", List.of("no disk"))))
                .hasMessage("no disk")
                .returns(Optional.of(ErrorCode.THREW), IncException::errorCode);
        assertThat(failure(node.call("callee", "refuse", List.of(7))))
                .returns(7, IncException::code)
                .returns(Map.of("because", "it can"), IncException::data);
        assertThat(failure(node.call("callee", "relay", List.of("nobody", "echo"))))
                .hasMessage("nobody: 'nobody' is not running")
                .returns(Optional.of(ErrorCode.THREW), IncException::errorCode);
        assertThat(failure(node.call("callee", "loop", List.of()))).hasMessageContaining("not a JSON value");
        assertThat(failure(node.call("callee", "add", List.of(1)))).hasMessage("'b' (parameter 2) is missing");
        assertThat(code(node.call("callee", "unknown", List.of()))).isEqualTo(ErrorCode.NO_SUCH_FUNCTION);
    }

    @Test
    void guardedFunctionsAreRefusedUnlessTheirAuthorSaysWhoMay() {
        start(JavaNode.withFunctions(Node.named("callee")));
        Node stranger = start(Node.named("stranger"));
        Node friend = start(Node.named("friend"));

        for (String method : List.of("stop", "start", "configure", "getInstance")) {
            assertThat(code(stranger.call("callee", method, List.of()))).isEqualTo(ErrorCode.REFUSED);
        }
        assertThat(value(friend.call("callee", "start", List.of()))).isEqualTo("started");
    }

    @Test
    void trap32_callsWaitUntilANodeIsReady() {
        Node callee = start(JavaNode.withFunctions(Node.named("callee")).starting());
        Node node = start(Node.named("java"));
        CompletableFuture<@Nullable Object> call = node.call("callee", "echo", List.of(1), LONG);
        assertThat(ping(node, List.of("callee"), LONG)).hasSize(1);
        assertThat(call).isNotDone();

        callee.ready();

        assertThat(value(call)).isEqualTo(1L);
    }

    @Test
    void moreCallsThanANodeTakesAreRefusedAsOverloaded() {
        CountDownLatch release = new CountDownLatch(1);
        start(Node.named("callee")
                .concurrency(1)
                .function("wait", (parameters, caller) -> release.await(30, TimeUnit.SECONDS)));
        Node node = start(Node.named("java"));

        CompletableFuture<@Nullable Object> first = node.call("callee", "wait", List.of(), LONG);
        CompletableFuture<@Nullable Object> second = node.call("callee", "wait", List.of(), LONG);

        assertThat(code(second)).isEqualTo(ErrorCode.OVERLOADED);
        release.countDown();
        assertThat(value(first)).isEqualTo(true);
    }

    @Test
    void aCancelledCallIsNoLongerWaitedForByItsCallee() {
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        start(Node.named("callee").function("wait", (parameters, caller) -> {
            started.countDown();
            await().atMost(LONG).until(caller::isCancelled);
            cancelled.countDown();
            return null;
        }));
        Node node = start(Node.named("java"));
        CompletableFuture<@Nullable Object> call = node.call("callee", "wait", List.of(), LONG);
        await().atMost(LONG).until(() -> started.getCount() == 0);

        call.cancel(true);

        await().atMost(LONG).until(() -> cancelled.getCount() == 0);
    }

    @Test
    void trap31_aCallThatIsSentTwiceRunsOnceAndIsAnsweredTwice() {
        AtomicInteger runs = new AtomicInteger();
        start(Node.named("callee").function("count", (parameters, caller) -> runs.incrementAndGet()));
        ChildProcess mailbox = ChildProcess.node("cast.js", Mailbox.of("twice"));
        ChildProcess sender = ChildProcess.node("cast.js", Mailbox.of("callee"));
        open.addAll(List.of(mailbox, sender));
        sender.awaitStart("peer ");

        String call = "[\"call\",{\"name\":\"twice\",\"id\":%d,\"method\":\"count\"}]";
        String result = "message [\"result\",{\"name\":\"callee\",\"id\":%d,\"result\":%d}]";
        sender.send(call.formatted(7));
        await().atMost(LONG).until(() -> {
            sender.send(call.formatted(7)); // its answers are lost while the mailbox is not there yet
            return mailbox.lines().contains(result.formatted(7, 1));
        });
        sender.send(call.formatted(8));

        mailbox.await(result.formatted(8, 2));
        assertThat(runs).hasValue(2);
    }

    @Test
    void aNodeThatLeftIsNotRunningAndItsOwnCallsEnd() {
        Node callee = start(JavaNode.withFunctions(Node.named("callee")));
        start(Node.named("third").function("never", (parameters, caller) -> new CompletableFuture<>()));
        Node node = start(Node.named("java"));
        value(node.call("callee", "echo", List.of(1)));
        CompletableFuture<@Nullable Object> waiting = callee.call("third", "never", List.of(), Duration.ofDays(1));

        callee.close();

        assertThat(code(waiting)).isEqualTo(ErrorCode.CANCELLED);
        await().atMost(LONG)
                .until(() ->
                        code(node.call("callee", "echo", List.of(1), Duration.ofMillis(500))) == ErrorCode.NOT_RUNNING);
    }

    @Test
    void manyCallsAtOnceAreEachAnsweredWithTheirOwnValue() {
        start(JavaNode.withFunctions(Node.named("callee")));
        Node node = start(Node.named("java"));

        List<CompletableFuture<@Nullable Object>> calls = IntStream.range(0, 900)
                .mapToObj(call -> node.call("callee", "add", List.of(call, 1), LONG))
                .toList();

        for (int call = 0; call < calls.size(); call++) {
            assertThat(value(calls.get(call))).isEqualTo(call + 1L);
        }
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
        node.joined().orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
        return node;
    }

    private ChildProcess javaScriptNode(String name) {
        ChildProcess node = started(ChildProcess.node("inc-node.js", name));
        try (Node watcher = Node.named("watcher").silent().start(BusOptions.DEFAULTS.withMayLead(false))) {
            assertThat(ping(watcher, List.of(name), LONG))
                    .as("%s is on the bus", name)
                    .hasSize(1);
        }
        return node;
    }

    private ChildProcess javaNode(String name) {
        return started(ChildProcess.java(JavaNode.class, name));
    }

    private ChildProcess started(ChildProcess node) {
        open.add(node);
        node.awaitStart("started ");
        return node;
    }

    private static String callFromJavaScript(ChildProcess node, String target, String method, String params) {
        return call(node, "\"%s\",\"%s\",%s,{}".formatted(target, method, params));
    }

    private static String callFromJava(ChildProcess node, String target, String method, String params) {
        return call(node, "\"%s\",\"%s\",%s,5000".formatted(target, method, params));
    }

    private static String call(ChildProcess node, String what) {
        String key = "k" + node.lines().size();
        node.send("[\"call\",\"" + key + "\"," + what + "]");
        return node.awaitStart(key + " ").substring(key.length() + 1);
    }

    private static @Nullable Object value(CompletableFuture<@Nullable Object> call) {
        return call.orTimeout(2 * LONG.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static IncException failure(CompletableFuture<@Nullable Object> call) {
        try {
            throw new AssertionError("the call has a value: " + value(call));
        } catch (CompletionException e) {
            if (e.getCause() instanceof IncException failure) {
                return failure;
            }
            throw e;
        }
    }

    private static ErrorCode code(CompletableFuture<@Nullable Object> call) {
        return failure(call).errorCode().orElseThrow();
    }

    private static List<Pong> ping(Node node, List<String> nodes, Duration timeout) {
        return node.ping(nodes, timeout).orTimeout(2 * LONG.toSeconds(), TimeUnit.SECONDS).join().stream()
                .map(Census.Answer::pong)
                .toList();
    }

    private static Pong named(String name, List<Pong> pongs) {
        return pongs.stream()
                .filter(pong -> pong.name().equals(Optional.of(name)))
                .findFirst()
                .orElseThrow();
    }
}
