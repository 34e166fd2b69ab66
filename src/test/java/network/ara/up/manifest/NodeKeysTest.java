package network.ara.up.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import network.ara.up.model.CallPolicy;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency;
import network.ara.up.model.FunctionCall;
import network.ara.up.model.Lifecycle;
import network.ara.up.model.Liveness;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.model.Readiness;
import network.ara.up.model.RestartPolicy;
import network.ara.up.model.StopPolicy;
import org.junit.jupiter.api.Test;

class NodeKeysTest {

    private static final Path FOLDER = Path.of("src/test/resources/manifests/good");

    private final Reading reading =
            new ManifestReader().read(List.of(FOLDER.resolve("lifecycle.yml")), Map.of("HOME", "/nonexistent"));

    @Test
    void nothingIsWrong() {
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void theLifecycleIsRead() {
        assertThat(node("log").lifecycle())
                .isEqualTo(new Lifecycle(
                        Lifecycle.Type.SERVICE,
                        Lifecycle.Start.AUTO,
                        Lifecycle.Lifetime.PERSISTENT,
                        true,
                        node("server").lifecycle().successExitCodes()));
        assertThat(node("worker").lifecycle().start()).isEqualTo(Lifecycle.Start.MANUAL);
        assertThat(node("migrate").isTask()).isTrue();
        assertThat(node("migrate").lifecycle().successExitCodes()).containsExactly(3, 4);
    }

    @Test
    void aTaskHasNoProbesAndIsNotRestarted() {
        assertThat(node("migrate").ready().probes()).isEmpty();
        assertThat(node("migrate").restart().mode()).isEqualTo(RestartPolicy.Mode.NO);
    }

    @Test
    void defaultsHoldWhereTheNodeSaysNothingAndPartByPart() {
        assertThat(node("log").ready())
                .isEqualTo(new Readiness(List.of(new Probe.Inc()), Readiness.DEFAULT_INTERVAL, Duration.ofMinutes(2)));
        assertThat(node("server").ready().timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(node("server").restart())
                .isEqualTo(new RestartPolicy(
                        RestartPolicy.Mode.ALWAYS,
                        RestartPolicy.DEFAULT.backoff(),
                        new RestartPolicy.Limit(3, Duration.ofMinutes(1))));
        assertThat(node("server").environment().variables())
                .isEqualTo(Map.of("LEVEL", Optional.of("debug"), "COLOUR", Optional.of("blue")));
        assertThat(node("worker").about().labels()).isEqualTo(Map.of("team", "core", "tier", "2"));
        assertThat(node("log").environment().files())
                .containsExactly(FOLDER.toAbsolutePath().resolve("lifecycle.env"));
    }

    @Test
    void defaultsAreOfTheirOwnFileAndMakeNoNodeNeedItself() {
        assertThat(node("log").dependencies()).isEmpty();
        assertThat(node("redis").about().labels()).isEmpty();
        assertThat(node("server").dependencies())
                .extracting(Dependency::target, Dependency::condition)
                .contains(tuple(new NodeName("log"), Condition.READY));
    }

    @Test
    void anAliasStandsForItsNodeAndNeverTwice() {
        assertThat(node("redis").about().aliases()).containsExactly(new NodeName("cache"), new NodeName("store"));
        assertThat(node("worker").dependencies())
                .filteredOn(dependency -> dependency.kind() == Dependency.Kind.REQUIRES)
                .extracting(Dependency::target)
                .containsExactly(new NodeName("redis"));
    }

    @Test
    void probesAndStopRequestsThatRunOrCallSomethingAreRead() {
        assertThat(node("server").ready().probes())
                .containsExactly(
                        new Probe.Exec(List.of("curl", "-f", "http://127.0.0.1:8080/")),
                        new Probe.Udp(5353),
                        new Probe.Call(new FunctionCall("health", List.of("deep", "3"))));
        assertThat(node("server").stop())
                .isEqualTo(new StopPolicy(
                        "TERM",
                        Duration.ofSeconds(3),
                        Optional.of(new StopPolicy.Command(List.of("server", "--stop")))));
        assertThat(node("worker").stop().request())
                .contains(new StopPolicy.Call(new FunctionCall("shutdown", List.of("now"))));
    }

    @Test
    void theHeartbeatIsReadPartByPart() {
        assertThat(node("server").alive())
                .isEqualTo(new Liveness(
                        List.of(
                                new Probe.Tcp("127.0.0.1", 8080),
                                new Probe.Http(URI.create("http://127.0.0.1:8080/")),
                                new Probe.Exec(List.of("check")),
                                new Probe.Udp(5353),
                                new Probe.Call(new FunctionCall("health", List.of()))),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        5,
                        true));
        assertThat(node("worker").alive())
                .isEqualTo(
                        new Liveness(Liveness.INC.probes(), Duration.ofSeconds(20), Liveness.DEFAULT_TIMEOUT, 5, true));
        assertThat(node("log").alive().probes()).isEmpty();
        assertThat(node("log").alive().isExplicit()).isTrue();
        assertThat(node("migrate").alive()).isEqualTo(Liveness.NONE);
    }

    @Test
    void aNodeThatSpeaksIncIsAskedWithoutAWord() {
        assertThat(Liveness.byDefault(node("log").ready())).isEqualTo(Liveness.INC);
        assertThat(node("redis").alive())
                .isEqualTo(Liveness.byDefault(node("redis").ready()));
        assertThat(Liveness.byDefault(node("worker").ready())).isEqualTo(Liveness.NONE);
    }

    @Test
    void thePolicyOfCallsIsRead() {
        assertThat(node("server").calls())
                .isEqualTo(new CallPolicy(
                        List.of(
                                new CallPolicy.Rule("admin", List.of("stop")),
                                new CallPolicy.Rule("web-*", List.of("get", "list*"))),
                        List.of(new CallPolicy.Rule("mallory", List.of("*"))),
                        Duration.ofSeconds(2),
                        10,
                        4,
                        Optional.of(new CallPolicy.Rate(100, Duration.ofSeconds(1))),
                        Optional.of(new CallPolicy.Circuit(5, Duration.ofSeconds(30)))));
    }

    @Test
    void whatIsIncludedBelongsToTheProject() {
        Manifest manifest = reading.manifest();

        assertThat(manifest.project()).isEqualTo("lifecycle");
        assertThat(manifest.roots())
                .extracting(NodeName::text)
                .isEqualTo(List.of("log", "migrate", "redis", "server", "worker"));
        assertThat(manifest.origins().get(new NodeName("redis"))).isEqualTo(Manifest.Origin.INCLUDED);
        assertThat(Set.copyOf(manifest.nodes().keySet())).isEqualTo(Set.copyOf(manifest.roots()));
    }

    private NodeSpec node(String name) {
        return Objects.requireNonNull(reading.manifest().nodes().get(new NodeName(name)), name);
    }
}
