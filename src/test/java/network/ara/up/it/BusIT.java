package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes of both kinds on one bus, whoever leads. */
class BusIT {

    /** Made by {@link #start}. */
    private final List<ChildProcess> processes = new ArrayList<>();

    @BeforeEach
    void needsLocalcast() {
        Tools.requireNpm("localcast");
    }

    @AfterEach
    void closeAll() {
        processes.forEach(ChildProcess::close);
    }

    /** Leader, then followers, all of one namespace. */
    static Stream<List<String>> mixtures() {
        return Stream.of(
                List.of("java", "npm", "npm"),
                List.of("npm", "java", "java"),
                List.of("java", "npm", "java"),
                List.of("npm", "npm", "java"),
                List.of("java", "java", "java"));
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void everybodyMeetsAndHearsEverybodyInOrder(List<String> kinds) {
        kinds.forEach(kind -> start(kind, "ns"));
        for (ChildProcess process : processes) {
            for (ChildProcess other : others(process)) {
                process.await(peer(other));
            }
        }

        for (int i = 0; i < 20; i++) {
            for (ChildProcess process : processes) {
                process.send("[\"e\",{\"from\":" + process.pid() + ",\"n\":" + i + ",\"text\":\"é😀\"}]");
            }
        }
        for (ChildProcess process : processes) {
            for (ChildProcess other : others(process)) {
                String from = "message [\"e\",{\"from\":" + other.pid() + ",\"n\":";
                List<String> heard = process.awaitCount(from, line -> line.startsWith(from), 20);
                assertThat(heard).hasSize(20).isSortedAccordingTo((a, b) -> Integer.compare(number(a), number(b)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"java,npm", "npm,java", "java,java"})
    void namespacesDontHearEachOther(String leader, String follower) {
        start(leader, "one");
        ChildProcess sender = start(follower, "two");
        ChildProcess receiver = start(leader, "two");
        sender.awaitStart("peer {\"type\":\"node\",\"namespace\":\"two\",\"pid\":" + receiver.pid());

        sender.send("[\"for two\"]");
        receiver.await("message [\"for two\"]");

        assertThat(processes.get(0).lines()).noneMatch(line -> line.startsWith("message") || line.startsWith("peer"));
    }

    @ParameterizedTest
    @CsvSource({"java,npm,java", "npm,java,java", "java,npm,npm", "npm,java,npm"})
    void whenTheLeaderIsKilledInTheMiddleOfTrafficTheOthersGoOn(String leader, String one, String two) {
        ChildProcess dead = start(leader, "ns");
        ChildProcess first = start(one, "ns");
        ChildProcess second = start(two, "ns");
        first.await(peer(second));
        second.await(peer(first));

        for (int i = 0; i < 200; i++) {
            first.send("[\"before\"," + i + "]");
            if (i == 100) {
                dead.kill();
            }
        }
        first.awaitCount("second peer event", peer(second)::equals, 2);
        second.awaitCount("second peer event", peer(first)::equals, 2);

        first.send("[\"after\",1]");
        second.send("[\"after\",2]");
        second.await("message [\"after\",1]");
        first.await("message [\"after\",2]");
        assertThat(second.lines())
                .filteredOn(line -> line.startsWith("message"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"java", "npm"})
    void aCrowdFindsANewLeader(String kind) {
        ChildProcess dead = start(kind, "ns");
        for (int i = 0; i < 4; i++) {
            start("npm", "ns");
            start("java", "ns");
        }
        processes.remove(dead);
        for (ChildProcess process : processes) {
            others(process).forEach(other -> process.await(peer(other)));
        }

        dead.kill();
        for (ChildProcess process : processes) {
            others(process).forEach(other -> process.awaitCount("return", peer(other)::equals, 2));
        }
        ChildProcess speaker = processes.get(3);
        speaker.send("[\"who\"]");
        others(speaker).forEach(other -> other.await("message [\"who\"]"));
    }

    private ChildProcess start(String kind, String namespace) {
        ChildProcess process = kind.equals("npm")
                ? ChildProcess.node("cast.js", namespace)
                : ChildProcess.java(CastProcess.class, namespace);
        processes.add(process);
        process.await("started " + process.pid());
        if (processes.size() == 1) {
            Ports.awaitListener();
        }
        return process;
    }

    private List<ChildProcess> others(ChildProcess process) {
        return processes.stream().filter(other -> other != process).toList();
    }

    private static String peer(ChildProcess process) {
        return "peer {\"type\":\"node\",\"namespace\":\"ns\",\"pid\":" + process.pid() + "}";
    }

    private static int number(String line) {
        String rest = line.substring(line.indexOf("\"n\":") + 4);
        return Integer.parseInt(rest.substring(0, rest.indexOf(',')));
    }
}
