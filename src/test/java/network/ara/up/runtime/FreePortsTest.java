package network.ara.up.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Port;
import network.ara.up.model.SourcePosition;
import network.ara.up.model.Wiring;
import network.ara.up.process.LaunchException;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    private final Set<Integer> taken = new HashSet<>();
    private final FreePorts ports = new FreePorts(port -> !taken.contains(port));

    @Test
    void noTwoNodesAreGivenTheSameThoughNoneHasBoundItYet() throws LaunchException {
        taken.add(6882);

        assertThat(ports.choose(node("a", 3))).isEqualTo(Map.of("udp", 6881));
        assertThat(ports.choose(node("b", 3))).isEqualTo(Map.of("udp", 6883));
    }

    @Test
    void oneThatIsStartedAgainKeepsItsPortWhileThatIsFree() throws LaunchException {
        taken.add(6881);
        ports.choose(node("a", 3));
        taken.clear();
        assertThat(ports.choose(node("a", 3))).isEqualTo(Map.of("udp", 6882));

        taken.add(6882);
        assertThat(ports.choose(node("a", 3))).isEqualTo(Map.of("udp", 6881));
    }

    @Test
    void whatAnEarlierRunGaveIsGivenToNobodyElse() throws LaunchException {
        ports.remember(new NodeName("a"), Map.of("udp", 6881));

        assertThat(ports.choose(node("b", 3))).isEqualTo(Map.of("udp", 6882));
    }

    @Test
    void aNumberThatLeavesNoChoiceIsGivenThoughItIsTaken() throws LaunchException {
        taken.add(6881);

        assertThat(ports.choose(node("a", 0))).isEqualTo(Map.of("udp", 6881));
    }

    @Test
    void whereAllAreTakenTheStartFails() {
        taken.addAll(List.of(6881, 6882));

        assertThatThrownBy(() -> ports.choose(node("a", 1)))
                .hasMessageContaining("its port 'udp' is to be one of 6881 to 6882, and all of them are taken");
    }

    private static NodeSpec node(String name, int bump) {
        return NodeSpec.of(new NodeName(name), new SourcePosition("ara.yml", 3, 3, 1), new Launch.Program(List.of("x")))
                .with(new NodeName(name), new Wiring(List.of(new Port("udp", 6881, bump)), 0, 0));
    }
}
