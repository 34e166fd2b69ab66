package network.ara.up.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeReference;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Port;
import network.ara.up.model.SourcePosition;
import network.ara.up.model.Wiring;
import network.ara.up.process.LaunchException;
import org.junit.jupiter.api.Test;

class WiresTest {

    private static final NodeSpec ASKING = node("resolver");
    private static final NodeSpec DHT = node("dht", new Port("udp", 6881, 0));
    private static final NodeSpec BUMPED = node("bumped", new Port("udp", 20_000, 5));

    private final Wires wires = new Wires(List.of(ASKING, DHT, BUMPED));

    @Test
    void whatTheNodeTellsGoesBeforeWhatItsLogSaysAndThatBeforeWhatIsWritten() throws LaunchException {
        assertThat(answer("dht", "ports.udp")).isEqualTo("6881");

        wires.runs(DHT.name(), 12);
        wires.found(DHT.name(), Map.of("port", "7000"));
        assertThat(answer("dht", "ports.udp")).isEqualTo("7000");

        wires.told(DHT.name(), Map.of("udp", 8000));
        assertThat(answer("dht", "ports.udp")).isEqualTo("8000");
    }

    @Test
    void whatAnEndedProcessHasToldCountsNoMore() throws LaunchException {
        wires.runs(DHT.name(), 12);
        wires.told(DHT.name(), Map.of("udp", 8000));
        wires.found(DHT.name(), Map.of("udp", "7000"));

        wires.ended(DHT.name(), 12);

        assertThat(answer("dht", "ports.udp")).isEqualTo("6881");
        assertThatThrownBy(() -> answer("dht", "pid")).hasMessageContaining("'dht' is no process that is known");
    }

    @Test
    void theEndOfAnEarlierProcessSaysNothingOfTheNextOne() throws LaunchException {
        wires.runs(DHT.name(), 12);
        wires.runs(DHT.name(), 13);

        wires.ended(DHT.name(), 12);

        assertThat(answer("dht", "pid")).isEqualTo("13");
    }

    @Test
    void aPortThatMayBeOneOfSeveralIsKnownOnceItIsGiven() throws LaunchException {
        assertThatThrownBy(() -> answer("bumped", "ports.udp"))
                .isInstanceOfSatisfying(LaunchException.class, failure -> {
                    assertThat(failure.reason())
                            .isEqualTo(
                                    "'${nodes.bumped.ports.udp}' is not known: 'bumped' does not run, or is not known to"
                                            + " (ara.yml:3:3)");
                    assertThat(failure.fix()).contains("'ports: {udp: NUMBER}'");
                });

        wires.given(BUMPED.name(), Map.of("udp", 20_003));
        assertThat(answer("bumped", "ports.udp")).isEqualTo("20003");
    }

    @Test
    void whatIsWrittenAfterTheColonHoldsWhereNothingIsKnown() throws LaunchException {
        NodeReference reference =
                NodeReference.parse("nodes.bumped.ports.udp:-none").orElseThrow();

        assertThat(wires.of(ASKING, reference)).isEqualTo("none");
    }

    @Test
    void ofSeveralInstancesTheFirstThatIsKnownAnswersAndOneMayBeNamed() throws LaunchException {
        NodeSpec web = node("web").with(new NodeName("web"), new Wiring(List.of(new Port("http", 8000, 9)), 12, 0));
        for (int number = 12; number > 0; number--) {
            wires.describe(web.instance(number));
        }
        wires.given(new NodeName("web.10"), Map.of("http", 8010));
        wires.given(new NodeName("web.2"), Map.of("http", 8002));

        assertThat(answer("web", "ports.http")).isEqualTo("8002");
        assertThat(answer("web.10", "ports.http")).isEqualTo("8010");
        assertThat(wires.of(
                        web.instance(10),
                        NodeReference.parse("nodes.web.ports.http").orElseThrow()))
                .isEqualTo("8010");
    }

    @Test
    void whatALogSaysIsAPortOnlyIfItIsOne() throws LaunchException {
        wires.runs(DHT.name(), 12);
        wires.found(DHT.name(), Map.of("udp", "1; rm -rf /", "port", "65536"));

        assertThat(answer("dht", "ports.udp")).isEqualTo("6881");
    }

    private String answer(String node, String property) throws LaunchException {
        return wires.of(
                ASKING, NodeReference.parse("nodes." + node + "." + property).orElseThrow());
    }

    private static NodeSpec node(String name, Port... ports) {
        return NodeSpec.of(new NodeName(name), new SourcePosition("ara.yml", 3, 3, 1), new Launch.Program(List.of("x")))
                .with(new NodeName(name), new Wiring(List.of(ports), 0, 0));
    }
}
