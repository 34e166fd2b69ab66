package network.ara.up.broker;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import network.ara.up.bus.Bus;
import network.ara.up.bus.Cast;
import network.ara.up.bus.Member;
import network.ara.up.bus.Switchboard;

/**
 * What can be done where another process leads: speak in a namespace as one of those who are there. Who else is there, and
 * what they answer, is not known.
 *
 * <p>Thread: the bus's.
 */
final class CastSwitchboard implements Switchboard, AutoCloseable {

    private static final int MOST = 64;

    private final Bus bus;
    private final StandIns standIns;
    private final Map<Object, Cast> visits = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Cast> eldest) {
            boolean isTooMany = size() > MOST;
            if (isTooMany) {
                eldest.getValue().close();
            }
            return isTooMany;
        }
    };

    CastSwitchboard(Bus bus, StandIns standIns) {
        this.bus = bus;
        this.standIns = standIns;
    }

    @Override
    public List<Member> members(Object namespace) {
        return List.of();
    }

    @Override
    public void send(Object namespace, byte[] message, Predicate<Member> wanted) {
        Cast cast = standIns.in(namespace)
                .orElseGet(() -> visits.computeIfAbsent(namespace, it -> bus.visit(it.toString(), json -> {})));
        try {
            cast.emit(message);
        } catch (IllegalStateException e) { // the bus is lost or full: the caller's deadline ends it
            Broker.LOG.log(System.Logger.Level.DEBUG, "event=not-sent", e);
        }
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
        return bus.after(delay, action);
    }

    @Override
    public void close() {
        visits.values().forEach(Cast::close);
        visits.clear();
    }
}
