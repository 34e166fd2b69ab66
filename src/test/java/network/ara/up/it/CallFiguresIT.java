package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import network.ara.up.wire.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code stats}, {@code describe} and {@code graph --observed} tell of calls that real nodes made. */
class CallFiguresIT extends UserOfItsOwn {

    @BeforeEach
    void needsJavaScriptNodes() {
        Tools.requireNpm("localcast", "md5");
    }

    private static String node(String name) {
        return "run: [node, '" + Tools.script("test-node.js") + "', " + name + "]";
    }

    @Test
    void callsAreCountedByCallerAndFunctionAndRefusedOnesApart() {
        araUp.manifest("ara.yml", """
                name: counted
                nodes:
                  dht: {%s, calls: {allow: {web: [pid]}}}
                  spare: {%s}
                  web: {%s, requires: [dht], wants: [spare]}
                  shop: {%s}
                """.formatted(node("dht"), node("spare"), node("web"), node("shop")));
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            callThroughNodes();

            Map<?, ?> stats = json(araUp.run(0, "stats", "dht", "shop", "-o", "json"));
            assertThat(stats.get("leads")).isEqualTo(true);
            assertThat(row(stats, "web", "dht"))
                    .containsEntry("verified", true)
                    .containsEntry("function", "pid")
                    .containsEntry("calls", 5L)
                    .containsEntry("errors", 0L)
                    .containsEntry("refused", 0L)
                    .hasEntrySatisfying("p50Micros", it -> assertThat((Long) it).isPositive());
            assertThat(row(stats, "shop", "dht"))
                    .containsEntry("calls", 2L)
                    .containsEntry("errors", 2L)
                    .containsEntry("refused", 2L);
            assertThat(araUp.run(0, "stats", "--by", "function"))
                    .anyMatch(line -> line.matches("\\* +dht +pid +7 +2 +2 +<= .* ms +<= .* ms"));

            assertThat(araUp.run(0, "describe", "dht"))
                    .anyMatch(line -> line.contains("identity   verified"))
                    .anyMatch(line -> line.contains("allowed: only 'web' (pid)"))
                    .anyMatch(line -> line.matches(" +web +dht +pid +5 +0 +0 .*"))
                    .anyMatch(line -> line.matches(" +shop +dht +pid +2 +2 +2 *"));
            assertThat(String.join("\n", araUp.run(0, "graph", "--observed", "--format", "json", "ara.yml")))
                    .contains(
                            arc("web", "dht", "requires", 5),
                            arc("web", "spare", "wants", 0),
                            arc("shop", "web", "calls", 1));
        }
    }

    @Test
    void callsFromTheCommandLineAreCountedOnceEachAndWhoDescribesIsNot() {
        araUp.manifest("ara.yml", """
                name: counted
                nodes:
                  dht: {%s, start: on-call}
                  shy: {%s, calls: {allow: {dht: [pid]}}}
                """.formatted(node("dht"), node("shy")));
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            for (int i = 0; i < 5; i++) {
                araUp.run(0, "call", "dht", "pid");
            }

            assertThat(araUp.run(0, "describe", "dht"))
                    .anyMatch(line -> line.strip().equals("pidOf()"))
                    .noneMatch(line -> line.contains("not told"));
            assertThat(araUp.run(0, "describe", "shy"))
                    .anyMatch(line -> line.contains("not told   info: 'ara-up' may not call 'info' of 'shy'"))
                    .anyMatch(line -> line.contains("not told   stats: "));

            Map<?, ?> stats = json(araUp.run(0, "stats", "-o", "json"));
            assertThat((List<?>) stats.get("calls")).hasSize(1);
            assertThat(row(stats, "ara-up", "dht"))
                    .containsEntry("function", "pid")
                    .containsEntry("calls", 5L)
                    .containsEntry("errors", 0L);
            assertThat(String.valueOf(
                            json(araUp.run(0, "describe", "dht", "-o", "json")).get("stats")))
                    .contains("function=pid")
                    .doesNotContain("function=info")
                    .doesNotContain("function=stats");
        }
    }

    /** Five calls of web to dht, two of shop that are refused, and one of shop to web, which nothing declares. */
    private void callThroughNodes() {
        try (ChildProcess driver = ChildProcess.node("inc-node.js", "driver")) {
            driver.awaitStart("started ");
            for (int i = 0; i < 5; i++) {
                driver.send("[\"call\", \"web" + i + "\", \"web\", \"pidOf\", [\"dht\"]]");
                driver.await("web" + i + " result " + araUp.pid("dht"));
            }
            for (int i = 0; i < 2; i++) {
                driver.send("[\"call\", \"shop" + i + "\", \"shop\", \"pidOf\", [\"dht\"]]");
                assertThat(driver.awaitStart("shop" + i + " error ")).contains("'shop' may not call 'pid' of 'dht'");
            }
            driver.send("[\"call\", \"last\", \"shop\", \"pidOf\", [\"web\"]]");
            driver.await("last result " + araUp.pid("web"));
        }
    }

    private static String arc(String from, String to, String kind, int calls) {
        return "{\"from\": \"%s\", \"to\": \"%s\", \"kind\": \"%s\", \"condition\": \"ready\", \"calls\": %d}"
                .formatted(from, to, kind, calls);
    }

    private static Map<?, ?> json(List<String> lines) {
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(lines.get(lines.size() - 1)));
    }

    @SuppressWarnings("unchecked") // a JSON object has strings for keys
    private static Map<String, Object> row(Map<?, ?> stats, String caller, String node) {
        return ((List<?>) Objects.requireNonNull(stats.get("calls")))
                .stream()
                        .map(it -> (Map<String, Object>) it)
                        .filter(it -> caller.equals(it.get("caller")) && node.equals(it.get("node")))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no calls of " + caller + " to " + node + ": " + stats));
    }
}
