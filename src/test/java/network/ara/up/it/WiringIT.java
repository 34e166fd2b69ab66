package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ports} and {@code ${nodes...}}, on real nodes: who starts is told where those run that it needs. */
class WiringIT {

    private static final String BOOTSTRAP = "ara_network__dht__bootstrap";

    @TempDir
    private Path folder;

    private AraUp araUp;

    @BeforeEach
    void aUserOfItsOwn() {
        Tools.requireNpm("localcast");
        araUp = new AraUp(folder);
    }

    @AfterEach
    void nothingIsLeft() {
        araUp.downAll("ara.yml");
    }

    @Test
    void aModuleIsGivenThePortOfADhtThatSomebodyElseStarted() {
        manifest("ports: {udp: 6881}");
        try (ChildProcess dht = ChildProcess.node("wired-node.js", "dht")) {
            String port = port(dht.awaitStart("ready on "));
            try (ChildProcess up = araUp.start("ara.yml")) {
                up.awaitStart("up after");

                assertThat(araUp.ps("dht").get("origin")).isEqualTo("external");
                assertThat(bootstrap()).isEqualTo("\"127.0.0.1:" + port + "\"").doesNotContain("6881");
                assertThat(environment("module", "DHT_PID")).isEqualTo("\"" + dht.pid() + "\"");
            }
        }
    }

    @Test
    void aPortThatIsTakenIsReplacedByTheNextFreeOne() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            manifest("ports: {udp: " + taken.getLocalPort() + ", bump: 50}");
            try (ChildProcess up = araUp.start("ara.yml")) {
                up.awaitStart("up after");

                String given = environment("dht", "PORT_UDP").replace("\"", "");
                assertThat(Integer.parseInt(given)).isBetween(taken.getLocalPort() + 1, taken.getLocalPort() + 50);
                assertThat(bootstrap()).isEqualTo("\"127.0.0.1:" + given + "\"");
            }
        }
    }

    @Test
    void whatIsNotKnownFailsTheStartAndSaysWhereAndWhat() {
        manifest("env: {NO_PORT: 1}");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.await("the failure", line -> line.contains("module") && line.contains("tells no port 'udp'"));
            up.await("the fix", line -> line.contains("fix: ") && line.contains("'ports: {udp: NUMBER}'"));
            assertThat(araUp.ps("module").get("state")).isEqualTo("failed");
        }
    }

    @Test
    void anAdoptedModuleIsNotStartedAnewThoughItsReferencesAreResolvedAtEachStart() {
        manifest("ports: {udp: 21950, bump: 20}");
        long module;
        String given;
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            module = araUp.pid("module");
            given = bootstrap();
            up.kill();
        }
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            araUp.run(0, "reload");
            assertThat(araUp.pid("module")).isEqualTo(module);

            araUp.run(0, "restart", "module");
            assertThat(araUp.pid("module")).isNotEqualTo(module);
            assertThat(bootstrap()).isEqualTo(given);
        }
    }

    /** @param dht a key of the DHT's */
    private void manifest(String dht) {
        araUp.manifest("ara.yml", """
                name: wired
                nodes:
                  dht: {run: [node, wired-node.js], cwd: %1$s, %2$s}
                  module:
                    run: [node, wired-node.js]
                    cwd: %1$s
                    requires: [dht]
                    env: {%3$s: "127.0.0.1:${nodes.dht.ports.udp}", DHT_PID: "${nodes.dht.pid}"}
                """.formatted(Tools.script(""), dht, BOOTSTRAP));
    }

    private String bootstrap() {
        return environment("module", BOOTSTRAP);
    }

    private String environment(String node, String variable) {
        return String.join("\n", araUp.run(0, "call", node, "env", variable));
    }

    private static String port(String line) {
        return line.substring(line.lastIndexOf(' ') + 1);
    }
}
