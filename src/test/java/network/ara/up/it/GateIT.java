package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.bus.Member;
import network.ara.up.bus.RecordingGate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gate, and real npm peers on both sides of it. */
class GateIT {

    private final RecordingGate gate = new RecordingGate();
    private final Bus leader = Bus.open(BusOptions.DEFAULTS, Optional.of(gate));

    @BeforeEach
    void needsLocalcast() throws Exception {
        Tools.requireNpm("localcast");
        assertThat(gate.next()).isEqualTo("leading");
    }

    @AfterEach
    void closeLeader() {
        leader.close();
    }

    @Test
    void npmPeersGetWhatItLetsThrough() throws Exception {
        try (ChildProcess caller = joined();
                ChildProcess one = joined();
                ChildProcess two = joined()) {
            List.of("keep", "others", "pass").forEach(method -> caller.send(call(method)));
            caller.send("[\"end\"]");
            one.await("message [\"end\"]");
            two.await("message [\"end\"]");

            assertThat(one.lines())
                    .filteredOn(line -> line.startsWith("message [\"call\""))
                    .containsExactly("message " + call("others"), "message " + call("pass"));
            assertThat(two.lines())
                    .filteredOn(line -> line.startsWith("message [\"call\""))
                    .containsExactly("message " + call("pass"));
        }
    }

    @Test
    void aMembersProcessIsKnownWhateverItClaims() throws Exception {
        try (ChildProcess one = joined();
                RawPeer liar = RawPeer.member("ns");
                ChildProcess two = joinedAfter(liar)) {
            assertThat(gate.members)
                    .extracting(Member::process)
                    .containsExactly(
                            OptionalLong.of(one.pid()),
                            OptionalLong.of(ProcessHandle.current().pid()),
                            OptionalLong.of(two.pid()));
            assertThat(gate.members.get(1).peer().pid()).hasValue(1);
        }
    }

    @Test
    void aCrowdThatComesAtOnceIsKnown() throws Exception {
        try (ChildProcess crowd = ChildProcess.node("members.js", "crowd", "300")) {
            for (int i = 0; i < 300; i++) {
                assertThat(gate.next()).isEqualTo("joined crowd");
            }
            assertThat(gate.members).extracting(Member::process).containsOnly(OptionalLong.of(crowd.pid()));
        }
    }

    private ChildProcess joinedAfter(RawPeer before) throws InterruptedException {
        assertThat(before).isNotNull();
        assertThat(gate.next()).isEqualTo("joined ns");
        return joined();
    }

    private ChildProcess joined() throws InterruptedException {
        ChildProcess process = ChildProcess.node("cast.js", "ns");
        assertThat(gate.next()).isEqualTo("joined ns");
        return process;
    }

    private static String call(String method) {
        return "[\"call\",{\"name\":\"x\",\"id\":\"1\",\"method\":\"" + method + "\"}]";
    }
}
