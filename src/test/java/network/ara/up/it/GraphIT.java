package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import network.ara.up.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code graph --live} and {@code --critical-path}, of a project that is up, and of one that is not. */
class GraphIT {

    private static final String MANIFEST = """
            name: live
            nodes:
              slow: {run: [sh, -c, "sleep 0.5; echo here; exec sleep 1000"], ready: {log: here}}
              fast: {run: [sh, -c, "echo here; exec sleep 1000"], ready: {log: here}}
              top: {run: [sh, -c, "echo here; exec sleep 1000"], ready: {log: here}, requires: [slow, fast]}
            """;

    @TempDir
    private Path folder;

    @Test
    void statesAndTimesAreThoseOfTheProjectThatIsUp() {
        AraUp araUp = new AraUp(folder);
        araUp.manifest("ara.yml", MANIFEST);
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            try {
                Map<?, ?> graph = graph(araUp);

                assertThat(states(graph)).isEqualTo(Map.of("slow", "ready", "fast", "ready", "top", "ready"));
                String last = readyAfter(araUp, "fast") > readyAfter(araUp, "slow") ? "fast" : "slow";
                assertThat(graph.get("criticalPath"))
                        .isEqualTo(Map.of(
                                "by",
                                "time",
                                "millis",
                                readyAfter(araUp, last) + readyAfter(araUp, "top"),
                                "nodes",
                                List.of(last, "top")));
                assertThat(araUp.run(0, "graph", "--live", "--critical-path"))
                        .anyMatch(line -> line.startsWith("critical path (by time to ready, "));
            } finally {
                araUp.run(0, "down");
            }
        }
    }

    @Test
    void ofAProjectThatIsNotUpTheMachineIsAsked() {
        AraUp araUp = new AraUp(folder);
        araUp.manifest("ara.yml", MANIFEST + "  dns: {builtin: dns --port 0}\n");
        try (ChildProcess dns = araUp.start("node", "dns", "--port", "0")) {
            dns.awaitStart("dns: listening ");

            Map<?, ?> graph = graph(araUp);

            assertThat(states(graph))
                    .isEqualTo(Map.of("slow", "absent", "fast", "absent", "top", "absent", "dns", "external"));
            assertThat(graph.get("criticalPath")).isEqualTo(Map.of("by", "nodes", "nodes", List.of("slow", "top")));
        }
    }

    private static long readyAfter(AraUp araUp, String node) {
        return araUp.ps(node).get("readyAfterMillis") instanceof Long millis ? millis : -1;
    }

    private static Map<?, ?> graph(AraUp araUp) {
        List<String> lines = araUp.run(0, "graph", "--live", "--critical-path", "--format", "json");
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(String.join("\n", lines)));
    }

    private static Map<Object, Object> states(Map<?, ?> graph) {
        Map<Object, Object> states = new LinkedHashMap<>();
        for (Object node : (List<?>) Objects.requireNonNull(graph.get("nodes"))) {
            states.put(((Map<?, ?>) node).get("name"), ((Map<?, ?>) node).get("state"));
        }
        return states;
    }
}
