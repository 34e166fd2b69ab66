package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import network.ara.up.Eventually;
import network.ara.up.inc.CallOptions;
import network.ara.up.inc.Node;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several instances that a call boots, and that rest again: for who calls, and for who lets them rest, they are one node. */
class ReplicasOnCallIT extends UserOfItsOwn {

    private static final CallOptions LONG = CallOptions.DEFAULTS.withTimeout(Duration.ofMinutes(2));

    @BeforeEach
    void needsJavaScriptNodes() {
        Tools.requireNpm("localcast", "md5");
    }

    private void manifest(String more) {
        araUp.manifest("ara.yml", """
                name: rests
                nodes:
                  dht: {run: [node, '%1$s'], replicas: 2, start: on-call, idle: 1s}
                %2$s
                """.formatted(Tools.script("holding-node.js"), more));
    }

    /** It leads the bus: only then it sees who calls. */
    private ChildProcess up() {
        ChildProcess up = araUp.start("ara.yml");
        up.awaitStart("up after");
        return up;
    }

    private Set<String> states() {
        return araUp.ps().stream()
                .filter(node -> String.valueOf(node.get("node")).startsWith("dht."))
                .map(node -> String.valueOf(node.get("state")))
                .collect(Collectors.toSet());
    }

    @Test
    @SuppressWarnings("try") // it runs by itself
    void aCallBootsAllAndIsGivenToTheFirstThatIsReady() throws Exception {
        araUp.manifest("ara.yml", """
                nodes:
                  dht:
                    shell: until [ "$ARA_UP_REPLICA" = 1 ] || [ -e go ]; do sleep 0.05; done; exec node '%s'
                    replicas: 2
                    start: on-call
                """.formatted(Tools.script("holding-node.js")));
        try (ChildProcess up = up()) {
            assertThat(states()).containsExactly("on-call");

            String first = araUp.run(0, "call", "dht", "pid").get(0);

            assertThat(first).isEqualTo("" + araUp.pid("dht.1"));
            assertThat(araUp.ps("dht.2").get("state")).isEqualTo("started");
            Files.createFile(folder.resolve("go"));
            Eventually.await("the second one", () -> states().equals(Set.of("ready")));
        }
    }

    @Test
    void theyRestTogetherAndTheNextCallBootsThemAgain() throws Exception {
        manifest("");
        try (ChildProcess up = up()) {
            String first = araUp.run(0, "call", "dht", "pid").get(0);
            up.awaitCount("their rest", line -> line.matches("dht\\.[12] +idle +.*"), 2);
            Eventually.await("they have stopped", () -> states().equals(Set.of("on-call")));

            assertThat(araUp.run(0, "call", "dht", "pid").get(0)).isNotEqualTo(first);
        }
    }

    /** Another node, which nothing keeps, rests meanwhile: so it was time. */
    @Test
    void aCallAtOneKeepsAllUp() throws Exception {
        manifest("  spare: {run: [node, '%s'], start: on-call, idle: 1s}".formatted(Tools.script("holding-node.js")));
        try (ChildProcess up = up();
                Node java = Node.named("java").start()) {
            CompletableFuture<@Nullable Object> held = java.call("dht", "hold", List.of(), LONG);
            Eventually.await("both are up", () -> states().equals(Set.of("ready")));
            List<Long> pids = List.of(araUp.pid("dht.1"), araUp.pid("dht.2"));
            for (int i = 0; i < 2; i++) {
                assertThat(java.call("spare", "pid", List.of(), LONG).get()).isNotNull();
                up.awaitCount("the other's rest", line -> line.matches("spare +idle +.*"), i + 1);
            }

            assertThat(List.of(araUp.pid("dht.1"), araUp.pid("dht.2"))).isEqualTo(pids);
            for (long pid : pids) {
                assertThat(java.call("dht@" + pid, "letGo", List.of(), LONG).get())
                        .isNotNull();
            }
            assertThat(pids).contains((Long) held.get());
            up.awaitCount("their rest", line -> line.matches("dht\\.[12] +idle +.*"), 2);
        }
    }

    @Test
    void whoNeedsThemInAnotherProjectNamesThemAsTheBusDoes() throws Exception {
        manifest("  spare: {run: [node, '%s'], start: on-call, idle: 1s}".formatted(Tools.script("holding-node.js")));
        araUp.manifest("other.yml", """
                name: other
                nodes:
                  dht: {external: true}
                  web: {run: [node, '%s', web], requires: [dht]}
                """.formatted(Tools.script("test-node.js")));
        try (ChildProcess up = up();
                Node java = Node.named("java").start()) {
            CompletableFuture<@Nullable Object> held = java.call("dht", "hold", List.of(), LONG);
            Eventually.await("both are up", () -> states().equals(Set.of("ready")));
            List<Long> pids = List.of(araUp.pid("dht.1"), araUp.pid("dht.2"));
            try (ChildProcess other = araUp.start("other.yml")) {
                other.awaitStart("up after");
                for (long pid : pids) {
                    assertThat(java.call("dht@" + pid, "letGo", List.of(), LONG).get())
                            .isNotNull();
                }
                assertThat(pids).contains((Long) held.get());
                assertThat(araUp.run(6, "stop", "ara.yml", "dht"))
                        .anyMatch(line -> line.contains("project 'other'") && line.contains("dht.1"));
                for (int i = 0; i < 2; i++) {
                    assertThat(java.call("spare", "pid", List.of(), LONG).get()).isNotNull();
                    up.awaitCount("the other's rest", line -> line.matches("spare +idle +.*"), i + 1);
                }
                assertThat(List.of(araUp.pid("dht.1"), araUp.pid("dht.2"))).isEqualTo(pids);
                araUp.run(0, "down", "other.yml");
            }
            up.awaitCount("their rest", line -> line.matches("dht\\.[12] +idle +.*"), 2);
        }
    }
}
