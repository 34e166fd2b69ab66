package network.ara.up.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import network.ara.up.Eventually;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.model.CallPolicy;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.ProvidedFunction;
import network.ara.up.model.ProvidedFunction.Reading;
import network.ara.up.model.Template;
import network.ara.up.wire.IncMessage.Call;
import network.ara.up.wire.IncMessage.Cancel;
import network.ara.up.wire.IncMessage.Pong;
import network.ara.up.wire.IncMessage.Result;
import network.ara.up.wire.Mailbox;
import network.ara.up.wire.MessageCodec;
import network.ara.up.wire.MessageId;
import network.ara.up.wire.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls to a node that speaks no INC, from a caller on a real bus; the work is ended by the test. */
class ProvidedCallsTest {

    private static final int PATIENCE_SECONDS = 20;

    /** Work that was begun. */
    private record Begun(CompletableFuture<Outcome> outcome, CompletableFuture<@Nullable Void> over) {
        void end(Outcome value) {
            outcome.complete(value);
            over.complete(null);
        }
    }

    private final BlockingQueue<Begun> work = new LinkedBlockingQueue<>();
    private final BlockingQueue<Result> results = new LinkedBlockingQueue<>();
    private @Nullable Bus bus;
    private boolean leads = true;

    @BeforeEach
    void aCaller() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            bus = Bus.open(BusOptions.DEFAULTS.withPort(socket.getLocalPort()));
        }
        bus.join(
                        Mailbox.of("web"),
                        json -> MessageCodec.decode(json)
                                .map(Result.class::cast)
                                .ifPresent(results::add))
                .settled()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(bus).close();
    }

    @Test
    void aCallThatIsSentAgainIsDoneOnceAndAnsweredEachTime() throws Exception {
        ProvidedCalls calls = calls(1, 10);
        Outcome done = new Outcome.Returned("done");

        calls.take(call("1"));
        calls.take(call("1"));
        begun().end(done);
        assertThat(next()).isEqualTo(new Result("files", MessageId.of("1"), done));
        calls.take(call("1"));

        assertThat(next()).isEqualTo(new Result("files", MessageId.of("1"), done));
        assertThat(work).isEmpty();
        assertThat(calls.isBusy()).isFalse();
    }

    @Test
    void aCancelledCallHasItsPlaceUntilNothingOfItsWorkIsLeft() throws Exception {
        ProvidedCalls calls = calls(1, 10);
        calls.take(call("1"));
        calls.take(call("2"));
        Begun first = begun();

        calls.cancel(new Cancel("web", MessageId.of("1")));
        assertThat(first.outcome()).isDone();
        assertThat(results).isEmpty();
        assertThat(work).isEmpty();
        first.over().complete(null);

        assertThat(code(next())).isEqualTo(-32004);
        begun().end(new Outcome.Returned("second"));
        assertThat(next().outcome()).isEqualTo(new Outcome.Returned("second"));
    }

    @Test
    void oneThatWaitsIsCancelledUnbegun() throws Exception {
        ProvidedCalls calls = calls(1, 10);
        calls.take(call("1"));
        calls.take(call("2"));

        calls.cancel(new Cancel("web", MessageId.of("2")));
        assertThat(next()).satisfies(result -> assertThat(result.id()).isEqualTo(MessageId.of("2")));
        begun().end(new Outcome.Returned("first"));

        assertThat(next().outcome()).isEqualTo(new Outcome.Returned("first"));
        assertThat(work).isEmpty();
    }

    @Test
    void moreThanTheQueueHoldsAreTurnedAwayAndNewWhenTheyAreSentAgain() throws Exception {
        ProvidedCalls calls = calls(1, 1);
        calls.take(call("1"));
        calls.take(call("2"));
        calls.take(call("3"));
        assertThat(code(next())).isEqualTo(-32005);

        begun().end(new Outcome.Returned("first"));
        assertThat(next().outcome()).isEqualTo(new Outcome.Returned("first"));
        Begun second = begun();
        calls.take(call("3"));
        second.end(new Outcome.Returned("second"));
        assertThat(next().outcome()).isEqualTo(new Outcome.Returned("second"));
        begun().end(new Outcome.Returned("third"));
        assertThat(next().outcome()).isEqualTo(new Outcome.Returned("third"));
    }

    @Test
    void oneThatNobodyWaitsForIsAtWork() throws Exception {
        ProvidedCalls calls = calls(1, 10);

        calls.take(new Call("web", Optional.empty(), "count", List.of("a"), Optional.empty(), false));
        assertThat(calls.isBusy()).isTrue();
        begun().end(new Outcome.Returned("done"));

        Eventually.await("its end", () -> !calls.isBusy());
        assertThat(results).isEmpty();
    }

    @Test
    void atTheEndOfTheSupervisorWhatBeganIsUnknownAndWhatWaitedWasNotBegun() throws Exception {
        ProvidedCalls calls = calls(1, 10);
        calls.take(call("1"));
        calls.take(call("2"));
        Begun first = begun();

        calls.abandon();

        assertThat(List.of(code(next()), code(next()))).containsExactlyInAnyOrder(-32006, -32004);
        assertThat(first.outcome()).isDone();
        assertThat(work).isEmpty();
    }

    @Test
    void infoAndStatsAreAnsweredAsByAnyNode() throws Exception {
        ProvidedCalls calls = calls(1, 10);
        calls.take(call("1"));
        begun().end(new Outcome.Returned(3));
        next();
        calls.take(new Call("web", Optional.of(MessageId.of("2")), "rest", List.of(), Optional.empty(), false));
        assertThat(code(next())).isEqualTo(-32601);

        calls.take(new Call("web", Optional.of(MessageId.of("3")), "info", List.of(), Optional.empty(), false));
        assertThat(returned(next()))
                .containsEntry("name", "files")
                .containsEntry(
                        "functions",
                        List.of(Map.of(
                                "name",
                                "count",
                                "description",
                                "how long a file is",
                                "params",
                                List.of(Map.of("name", "file", "type", "", "description", "")))));
        calls.take(new Call("web", Optional.of(MessageId.of("4")), "stats", List.of(), Optional.empty(), false));
        assertThat(String.valueOf(returned(next()).get("calls")))
                .contains("{function=count, caller=web, calls=1, errors=0,")
                .contains("{function=(unknown), caller=web, calls=1, errors=1,");
    }

    @Test
    void whileAnotherProcessLeadsItsPolicyIsAskedHere() throws Exception {
        leads = false;
        CallPolicy policy = new CallPolicy(
                List.of(new CallPolicy.Rule("shop", List.of("*"))), List.of(), CallPolicy.DEFAULT.timeout(), 1, 1);
        ProvidedCalls calls = calls(policy);

        calls.take(call("1"));

        assertThat(code(next())).isEqualTo(-32003);
        assertThat(work).isEmpty();
    }

    private ProvidedCalls calls(int concurrency, int queue) {
        return calls(new CallPolicy(List.of(), List.of(), CallPolicy.DEFAULT.timeout(), queue, concurrency));
    }

    private ProvidedCalls calls(CallPolicy policy) {
        List<String> parameters = List.of("file");
        ProvidedFunction count = new ProvidedFunction(
                Optional.of("how long a file is"),
                parameters,
                new ProvidedFunction.Command(
                        List.of(Template.of("wc", parameters), Template.of("{file}", parameters)),
                        Optional.empty(),
                        false),
                Reading.AUTO);
        NodeSpec spec = Probed.provided("files", policy, Map.of("count", count));
        Pong pong = new Pong(
                Optional.of("files"),
                OptionalLong.of(7),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of("ready"),
                List.of("count"),
                List.of(),
                Map.of());
        ProvidedAction action = (node, function, arguments, outcome) -> {
            Begun begun = new Begun(outcome, new CompletableFuture<>());
            work.add(begun);
            return begun.over();
        };
        return new ProvidedCalls(
                spec,
                pong,
                new ProvidedCalls.Tools(
                        new Letters(Objects.requireNonNull(bus)), action, action, Runnable::run, () -> leads));
    }

    private static Call call(String id) {
        return new Call("web", Optional.of(MessageId.of(id)), "count", List.of("a"), Optional.empty(), false);
    }

    private Begun begun() throws InterruptedException {
        return Objects.requireNonNull(work.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    private Result next() throws InterruptedException {
        return Objects.requireNonNull(results.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    private static int code(Result result) {
        return ((Outcome.Failed) result.outcome()).code();
    }

    private static Map<String, Object> returned(Result result) {
        Map<String, Object> fields = new TreeMap<>();
        ((Map<?, ?>) Objects.requireNonNull(((Outcome.Returned) result.outcome()).value()))
                .forEach((key, value) -> fields.put(String.valueOf(key), Objects.requireNonNullElse(value, "")));
        return fields;
    }
}
