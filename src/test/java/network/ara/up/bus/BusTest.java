package network.ara.up.bus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several buses in this process, on a free port. */
class BusTest {

    private final List<Participant> members = new ArrayList<>();
    private BusOptions options = BusOptions.DEFAULTS;

    @BeforeEach
    void aFreePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            options = BusOptions.DEFAULTS.withPort(socket.getLocalPort());
        }
    }

    @AfterEach
    void closeAll() {
        members.forEach(Participant::close);
    }

    @Test
    void theFirstLeadsAndTheOthersFollow() throws Exception {
        open("a");

        BusRole role = open("a").bus.role();

        assertThat(members.get(0).bus.role()).isEqualTo(new BusRole.Leading());
        assertThat(((BusRole.Following) role).leaderPid())
                .hasValue(ProcessHandle.current().pid());
    }

    @Test
    void whatOneEmitsTheOthersOfItsNamespaceGetInOrderAndNobodyElse() throws Exception {
        Participant leader = open("a");
        Participant one = open("a");
        Participant two = open("a");
        Participant foreign = open("b");
        for (Participant member : members) {
            member.settled();
        }

        one.emit("[1]");
        one.emit("[ 2 ]");
        assertThat(List.of(leader.next(), leader.next())).containsExactly("[1]", "[ 2 ]");
        assertThat(List.of(two.next(), two.next())).containsExactly("[1]", "[ 2 ]");

        leader.emit("[3]");
        assertThat(one.next()).isEqualTo("[3]");
        assertThat(two.next()).isEqualTo("[3]");
        assertThat(foreign.heard).isEmpty();
    }

    /** The threads write to the socket themselves while they can, and more than it takes. */
    @Test
    void whatSeveralThreadsEmitArrivesWholeAndInEachOnesOrder() throws Exception {
        int each = 100;
        Participant leader = open("a");
        Participant follower = open("a");
        follower.settled();
        CountDownLatch reads = new CountDownLatch(1);
        leader.bus.after(Duration.ZERO, () -> await(reads)); // on its loop, which reads nothing meanwhile
        List<Thread> threads =
                IntStream.range(0, 3).mapToObj(i -> emitter(follower, i, each)).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        reads.countDown();

        int[] next = new int[threads.size()];
        for (int heard = 0; heard < each * threads.size(); heard++) {
            String message = leader.next();
            int thread = message.charAt(1) - '0';
            assertThat(message).isEqualTo(numbered(thread, next[thread]++));
        }
        assertThat(follower.bus.stats().emitted()).isEqualTo((long) each * threads.size());
    }

    private static Thread emitter(Participant from, int thread, int messages) {
        return new Thread(() -> {
            for (int i = 0; i < messages; i++) {
                from.emit(numbered(thread, i));
            }
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Participant.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Most are small; each seventh is larger than what a socket takes at once. */
    private static String numbered(int thread, int number) {
        return "[" + thread + "," + number + ",\"" + "x".repeat(number % 7 == 0 ? 900_000 : number) + "\"]";
    }

    @Test
    void whatIsEmittedBeforeTheConnectionIsUpArrives() throws Exception {
        Participant leader = open("a");
        leader.settled();

        start("a").emit("[\"early\"]");

        assertThat(leader.next()).isEqualTo("[\"early\"]");
    }

    @Test
    void twoCastsOfOneProcessHearEachOtherWhetherItLeadsOrFollows() throws Exception {
        for (int i = 0; i < 2; i++) { // leading, then following
            Participant member = open("a");
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            try (Cast second = member.bus.join("a", json -> heard.add(new String(json, UTF_8)))) {
                second.settled().get(Participant.PATIENCE_SECONDS, TimeUnit.SECONDS);

                member.emit("[\"one\"]");
                assertThat(heard.poll(Participant.PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isEqualTo("[\"one\"]");
                second.emit("[\"two\"]".getBytes(UTF_8));
                assertThat(member.next()).isEqualTo("[\"two\"]");
            }
        }
    }

    @Test
    void itIsKnownThatNobodyIsThereAndWhoIs() throws Exception {
        Participant leader = open("a");

        assertThat(leader.settled()).isEmpty();
        assertThat(leader.look("b")).isEmpty();

        Participant follower = open("b");
        assertThat(follower.settled()).isEmpty();
        assertThat(follower.look("a")).extracting(Peer::handshake).containsExactly(leader.handshake());
        assertThat(leader.look("b")).extracting(Peer::handshake).containsExactly(follower.handshake());
        assertThat(follower.look("c")).isEmpty();
    }

    @Test
    void thoseWhoOnlyLookAreNotSeen() throws Exception {
        Participant leader = open("a");
        Participant follower = open("a");
        follower.settled();

        for (int i = 0; i < 20; i++) {
            var one = leader.bus.look("a");
            var two = follower.bus.look("b");
            assertThat(leader.look("b")).isEmpty();
            assertThat(one.get(Participant.PATIENCE_SECONDS, TimeUnit.SECONDS)).hasSize(1); // the same process
            assertThat(two.get(Participant.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEmpty();
        }
        assertThat(leader.met).hasSize(1);
        assertThat(follower.met).hasSize(1);
    }

    @Test
    void oneThatMayNotLeadFindsOutThatNobodyIsThere() throws Exception {
        options = options.withMayLead(false);

        Participant member = start("a");

        assertThat(member.settled()).isEmpty();
        assertThat(member.bus.role()).isEqualTo(new BusRole.Seeking());
    }

    @Test
    void whenTheLeaderGoesAFollowerLeadsAndNothingOfTheGapIsLost() throws Exception {
        Participant leader = open("a");
        List<Participant> followers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            followers.add(open("a"));
            followers.get(i).settled();
        }

        leader.close();
        for (Participant follower : followers) {
            follower.awaitEvent("disconnected");
            follower.emit("[\"from\"," + followers.indexOf(follower) + "]");
        }
        for (Participant follower : followers) {
            assertThat(follower.settled()).isNotNull();
        }
        assertThat(followers)
                .filteredOn(follower -> follower.bus.role() instanceof BusRole.Leading)
                .hasSize(1);
    }

    @Test
    void aFollowerThatBecomesLeaderSendsWhatItEmittedMeanwhileToThoseWhoComeBack() throws Exception {
        Participant leader = open("a");
        Participant heir = open("a");
        heir.settled();

        leader.close();
        heir.awaitEvent("disconnected");
        heir.emit("[\"in the gap\"]");
        Participant late = open("a");

        assertThat(late.next()).isEqualTo("[\"in the gap\"]");
        assertThat(heir.settled()).extracting(Peer::handshake).containsExactly(late.handshake());
    }

    @Test
    void manyThatStartTogetherEndWithOneLeader() throws Exception {
        for (int i = 0; i < 12; i++) {
            start("a");
        }
        for (Participant member : members) {
            member.awaitRole(role -> !(role instanceof BusRole.Seeking));
        }
        assertThat(members)
                .filteredOn(member -> member.bus.role() instanceof BusRole.Leading)
                .hasSize(1);
        for (Participant member : members) {
            for (int peers = 0; peers < 11; peers++) {
                assertThat(member.met.poll(Participant.PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isNotNull();
            }
        }
    }

    @Test
    void whoIsTurnedAwayComesBackEverMoreSlowly() throws Exception {
        try (ServerSocket server = new ServerSocket(options.port(), 50, InetAddress.getLoopbackAddress())) {
            start("a");
            long start = System.nanoTime();
            for (int i = 0; i < 9; i++) {
                server.accept().close();
            }
            // At least half of 5, 10, 20, 40, 80, 160, 320 and 640 ms; npm's localcast would take some ten in all.
            assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(500));
        }
    }

    @Test
    void aLookThatIsGivenUpLeaves() throws Exception {
        try (ServerSocket mute = new ServerSocket(options.port(), 50, InetAddress.getLoopbackAddress())) {
            Participant member = start("a");
            mute.accept();
            var look = member.bus.look("b");
            Socket ofLook = mute.accept();

            look.cancel(true);
            ofLook.setSoTimeout((int) TimeUnit.SECONDS.toMillis(Participant.PATIENCE_SECONDS));
            assertThat(ofLook.getInputStream().readAllBytes())
                    .as("all until the end")
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "5", "[\"error\"]", "[1", "[1] [2]", "[\"\u00ff\"]"})
    void whatPeersWouldNotSurviveIsNotEmitted(String text) {
        Participant member = start("a");

        assertThatThrownBy(() -> member.cast.emit(text.getBytes(ISO_8859_1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a message can't be sent: ");
    }

    @Test
    void whatIsTooLargeIsNotEmitted() {
        Participant member = start("a");

        assertThatThrownBy(() -> member.cast.emit(new byte[100 << 20]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("104857600 bytes");
    }

    @Test
    void whatCantBeSentIsNotKeptWithoutEnd() {
        options = options.withMayLead(false).withMaxPendingBytes(1000);
        Participant member = start("a");
        String message = "[\"" + "x".repeat(500) + "\"]";

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 4; i++) {
                        member.emit(message);
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1000 bytes");
    }

    @Test
    void aClosedCastIsSilent() throws Exception {
        Participant leader = open("a");
        Participant follower = open("a");
        follower.settled();

        follower.emit("[\"last words\"]");
        follower.cast.close();

        assertThat(leader.next()).isEqualTo("[\"last words\"]");
        assertThatThrownBy(() -> follower.emit("[]")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(follower::settled).isInstanceOf(CancellationException.class);
    }

    @Test
    void aClosedBusSaysSo() {
        Participant member = start("a");
        member.close();

        assertThatThrownBy(() -> member.bus.join("b", json -> {})).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(member::settled).isInstanceOf(CancellationException.class);
    }

    @Test
    void aListenerThatFailsDoesNotEndTheBus() throws Exception {
        Participant leader = open("a");
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Cast failing = leader.bus.join("a", json -> {
            heard.add(new String(json, UTF_8));
            throw new IllegalStateException("as the test expects");
        });
        Participant follower = open("a");
        follower.settled();

        follower.emit("[1]");
        follower.emit("[2]");

        assertThat(heard.poll(Participant.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("[1]");
        assertThat(heard.poll(Participant.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("[2]");
        assertThat(leader.next()).isEqualTo("[1]");
        failing.close();
    }

    @Test
    void itCountsWhatItDoes() throws Exception {
        Participant leader = open("a");
        Participant one = open("a");
        Participant two = open("a");
        one.settled();
        two.settled();

        one.emit("[1234]");
        two.next();
        leader.next();

        BusStats stats = leader.bus.stats();
        assertThat(stats.connections()).isEqualTo(2);
        assertThat(stats.relayed()).isEqualTo(1);
        assertThat(stats.relayedBytes()).isEqualTo(6);
        assertThat(stats.received()).isEqualTo(1);
        assertThat(stats.refused()).isEmpty();
        assertThat(one.bus.stats().emitted()).isEqualTo(1);
    }

    /** Started, with nothing known yet. */
    private Participant start(String namespace) {
        Participant member = new Participant(options, namespace);
        members.add(member);
        return member;
    }

    /** Connected. */
    private Participant open(String namespace) throws Exception {
        Participant member = start(namespace);
        member.awaitRole(role -> !(role instanceof BusRole.Seeking));
        return member;
    }
}
