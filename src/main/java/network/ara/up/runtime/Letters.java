package network.ara.up.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import network.ara.up.bus.Bus;
import network.ara.up.bus.Cast;
import network.ara.up.wire.Mailbox;

/**
 * The ways into the mailboxes of those who are answered. Those used last are kept, since each is a connection, and a new one
 * for each answer costs as much as the answer.
 *
 * <p>Thread: any.
 */
final class Letters implements AutoCloseable {

    private static final int KEPT = 256;
    private static final System.Logger LOG = System.getLogger(Letters.class.getName());

    private final Bus bus;
    private final Map<String, Cast> casts = new LinkedHashMap<>(16, 0.75f, true); // guarded by this

    Letters(Bus bus) {
        this.bus = bus;
    }

    /** What the bus can't take now is lost, as on any bus. Errors: {@link IllegalArgumentException} as {@link Cast#emit}. */
    synchronized void send(String to, byte[] message) {
        try {
            casts.computeIfAbsent(to, name -> bus.visit(Mailbox.of(name), json -> {}))
                    .emit(message);
            if (casts.size() > KEPT) {
                String oldest = casts.keySet().iterator().next();
                Cast cast = casts.remove(oldest);
                if (cast != null) {
                    cast.close();
                }
            }
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=not-sent", e);
        }
    }

    @Override
    public synchronized void close() {
        casts.values().forEach(Cast::close);
        casts.clear();
    }
}
