package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node module as the Ara modules are written, on the real ara-network of npm, unmodified. */
class AnnIT extends UserOfItsOwn {

    @BeforeEach
    void aProjectWithAraNetwork() throws Exception {
        Tools.requireNpm("ara-network");
        Files.createSymbolicLink(folder.resolve("node_modules"), Tools.script("node_modules"));
        Files.copy(Tools.script("ann-dht.js"), folder.resolve("dht.js"));
    }

    @Test
    void itsFlagsAndSettingsReachItAndItsMethodsAreCalled() throws Exception {
        Files.writeString(folder.resolve(".ararc"), "{\"network\": {\"dht\": {\"maxTables\": 77}}}");
        araUp.manifest("ara.yml", """
                name: dht
                ann: dht --port 20882
                env: {ara_network__dht__bootstrap: "127.0.0.1:20999"}
                """);
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");

            assertThat(String.join("", araUp.run(0, "call", "dht", "settings")))
                    .contains("127.0.0.1:20999", "20882", "77");
            araUp.run(6, "call", "dht", "stop");
            araUp.run(0, "stop", "dht");
            up.await("its stop()", line -> line.contains("stopping by stop()"));
        }
    }

    @Test
    void aModuleThatDoesNotStartFails() throws Exception {
        Files.writeString(
                folder.resolve("refuses.js"), "exports.start = async () => false; exports.stop = async () => {}\n");
        araUp.manifest("ara.yml", "name: refuses\nann: refuses\nrestart: no\n");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.await("the reason", line -> line.contains("resolved to false, not to true"));
        }
    }
}
