package network.ara.up.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.bus.Cast;
import network.ara.up.bus.Peer;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.IncMessage.Call;
import network.ara.up.wire.IncMessage.Result;
import network.ara.up.wire.Mailbox;
import network.ara.up.wire.MessageCodec;
import network.ara.up.wire.MessageId;
import network.ara.up.wire.Outcome;

/** For tests: a node on a bus of its own that says and hears messages as they are, without a library. */
final class Party implements AutoCloseable {

    static final int PATIENCE_SECONDS = 20;

    final Bus bus;

    private final String name;
    private final BlockingQueue<IncMessage> heard = new LinkedBlockingQueue<>();

    Party(BusOptions options, String name) throws Exception {
        this.name = name;
        bus = Bus.open(options);
        Cast mailbox =
                bus.join(Mailbox.of(name), json -> MessageCodec.decode(json).ifPresent(heard::add));
        mailbox.settled().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void call(String callee, String function, String id) {
        say(
                callee,
                new Call(
                        name,
                        Optional.of(MessageId.of(id)),
                        function,
                        List.of(),
                        Optional.of(Duration.ofSeconds(20)),
                        false));
    }

    void answer(Call call, String value) {
        say(call.name(), new Result(name, call.id().orElseThrow(), new Outcome.Returned(value)));
    }

    void say(String to, IncMessage message) {
        bus.visit(Mailbox.of(to), json -> {}).emit(MessageCodec.encode(message));
    }

    List<Peer> look(String node) throws Exception {
        return bus.look(Mailbox.of(node)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    Call nextCall() throws InterruptedException {
        return next(Call.class);
    }

    Result nextResult() throws InterruptedException {
        return next(Result.class);
    }

    private <T extends IncMessage> T next(Class<T> type) throws InterruptedException {
        IncMessage next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).isInstanceOf(type);
        return type.cast(next);
    }

    boolean hasHeardNothing() {
        return heard.isEmpty();
    }

    @Override
    public void close() {
        bus.close();
    }
}
