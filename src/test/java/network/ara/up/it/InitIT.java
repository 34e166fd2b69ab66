package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import network.ara.up.cli.Main;
import network.ara.up.manifest.ManifestReader;
import network.ara.up.manifest.Reading;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code init} writes is booted as it is. */
class InitIT {

    @TempDir
    private Path folder;

    private AraUp araUp;

    @BeforeEach
    void aUserOfItsOwn() {
        araUp = new AraUp(folder);
    }

    @Test
    void theFirstManifestIsBootedAsItIs() {
        araUp.run(0, "init");
        araUp.run(0, "check");
        boot("app", "dht", "dns");
    }

    @Test
    void aProcfileIsBootedAsItIs() throws IOException {
        Files.writeString(
                folder.resolve("Procfile"), "web: echo \"on $PORT\" && exec sleep 600\nworker: sleep 600 # long\n");
        araUp.run(0, "init", "--from", "Procfile");
        boot("web", "worker");
        assertThat(araUp.run(0, "logs", "web")).anyMatch(line -> line.endsWith("on 5000"));
    }

    @Test
    void whatAnswersPingIsBootedAgain() {
        Tools.requireNpm("localcast");
        String options = "{\"requires\":[\"dht\",\"nobody\"]}";
        try (ChildProcess dht = ChildProcess.java(Main.class, "node", "dht", "--name", "dht", "--port", "20882");
                ChildProcess a = ChildProcess.node("inc-node.js", "a", options)) {
            dht.awaitStart("dht: listening");
            a.awaitStart("started ");
            araUp.run(0, "init", "--from", "ping");
        }
        NodeSpec dht = written("dht");
        assertThat(dht.launch()).isEqualTo(new Launch.Builtin("dht", List.of("--port", "20882")));
        NodeSpec a = written("a");
        assertThat(a.launch())
                .isEqualTo(new Launch.Program(
                        List.of("node", Tools.script("inc-node.js").toString(), "a", options)));
        assertThat(a.cwd()).isEqualTo(Path.of("").toAbsolutePath());
        assertThat(a.dependencies()).extracting(edge -> edge.target().text()).containsExactly("dht");
        boot("dht");
    }

    private NodeSpec written(String name) {
        Reading reading = new ManifestReader().read(List.of(folder.resolve("ara.yml")), Map.of());
        assertThat(reading.problems()).isEmpty();
        return Objects.requireNonNull(reading.manifest().nodes().get(new NodeName(name)));
    }

    private void boot(String... nodes) {
        String[] words = Stream.concat(Stream.of("up"), Stream.of(nodes)).toArray(String[]::new);
        try (ChildProcess up = araUp.start(words)) {
            up.awaitStart("up after");
            assertThat(araUp.ps())
                    .extracting(node -> (Object) node.get("state"))
                    .containsOnly("ready");
            up.signal("INT");
            assertThat(up.exitCode()).isEqualTo(130);
        }
    }
}
