package network.ara.up.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import network.ara.up.model.Dependency;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeReference;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Port;
import network.ara.up.model.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ports}, {@code replicas} and {@code ${nodes...}}: what they come to, and that they are written as they were. */
class WiringTest {

    private static final String MANIFEST = """
            name: p
            nodes:
              dht: {run: x, replicas: 3, ports: {udp: 6881, http: 80, bump: 10}, aliases: [table]}
              resolver:
                run: [node, r.js, "--dht=${nodes.table.2.ports.udp}", "$${nodes.dht.pid}", "${nodes.resolver.ports.tcp}"]
                env: {BOOTSTRAP: "$127.0.0.1:${nodes.dht.ports.udp:-6881}"}
                ready: {tcp: "127.0.0.1:${nodes.resolver.ports.tcp}"}
                ports: {tcp: 7000}
                requires: {table: started}
            """.replace("table.2", "dht.2");

    @TempDir
    private Path folder;

    @Test
    void replicasAreSoManyNodesThatAreOneOnTheBusAndAllOfThemAreRequired() throws IOException {
        Reading reading = read(MANIFEST);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.manifest().nodes().keySet())
                .extracting(NodeName::text)
                .containsExactly("dht.1", "dht.2", "dht.3", "resolver");
        assertThat(reading.manifest().roots()).hasSize(4);
        assertThat(node(reading, "dht.2").busName()).isEqualTo(new NodeName("dht"));
        assertThat(node(reading, "dht.2").isCalled("table")).isTrue();
        assertThat(node(reading, "dht.2").wiring().ports())
                .containsExactly(new Port("udp", 6881, 10), new Port("http", 80, 10));
        assertThat(node(reading, "resolver").dependencies())
                .extracting(Dependency::target)
                .extracting(NodeName::text)
                .containsExactly("dht.1", "dht.2", "dht.3");
    }

    @Test
    void aReferenceStaysOneAndWhatOnlyLooksLikeOneIsText() throws IOException {
        NodeSpec resolver = node(read(MANIFEST), "resolver");

        List<String> argv = ((Launch.Program) resolver.launch()).argv();
        assertThat(NodeReference.allIn(argv.get(2)))
                .containsExactly(new NodeReference(new NodeName("dht.2"), "ports.udp", Optional.empty()));
        assertThat(argv.get(3)).isEqualTo("${nodes.dht.pid}");
        assertThat(resolver.ready().probes()).hasSize(1).allMatch(Probe.Wired.class::isInstance);
    }

    @Test
    void whatIsWrittenIsReadAsTheSameAgain() throws IOException {
        Reading first = read(MANIFEST);

        String yaml = ManifestWriter.showingAll(false)
                .yaml("p", first.manifest().written().values());

        assertThat(yaml).contains("replicas: 3", "bump: 10", "$${nodes.dht.pid}", "${nodes.dht.ports.udp:-6881}");
        Reading second = read(yaml);
        assertThat(second.problems()).isEmpty();
        for (NodeName name : first.manifest().nodes().keySet()) {
            NodeSpec before = node(first, name.text());
            NodeSpec after = node(second, name.text());
            assertThat(after.launch()).isEqualTo(before.launch());
            assertThat(after.environment()).isEqualTo(before.environment());
            assertThat(after.ready()).isEqualTo(before.ready());
            assertThat(after.wiring()).isEqualTo(before.wiring());
            assertThat(after.dependencies()).hasSameSizeAs(before.dependencies());
        }
    }

    @Test
    void whatIsWrittenOverByALaterFileAsksNobody() throws IOException {
        Files.writeString(
                folder.resolve("over.yml"), "nodes: {resolver: {run: y, env: {BOOTSTRAP: none}, ready: none}}\n");
        Files.writeString(
                folder.resolve("ara.yml"),
                "nodes: {resolver: {run: [x, '${nodes.no.pid}'], env: {BOOTSTRAP: '${nodes.no.ports.udp}'}}}\n");

        Reading reading =
                new ManifestReader().read(List.of(folder.resolve("ara.yml"), folder.resolve("over.yml")), Map.of());

        assertThat(reading.problems()).isEmpty();
    }

    private Reading read(String manifest) throws IOException {
        Path file = Files.writeString(folder.resolve("ara.yml"), manifest);
        return new ManifestReader().read(List.of(file), Map.of("HOME", "/nonexistent"));
    }

    private static NodeSpec node(Reading reading, String name) {
        return Objects.requireNonNull(reading.manifest().nodes().get(new NodeName(name)));
    }
}
