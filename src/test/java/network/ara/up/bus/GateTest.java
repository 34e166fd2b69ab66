package network.ara.up.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A leader with a gate, and followers, all in this process. */
class GateTest {

    private final RecordingGate gate = new RecordingGate();
    private final List<Participant> followers = new ArrayList<>();
    private BusOptions options = BusOptions.DEFAULTS;
    private @Nullable Participant leader;

    @BeforeEach
    void aLeader() throws Exception {
        options = BusOptions.DEFAULTS.withPort(freePort());
        leader = new Participant(options, "a", Optional.of(gate));
        leader.awaitRole(role -> role instanceof BusRole.Leading);
        assertThat(List.of(gate.next(), gate.next())).containsExactly("leading", "joined a");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void closeAll() {
        followers.forEach(Participant::close);
        leader().close();
    }

    @Test
    void aCallThatPassesArrivesAsItWasWritten() throws Exception {
        Participant caller = follow("a");
        Participant callee = follow("a");

        caller.emit("[ \"call\", {\"method\":\"m\\u0065\"} ]");

        assertThat(gate.next()).isEqualTo("[ \"call\", {\"method\":\"m\\u0065\"} ]");
        assertThat(callee.next()).isEqualTo("[ \"call\", {\"method\":\"m\\u0065\"} ]");
        assertThat(leader().next()).isEqualTo("[ \"call\", {\"method\":\"m\\u0065\"} ]");
    }

    @Test
    void whatIsKeptReachesNobodyAndWhatIsAroundItEverybody() throws Exception {
        Participant caller = follow("a");
        Participant callee = follow("a");

        caller.emit("[1]");
        caller.emit(call("keep"));
        caller.emit("[2]");
        caller.emit(call("fail"));
        caller.emit("[3]");

        assertThat(gate.members)
                .extracting(Member::process)
                .containsOnly(OptionalLong.of(ProcessHandle.current().pid()));
        for (Participant each : List.of(callee, leader())) {
            assertThat(List.of(each.next(), each.next(), each.next())).containsExactly("[1]", "[2]", "[3]");
        }
        assertThat(leader().bus.stats().relayed()).isEqualTo(3);
    }

    @Test
    void othersOfTheNameAreLeftOut() throws Exception {
        Participant caller = follow("a");
        Participant one = follow("a");
        Participant two = follow("a");

        caller.emit("[1]");
        caller.emit(call("others"));
        caller.emit("[2]");

        for (Participant each : List.of(one, leader())) {
            assertThat(List.of(each.next(), each.next(), each.next())).containsExactly("[1]", call("others"), "[2]");
        }
        assertThat(List.of(two.next(), two.next())).containsExactly("[1]", "[2]");
    }

    @Test
    void onlyCallsResultsAndCancelsAreJudged() throws Exception {
        Participant caller = follow("a");
        follow("b");
        List<String> judged = List.of(
                call("m"), "[\"result\",{\"id\":1,\"result\":{}}]", "[\"cancel\",{\"name\":\"x\",\"id\":\"7\"}]");

        caller.emit("[\"ping\",{\"name\":\"x\",\"id\":1,\"method\":\"keep\"}]");
        caller.emit("[\"call\",[\"keep\"]]");
        judged.forEach(caller::emit);

        for (String each : judged) {
            assertThat(gate.next()).isEqualTo(each);
        }
        assertThat(leader().next()).startsWith("[\"ping\"");
    }

    @Test
    void itsOwnCastsAreMembersLikeOthers() throws Exception {
        Participant other = follow("a");
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Cast own = leader().bus.join("a", json -> heard.add(new String(json, UTF_8)));
        assertThat(gate.next()).isEqualTo("joined a");

        leader().emit(call("keep"));
        leader().emit(call("others"));
        assertThat(List.of(gate.next(), gate.next())).containsExactly(call("keep"), call("others"));
        other.emit(call("others"));
        other.emit("[1]");
        own.emit("[2]".getBytes(UTF_8));

        assertThat(gate.next()).isEqualTo(call("others"));
        assertThat(List.of(other.next(), other.next())).containsExactly(call("others"), "[2]");
        assertThat(List.of(leader().next(), leader().next(), leader().next()))
                .containsExactlyInAnyOrder(call("others"), "[1]", "[2]");
        assertThat(heard.poll(Participant.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("[1]");
        own.close();
        assertThat(gate.next()).isEqualTo("left a");
    }

    @Test
    void itHearsWhoComesAndGoes() throws Exception {
        Participant follower = follow("b");
        try (Cast visit = follower.bus.visit("a", json -> {})) {
            assertThat(gate.next()).isEqualTo("visitor a");
            assertThat(visit.peers()).hasSizeLessThan(2);
        }
        assertThat(gate.next()).isEqualTo("left a");
        follower.close();
        assertThat(gate.next()).isEqualTo("left b");

        follow("c");
        leader().close();
        assertThat(List.of(gate.next(), gate.next())).containsExactly("left a", "following");
        assertThat(gate.told).isEmpty();
    }

    @Test
    void anAnswerGoesBehindWhatCameBeforeTheCall() throws Exception {
        Participant caller = follow("a");
        Participant other = follow("a");
        List<String> expected = new ArrayList<>();

        for (int i = 0; i < 500; i++) {
            caller.emit("[" + i + "]");
            caller.emit(call("answer"));
            expected.addAll(List.of("[" + i + "]", "[\"answer\"]"));
        }

        for (String each : expected) {
            assertThat(other.next()).isEqualTo(each);
            assertThat(leader().next()).isEqualTo(each);
        }
    }

    @Test
    void theSwitchboardSendsToThoseWhoAreWanted() throws Exception {
        Participant one = follow("b");
        Participant two = follow("b");
        byte[] hello = "[\"hello\"]".getBytes(UTF_8);

        onTheBus(switchboard -> {
            List<Member> members = switchboard.members("b");
            assertThat(members).isEqualTo(gate.members.subList(1, 3));
            assertThat(switchboard.members("nobody")).isEmpty();
            assertThat(switchboard.members("a")).isEqualTo(gate.members.subList(0, 1));
            switchboard.send("b", hello, members.get(1)::equals);
            switchboard.send("b", "[\"all\"]".getBytes(UTF_8), member -> true);
            switchboard.send("nobody", hello, member -> true);
            assertThatThrownBy(() -> switchboard.send("b", "{}".getBytes(UTF_8), member -> true))
                    .isInstanceOf(IllegalArgumentException.class);
        });

        assertThat(one.next()).isEqualTo("[\"all\"]");
        assertThat(List.of(two.next(), two.next())).containsExactly("[\"hello\"]", "[\"all\"]");
    }

    @Test
    void whatIsCalledOffIsNotDone() throws Exception {
        onTheBus(switchboard -> {
            Runnable off = switchboard.after(Duration.ZERO, () -> gate.told.add("called off"));
            switchboard.after(Duration.ZERO, () -> gate.told.add("first"));
            switchboard.after(Duration.ofMillis(1), () -> gate.told.add("second"));
            off.run();
        });

        assertThat(List.of(gate.next(), gate.next())).containsExactly("first", "second");
    }

    private interface Look {
        void at(Switchboard switchboard);
    }

    /** On the bus's thread, and waits for it. */
    private void onTheBus(Look look) throws Exception {
        Switchboard switchboard = Objects.requireNonNull(gate.switchboard);
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        switchboard.after(
                Duration.ZERO,
                () -> done.completeAsync(
                        () -> {
                            look.at(switchboard);
                            return null;
                        },
                        Runnable::run));
        done.get(Participant.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Joined, and its joining told. */
    private Participant follow(String namespace) throws Exception {
        Participant follower = new Participant(options, namespace);
        followers.add(follower);
        follower.settled();
        assertThat(gate.next()).isEqualTo("joined " + namespace);
        return follower;
    }

    private Participant leader() {
        return Objects.requireNonNull(leader);
    }

    private static String call(String method) {
        return "[\"call\",{\"name\":\"x\",\"id\":\"1\",\"method\":\"" + method + "\"}]";
    }
}
