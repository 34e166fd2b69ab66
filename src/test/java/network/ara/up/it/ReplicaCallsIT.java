package network.ara.up.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.ara.up.Eventually;
import network.ara.up.inc.IncException;
import network.ara.up.inc.Node;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls to several instances of one name, through the broker: real processes, which hold their calls until they are told. */
class ReplicaCallsIT extends UserOfItsOwn {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final List<String> INSTANCES = List.of("dht.1", "dht.2", "dht.3");

    @BeforeEach
    void needsJavaScriptNodes() {
        Tools.requireNpm("localcast", "md5");
    }

    private ChildProcess up(String script) {
        araUp.manifest(
                "ara.yml",
                "nodes: {dht: {run: [node, '%s'], replicas: 3, calls: {timeout: 5m}}}".formatted(Tools.script(script)));
        ChildProcess up = araUp.start("ara.yml");
        up.awaitStart("up after");
        return up;
    }

    @Test
    void callsAreSpreadByWhoHasLeastToDo() throws Exception {
        try (ChildProcess up = up("holding-node.js");
                Node java = Node.named("java").start()) {
            assertThat(up.isAlive()).isTrue();
            List<CompletableFuture<@Nullable Object>> nine = hold(java, 9);
            awaitRunning(9);
            long one = araUp.pid("dht.1");
            assertThat(value(java, "dht@" + one, "letGo")).isEqualTo(3L);
            Eventually.await("its three answers", () -> answers(nine).size() == 3);
            assertThat(answers(nine)).containsOnly(one);

            List<CompletableFuture<@Nullable Object>> three = hold(java, 3);
            awaitRunning(9);

            assertThat(value(java, "dht@" + one, "letGo")).isEqualTo(3L);
            Eventually.await(
                    "the answers of who had nothing to do", () -> answers(three).size() == 3);
            assertThat(answers(three)).containsOnly(one);
            letGo(java, pids().values());
            Eventually.await("all answers", () -> answers(nine).size() == 9);
            pids().values()
                    .forEach(pid ->
                            assertThat(answers(nine)).filteredOn(pid::equals).hasSize(3));
        }
    }

    @Test
    void oneThatIsKilledTakesItsOwnCallsAlongAndNoOthers() throws Exception {
        try (ChildProcess up = up("holding-node.js");
                Node java = Node.named("java").start();
                ChildProcess js = ChildProcess.node("inc-node.js", "js")) {
            js.awaitStart("started");
            List<CompletableFuture<@Nullable Object>> six = hold(java, 6);
            awaitRunning(6);
            for (int i = 0; i < 3; i++) {
                js.send("[\"call\", \"js" + i + "\", \"dht\", \"hold\", [], {\"timeout\": 300000}]");
            }
            awaitRunning(9);
            long killed = araUp.pid("dht.2");

            assertThat(ProcessHandle.of(killed).orElseThrow().destroyForcibly()).isTrue();
            up.awaitCount("its second start", line -> line.matches("dht\\.2 +ready .*"), 2);

            Eventually.await(
                    "its calls' ends",
                    () -> six.stream()
                                    .filter(CompletableFuture::isCompletedExceptionally)
                                    .count()
                            == 2);
            assertThat(js.await("the end of one", line -> line.matches("js[012] .*")))
                    .contains("error {\"code\":-32006,");
            assertThat(codes(six)).containsOnly(ErrorCode.OUTCOME_UNKNOWN);
            assertThat(value(java, "dht", "pid")).isNotNull(); // the one that is new has been heard of
            letGo(java, List.of(pids().get("dht.1"), pids().get("dht.3")));
            Eventually.await("the others' answers", () -> six.stream().allMatch(CompletableFuture::isDone));
            assertThat(answers(six)).hasSize(4).containsOnly(pids().get("dht.1"), pids().get("dht.3"));
            js.awaitCount("the others' answers", line -> line.matches("js[012] result .*"), 2);
        }
    }

    @Test
    void oneIsCalledByItsProcessWhoeverCalls() throws Exception {
        try (ChildProcess up = up("holding-node.js")) {
            assertThat(up.isAlive()).isTrue();
            everybodyReachesEach();
            for (String caller : List.of("one", "two")) {
                String[] address = caller.equals("one")
                        ? new String[] {caller, "dht@999999999", "pid"}
                        : new String[] {caller, "dht", "pid", "[]", "dht@999999999"};
                try (ChildProcess raw = ChildProcess.node("rfc-caller.js", address)) {
                    assertThat(raw.awaitStart("error ")).contains("-32001");
                }
            }
            assertThat(araUp.run(4, "call", "dht@999999999", "pid"))
                    .anyMatch(line -> line.contains("'dht@999999999' is not running"));
        }
    }

    @Test
    void oneThatKnowsOnlyTheRfcIsCalledByItsProcessTooAndNoOtherHearsIt() throws Exception {
        try (ChildProcess up = up("rfc-instance.js")) {
            assertThat(up.isAlive()).isTrue();
            everybodyReachesEach();
        }
    }

    /** On the libraries, the command line, and with localcast alone: into the mailbox of that name, or with a target. */
    private void everybodyReachesEach() throws Exception {
        try (Node java = Node.named("java").start();
                ChildProcess js = ChildProcess.node("inc-node.js", "js")) {
            js.awaitStart("started");
            for (long pid : pids().values()) {
                String address = "dht@" + pid;
                assertThat(value(java, address, "pid")).isEqualTo(pid);
                js.send("[\"call\", \"" + pid + "\", \"" + address + "\", \"pid\", []]");
                js.await(pid + " result " + pid);
                assertThat(araUp.run(0, "call", address, "pid")).containsExactly("" + pid);
                assertThat(raw(address, "pid")).isEqualTo("result " + pid);
                assertThat(raw("dht", "pid", "[]", address)).isEqualTo("result " + pid);
            }
        }
    }

    private static String raw(String... call) {
        try (ChildProcess caller = ChildProcess.node(
                "rfc-caller.js",
                Stream.concat(Stream.of("raw"), Stream.of(call)).toArray(String[]::new))) {
            return caller.await("its end", line -> line.startsWith("result ") || line.startsWith("error "));
        }
    }

    @Test
    void requireAnswersWithAPongOfEachThatCanRun() {
        araUp.manifest("ara.yml", """
                nodes:
                  dht:
                    shell: test "$ARA_UP_REPLICA" != 2 && exec node '%1$s'
                    replicas: 3
                    restart: no
                    start: on-call
                  gone: {shell: exit 1, replicas: 2, restart: no, start: on-call}
                """.formatted(Tools.script("holding-node.js")));
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");

            List<Map<?, ?>> pongs = list(Json.parse(String.join("", require(0, "dht"))));

            assertThat(pongs.stream().map(pong -> (Object) pong.get("pid")))
                    .containsExactly(araUp.pid("dht.1"), araUp.pid("dht.3"));
            assertThat(pongs).allSatisfy(pong -> {
                assertThat(pong.get("name")).isEqualTo("dht");
                assertThat(String.valueOf(pong.get("functions"))).contains("letGo");
            });
            assertThat(araUp.ps("dht.2").get("state")).isEqualTo("failed");
            assertThat(require(4, "gone"))
                    .anyMatch(line -> line.contains("'gone.1' failed") && line.contains("'gone.2' failed"));
        }
    }

    private static List<Map<?, ?>> list(@Nullable Object value) {
        List<Map<?, ?>> list = new ArrayList<>();
        ((List<?>) requireNonNull(value)).forEach(it -> list.add((Map<?, ?>) requireNonNull(it)));
        return list;
    }

    private List<String> require(int exitCode, String node) {
        return araUp.run(exitCode, "call", "--timeout", "60s", "ara-up", "require", "[\"" + node + "\"]");
    }

    private static List<CompletableFuture<@Nullable Object>> hold(Node caller, int count) {
        List<CompletableFuture<@Nullable Object>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(caller.call("dht", "hold", List.of(), LONG));
        }
        return calls;
    }

    /** Until the broker has given so many calls to the instances. */
    private void awaitRunning(long count) throws Exception {
        Eventually.await(
                count + " calls are under way",
                () -> Long.valueOf(count).equals(araUp.ps("dht.1").get("running")));
    }

    private static void letGo(Node caller, Iterable<Long> pids) throws Exception {
        for (long pid : pids) {
            assertThat(value(caller, "dht@" + pid, "letGo")).isNotNull();
        }
    }

    private static @Nullable Object value(Node caller, String target, String function) throws Exception {
        return caller.call(target, function, List.of(), LONG).get();
    }

    private static List<Object> answers(List<CompletableFuture<@Nullable Object>> calls) {
        return calls.stream()
                .filter(call -> call.isDone() && !call.isCompletedExceptionally())
                .map(call -> requireNonNull(call.join()))
                .toList();
    }

    private static Set<ErrorCode> codes(List<CompletableFuture<@Nullable Object>> calls) {
        return calls.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .map(call -> {
                    try {
                        return requireNonNull(call.get());
                    } catch (ExecutionException e) {
                        return ((IncException) requireNonNull(e.getCause()))
                                .errorCode()
                                .orElseThrow();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                })
                .map(ErrorCode.class::cast)
                .collect(Collectors.toSet());
    }

    private Map<String, Long> pids() {
        Map<String, Long> pids = new TreeMap<>();
        araUp.ps().forEach(node -> {
            if (node.get("pid") instanceof Long pid && INSTANCES.contains(String.valueOf(node.get("node")))) {
                pids.put(String.valueOf(node.get("node")), pid);
            }
        });
        return pids;
    }
}
