package network.ara.up.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import network.ara.up.bus.Bus;
import network.ara.up.bus.Cast;
import network.ara.up.bus.CastListener;
import network.ara.up.bus.Peer;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.Mailbox;
import network.ara.up.wire.MessageCodec;

/**
 * Hears what passes on the bus, whoever leads: as a visitor where everybody is asked, and in the mailboxes of all nodes
 * that answer, ask, call or are called. It is not taken for a node, and never leads.
 *
 * <p>Nobody can hear a mailbox of whose owner nothing is known: the first message to such a one may be missed.
 *
 * <p>Thread: any; the listener is called on the bus's.
 */
final class Wiretap implements AutoCloseable {

    private static final int MAX_MAILBOXES = 1_000;

    private final String name = "monitor-" + ProcessHandle.current().pid();
    private final Bus bus;
    private final Consumer<Heard> listener;
    private final Cast everybody;
    private final List<Cast> own = new ArrayList<>();
    private final Map<String, Cast> mailboxes = new HashMap<>(); // of the bus's thread, but for those named at first
    private boolean isFull; // of the bus's thread

    /** @param names of nodes whose mailboxes are heard from the beginning, whether they are there or not */
    Wiretap(Bus bus, List<String> names, Consumer<Heard> listener) {
        this.bus = bus;
        this.listener = listener;
        own.add(bus.visit(Mailbox.of(name), this::answered));
        names.forEach(this::listenTo);
        everybody = bus.visit(Mailbox.EVERYBODY, new EverybodyListener());
        own.add(everybody);
    }

    /** Returns when it hears. Errors: {@link CommandFailure} where the bus can't be joined. */
    void awaitJoined() {
        try {
            everybody.settled().get(Projects.JOIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, "nobody leads the bus, so nothing passes", "boot a node, or 'ara-up up'", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED);
        }
    }

    private void ask() {
        try {
            everybody.emit(MessageCodec.encode(new IncMessage.Ping(name, Optional.empty(), List.of())));
        } catch (IllegalStateException e) {
            return; // too much waits, or it is over: who is there is asked again when somebody comes
        }
    }

    private void answered(byte[] json) {
        if (MessageCodec.decode(json).orElse(null) instanceof IncMessage.Pong pong) {
            pong.name().ifPresent(this::listenTo);
        }
    }

    private void listenTo(String node) {
        if (node.isEmpty() || node.equals(name) || mailboxes.containsKey(node)) {
            return;
        } else if (mailboxes.size() >= MAX_MAILBOXES) {
            isFull = true;
            return;
        }
        mailboxes.put(node, bus.visit(Mailbox.of(node), json -> heard(node, json)));
    }

    private void heard(String mailbox, byte[] json) {
        Heard heard = Heard.of(mailbox, json);
        listenTo(heard.from());
        if (!heard.from().equals(name)) {
            listener.accept(heard);
        }
    }

    /** Whether there were more names than it can listen to. */
    boolean isFull() {
        return isFull;
    }

    @Override
    public void close() {
        own.forEach(Cast::close);
        bus.close();
    }

    private final class EverybodyListener implements CastListener {

        @Override
        public void message(byte[] json) {
            heard("", json);
        }

        @Override
        public void peer(Peer peer) {
            ask();
        }

        @Override
        public void connected() {
            ask();
        }
    }
}
