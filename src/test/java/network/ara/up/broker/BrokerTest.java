package network.ara.up.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import network.ara.up.broker.Destination.Availability;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.bus.BusRole;
import network.ara.up.bus.Cast;
import network.ara.up.bus.Peer;
import network.ara.up.model.CallPolicy;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.IncMessage.Call;
import network.ara.up.wire.IncMessage.Result;
import network.ara.up.wire.Mailbox;
import network.ara.up.wire.MessageCodec;
import network.ara.up.wire.MessageId;
import network.ara.up.wire.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broker on a real bus, with real connections. */
class BrokerTest {

    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private BusOptions options = BusOptions.DEFAULTS;

    @BeforeEach
    void aFreePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            options = BusOptions.DEFAULTS.withPort(socket.getLocalPort());
        }
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void trap32_aCallBootsItsNodeAndReachesItOnceItIsReady() throws Exception {
        Broker broker = broker();
        publish(broker, Availability.ON_CALL, CallPolicy.DEFAULT);
        Party web = party("web");
        await().until(() -> web.look("dht").stream().anyMatch(Peer::isStandIn));

        web.call("dht", "find", "1");
        assertThat(next()).isEqualTo("wanted dht");
        publish(broker, Availability.COMING, CallPolicy.DEFAULT);
        Party dht = party("dht");
        assertThat(view(broker, "dht").held()).isEqualTo(1);
        assertThat(dht.hasHeardNothing()).isTrue();

        publish(broker, Availability.READY, CallPolicy.DEFAULT);
        Call call = dht.nextCall();
        assertThat(next()).isEqualTo("called dht");
        dht.answer(call, "found");

        assertThat(web.nextResult().outcome()).isEqualTo(new Outcome.Returned("found"));
        assertThat(view(broker, "dht").running()).isZero();
        CallFigures figures = broker.view()
                .get(Party.PATIENCE_SECONDS, TimeUnit.SECONDS)
                .figures()
                .get(0);
        assertThat(figures.calls()).isEqualTo(1);
        assertThat(figures.p50()).isPositive();
    }

    @Test
    void aNodeThatIsDownIsSaidToBeAtOnceWithTheReason() throws Exception {
        Broker broker = broker();
        Destination dht =
                new Destination("dht", Availability.DOWN, CallPolicy.DEFAULT, List.of(), "'db' failed: exit code 1");
        broker.publish(new RoutingTable(Map.of("dht", dht), Map.of()));
        Party web = party("web");

        web.call("dht", "find", "1");

        Outcome.Failed failed = (Outcome.Failed) web.nextResult().outcome();
        assertThat(failed.code()).isEqualTo(-32001);
        assertThat(failed.message()).isEqualTo("'dht' is not running: 'db' failed: exit code 1");
    }

    @Test
    void whoeverNobodyKnowsIsNotRunningWhenItsMailboxIsEmpty() throws Exception {
        broker();
        Party web = party("web");

        await().untilAsserted(
                        () -> { // the first moment after an election says nothing
                            web.call("nobody", "go", "1");
                            assertThat(web.hasHeardNothing()).isFalse();
                        });

        assertThat(((Outcome.Failed) web.nextResult().outcome()).code()).isEqualTo(-32001);
    }

    @Test
    void whatPolicyForbidsIsNotDeliveredAndIsWrittenDown() throws Exception {
        Broker broker = broker();
        CallPolicy policy = new CallPolicy(
                List.of(new CallPolicy.Rule("shop", List.of("*"))), List.of(), CallPolicy.DEFAULT.timeout(), 1, 0);
        publish(broker, Availability.READY, policy);
        Party dht = party("dht");
        Party web = party("web");

        web.call("dht", "find", "1");

        Outcome.Failed failed = (Outcome.Failed) web.nextResult().outcome();
        assertThat(failed.code()).isEqualTo(-32003);
        assertThat(failed.message()).contains("'web' may not call 'find' of 'dht'", "calls.allow: {web: find}");
        assertThat(next()).isEqualTo("refused web dht.find");
        assertThat(dht.hasHeardNothing()).isTrue();
    }

    @Test
    void trap29_aSecondResultIsNotPassedOn() throws Exception {
        Broker broker = broker();
        publish(broker, Availability.READY, CallPolicy.DEFAULT);
        Party dht = party("dht");
        Party web = party("web");

        web.call("dht", "find", "1");
        Call call = dht.nextCall();
        dht.answer(call, "first");
        dht.answer(call, "second");
        dht.say("web", new Result("dht", MessageId.of("of nobody's"), new Outcome.Returned("last")));

        assertThat(web.nextResult().outcome()).isEqualTo(new Outcome.Returned("first"));
        assertThat(view(broker, "dht").running()).isZero();
        await().until(() -> lateOrLast(broker, web));
    }

    /** Each answer takes a connection of its own here, so they may come in another order. */
    private static boolean lateOrLast(Broker broker, Party web) throws Exception {
        return broker.view().get(Party.PATIENCE_SECONDS, TimeUnit.SECONDS).lateResults() == 1 && !web.hasHeardNothing();
    }

    @Test
    void aCallToANodeOfItsOwnProcessIsFollowedToItsEndLikeAny() throws Exception {
        Broker broker = broker();
        Bus bus = (Bus) open.get(0);
        BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
        bus.join(
                Mailbox.of("dht"),
                json -> MessageCodec.decode(json).map(Call.class::cast).ifPresent(calls::add));
        publish(broker, Availability.READY, new CallPolicy(List.of(), List.of(), CallPolicy.DEFAULT.timeout(), 9, 1));
        Party web = party("web");

        web.call("dht", "find", "1");
        web.call("dht", "find", "2");
        await().until(() -> view(broker, "dht").held() == 1);
        assertThat(view(broker, "dht").running()).isEqualTo(1);
        Cast way = bus.visit(Mailbox.of("web"), json -> {});
        for (String id : List.of("1", "2")) {
            Call call = Objects.requireNonNull(calls.poll(Party.PATIENCE_SECONDS, TimeUnit.SECONDS));
            assertThat(call.id()).contains(MessageId.of(id));
            Outcome failed = Outcome.failed(ErrorCode.THREW, "as the test expects");
            way.emit(MessageCodec.encode(new Result("dht", MessageId.of(id), failed)));
            assertThat(web.nextResult().outcome()).isEqualTo(failed);
        }

        assertThat(view(broker, "dht").running()).isZero();
        CallFigures figures = broker.view()
                .get(Party.PATIENCE_SECONDS, TimeUnit.SECONDS)
                .figures()
                .get(0);
        assertThat(List.of(figures.calls(), figures.errors())).containsExactly(2L, 2L);
    }

    @Test
    void whereAnotherProcessLeadsAStandInHoldsCallsAndSaysThemAgain() throws Exception {
        Party web = party("web");
        Broker broker = new Broker(listener());
        Bus bus = Bus.open(options, Optional.of(broker));
        open.add(bus);
        broker.attach(bus);
        publish(broker, Availability.ON_CALL, CallPolicy.DEFAULT);
        await().until(() -> web.look("dht").stream().anyMatch(Peer::isStandIn));

        web.call("dht", "find", "1");
        assertThat(next()).isEqualTo("wanted dht");
        Party dht = party("dht");
        publish(broker, Availability.READY, CallPolicy.DEFAULT);

        dht.answer(dht.nextCall(), "found");
        assertThat(web.nextResult().outcome()).isEqualTo(new Outcome.Returned("found"));
        assertThat(broker.view().get(Party.PATIENCE_SECONDS, TimeUnit.SECONDS).leads())
                .isFalse();
    }

    @Test
    void trap35_whatAStandInHoldsIsDeliveredThoughTheLeaderDies() throws Exception {
        Party leader = party("web2");
        Broker broker = new Broker(listener());
        Bus bus = Bus.open(options, Optional.of(broker));
        open.add(bus);
        broker.attach(bus);
        publish(broker, Availability.ON_CALL, CallPolicy.DEFAULT);
        await().until(() -> leader.look("dht").stream().anyMatch(Peer::isStandIn));
        leader.call("dht", "find", "1");
        assertThat(next()).isEqualTo("wanted dht");

        leader.close();
        await().until(() -> bus.role() instanceof BusRole.Leading);
        Party dht = party("dht");
        publish(broker, Availability.READY, CallPolicy.DEFAULT);

        assertThat(dht.nextCall().id()).contains(MessageId.of("1"));
    }

    @Test
    void aStandInStaysWithANodeThatIsDownAndGoesWithIt() throws Exception {
        Broker broker = broker();
        publish(broker, Availability.ON_CALL, CallPolicy.DEFAULT);
        Party web = party("web");
        await().until(() -> !web.look("dht").isEmpty());

        publish(broker, Availability.READY, CallPolicy.DEFAULT);
        assertThat(web.look("dht")).as("it stays while the node runs").isNotEmpty();
        publish(broker, Availability.DOWN, CallPolicy.DEFAULT);
        assertThat(web.look("dht")).as("it stays, so that callers are told why").isNotEmpty();
        broker.publish(RoutingTable.EMPTY);

        await().until(() -> web.look("dht").isEmpty());
    }

    @Test
    void aCancelOfAHeldCallEndsItUndelivered() throws Exception {
        Broker broker = broker();
        publish(broker, Availability.COMING, CallPolicy.DEFAULT);
        Party web = party("web");
        web.call("dht", "find", "1");
        await().until(() -> view(broker, "dht").held() == 1);

        web.say("dht", new IncMessage.Cancel("web", MessageId.of("1")));

        assertThat(((Outcome.Failed) web.nextResult().outcome()).code()).isEqualTo(-32004);
        assertThat(view(broker, "dht").held()).isZero();
    }

    private Broker broker() throws Exception {
        Broker broker = new Broker(listener());
        Bus bus = Bus.open(options, Optional.of(broker));
        open.add(bus);
        broker.attach(bus);
        await().until(() -> bus.role() instanceof BusRole.Leading);
        return broker;
    }

    private Party party(String name) throws Exception {
        Party party = new Party(options, name);
        open.add(party);
        return party;
    }

    private static void publish(Broker broker, Availability availability, CallPolicy policy) {
        Destination dht = new Destination("dht", availability, policy, List.of());
        broker.publish(new RoutingTable(Map.of("dht", dht), Map.of()));
    }

    private static BrokerView.OfNode view(Broker broker, String node) throws Exception {
        return Objects.requireNonNull(broker.view()
                .get(Party.PATIENCE_SECONDS, TimeUnit.SECONDS)
                .nodes()
                .get(node));
    }

    private String next() throws InterruptedException {
        return Objects.requireNonNull(told.poll(Party.PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    private BrokerListener listener() {
        return new BrokerListener() {
            @Override
            public void wanted(String node) {
                told.add("wanted " + node);
            }

            @Override
            public void called(String node) {
                told.add("called " + node);
            }

            @Override
            public void refused(CallerIdentity caller, String node, String function, String reason) {
                told.add("refused " + caller.name() + " " + node + "." + function);
            }

            @Override
            public void noticed(String node, String what) {
                told.add("noticed " + node + ": " + what);
            }
        };
    }
}
