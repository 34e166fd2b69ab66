package network.ara.up.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** For tests: a bus with one cast, and what it hears. */
final class Participant implements CastListener, AutoCloseable {

    static final int PATIENCE_SECONDS = 20;

    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<Peer> met = new LinkedBlockingQueue<>();
    final Bus bus;
    final Cast cast;

    private final BlockingQueue<BusRole> roles = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final String namespace;

    Participant(BusOptions options, String namespace) {
        this(options, namespace, Optional.empty());
    }

    Participant(BusOptions options, String namespace, Optional<Gate> gate) {
        this.namespace = namespace;
        bus = Bus.open(options, gate);
        cast = bus.join(namespace, this);
        bus.onRole(roles::add);
    }

    String handshake() {
        return "{\"type\":\"node\",\"namespace\":\"" + namespace + "\",\"pid\":"
                + ProcessHandle.current().pid() + "}";
    }

    void emit(String text) {
        cast.emit(text.getBytes(UTF_8));
    }

    List<Peer> settled() throws Exception {
        return cast.settled().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    List<Peer> look(String other) throws Exception {
        return bus.look(other).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** The next message. */
    String next() throws InterruptedException {
        return found(heard, message -> true);
    }

    BusRole awaitRole(Predicate<BusRole> wanted) throws InterruptedException {
        return found(roles, wanted);
    }

    void awaitEvent(String wanted) throws InterruptedException {
        found(events, wanted::equals);
    }

    private static <T> T found(BlockingQueue<T> queue, Predicate<T> wanted) throws InterruptedException {
        @Nullable T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (next != null && !wanted.test(next)) {
            next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(next).isNotNull();
        return next;
    }

    @Override
    public void message(byte[] json) {
        heard.add(new String(json, UTF_8));
    }

    @Override
    public void peer(Peer peer) {
        met.add(peer);
    }

    @Override
    public void connected() {
        events.add("connected");
    }

    @Override
    public void disconnected() {
        events.add("disconnected");
    }

    @Override
    public void close() {
        bus.close();
    }
}
