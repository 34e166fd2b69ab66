package network.ara.up.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;
import org.junit.jupiter.api.Test;

/** Holds the table in NodeState's Javadoc to what the core does. {@code -Drewrite=true} writes it anew. */
class StateTableTest {

    private static final Path FILE = Path.of("src/main/java/network/ara/up/model/NodeState.java");
    private static final String BEGIN = " * <pre>\n";
    private static final String END = " * </pre>\n";

    private static final String DEP_STARTED =
            "BusJoined; RecordRead dep -; MailboxLooked dep false; ProcessSpawned dep 1 1; ";
    private static final String DEP_READY = DEP_STARTED + "ProbesPassed dep 1; ";
    private static final String STARTING = DEP_READY + "RecordRead n -; MailboxLooked n false; ";
    private static final String STARTED = STARTING + "ProcessSpawned n 1 2; ";

    /** For each state the events that lead to it. */
    private static final Map<NodeState, String> WAYS = new LinkedHashMap<>();

    static {
        WAYS.put(NodeState.ABSENT, DEP_READY + "RecordRead n -; ");
        WAYS.put(NodeState.ON_CALL, DEP_READY + "RecordRead n -; MailboxLooked n false; ");
        WAYS.put(NodeState.WAITING, DEP_STARTED + "RecordRead n -; MailboxLooked n false; ");
        WAYS.put(NodeState.STARTING, STARTING);
        WAYS.put(NodeState.STARTED, STARTED);
        WAYS.put(NodeState.READY, STARTED + "ProbesPassed n 1; ");
        WAYS.put(NodeState.UNREADY, STARTED + "ProbesPassed n 1; AliveChanged n 1 false silence; ");
        WAYS.put(NodeState.BACKOFF, STARTED + "ProcessExited n 1 1; ");
        WAYS.put(NodeState.STOPPING, STARTED + "StopRequested OWNED; ");
        WAYS.put(NodeState.STOPPED, STARTED + "StopOrdered n; GroupEmptied n 1; ");
        WAYS.put(NodeState.COMPLETED, STARTED + "ProcessExited n 1 0; ");
        WAYS.put(NodeState.FAILED, STARTING + "SpawnFailed n 1 reason; ");
        WAYS.put(
                NodeState.SKIPPED,
                "BusJoined; RecordRead n -; MailboxLooked n false; RecordRead dep -; MailboxLooked dep false; "
                        + "SpawnFailed dep 1 reason; ");
        WAYS.put(NodeState.EXTERNAL, DEP_READY + "RecordRead n -; PongHeard n 2 true; ");
    }

    private static final List<String> FACTS = List.of(
            "PongHeard n 2 true",
            "MailboxLooked n false",
            "MailboxLooked n true",
            "RecordRead n -",
            "RecordRead n 2",
            "DoneBefore n",
            "ProbeAnswered n true",
            "ProcessSpawned n GENERATION 2",
            "SpawnFailed n GENERATION reason",
            "BootedElsewhere n GENERATION",
            "ProbesPassed n GENERATION",
            "AliveChanged n GENERATION false silence",
            "AliveChanged n GENERATION true",
            "ProcessExited n GENERATION 0",
            "ProcessExited n GENERATION 1",
            "StopAnswered n GENERATION",
            "StopAnswered n GENERATION no",
            "GroupEmptied n GENERATION",
            "TimerFired n CENSUS GENERATION",
            "TimerFired n LOOK_AGAIN GENERATION",
            "TimerFired n READY GENERATION",
            "TimerFired n BACKOFF GENERATION",
            "TimerFired n KILL GENERATION",
            "TimerFired n IDLE GENERATION",
            "IdleLooked n GENERATION 0",
            "StartOrdered n",
            "StopOrdered n",
            "RestartOrdered n",
            "StopRequested OWNED",
            "StopRequested PROJECT",
            "StopForced");

    @Test
    void theTableInTheJavadocIsWhatTheCoreDoes() throws IOException {
        String source = Files.readString(FILE);
        int begin = source.indexOf(BEGIN) + BEGIN.length();
        String actual = source.substring(0, begin) + table() + source.substring(source.indexOf(END));
        if (Boolean.getBoolean("rewrite")) {
            Files.writeString(FILE, actual);
        } else {
            assertThat(source).isEqualTo(actual);
        }
    }

    private static String table() {
        StringBuilder table = new StringBuilder();
        WAYS.forEach((state, way) -> FACTS.forEach(fact -> table.append(row(state, way, fact))));
        return table.toString();
    }

    private static String row(NodeState state, String way, String fact) {
        NodeSpec node = Specs.parse("n requires:dep" + (state == NodeState.ON_CALL ? " on-call" : ""));
        Supervisor supervisor = new Supervisor(List.of(Specs.parse("dep"), node), Integer.MAX_VALUE);
        for (String event : way.split("; ")) {
            supervisor.step(0, Lines.event(event));
        }
        Snapshot.NodeView before = view(supervisor);
        assertThat(before.state()).as(way).isEqualTo(state);
        String event = fact.replace("GENERATION", "" + before.generation());
        String effects = supervisor.step(0, Lines.event(event)).stream()
                .filter(StateTableTest::isAboutTheNode)
                .map(effect -> effect.getClass().getSimpleName())
                .collect(Collectors.joining(" "));
        NodeState after = view(supervisor).state();
        if (effects.isEmpty() && after == state) {
            return "";
        }
        String name = fact.replace(" n", "").replace(" GENERATION", "");
        return " * %-9s %-26s -> %-9s %s"
                        .formatted(state.word(), name, after.word(), effects)
                        .stripTrailing() + "\n";
    }

    private static boolean isAboutTheNode(Effect effect) {
        return effect instanceof Effect.SendPing || Lines.of(effect).matches("\\w+ n\\b.*");
    }

    private static Snapshot.NodeView view(Supervisor supervisor) {
        return supervisor.snapshot().nodes().stream()
                .filter(node -> node.name().equals(new NodeName("n")))
                .findFirst()
                .orElseThrow();
    }
}
