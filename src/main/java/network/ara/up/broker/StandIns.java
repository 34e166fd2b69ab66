package network.ara.up.broker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import network.ara.up.broker.Destination.Availability;
import network.ara.up.bus.Bus;
import network.ara.up.bus.Cast;
import network.ara.up.wire.Mailbox;

/**
 * Sits in the mailboxes of nodes that a call boots: libraries give up on an empty one. Once there it stays while the node
 * comes, runs, stops and fails, so that the mailbox is never seen empty in between, and whoever calls is told why it is not
 * there; until the project does not have the node any more.
 *
 * <p>Thread: the bus's.
 */
final class StandIns implements AutoCloseable {

    private final Bus bus;
    private final BiConsumer<Object, byte[]> heard;
    private final Map<String, Cast> casts = new HashMap<>();

    /** @param heard given the mailbox, and each message that comes into it */
    StandIns(Bus bus, BiConsumer<Object, byte[]> heard) {
        this.bus = bus;
        this.heard = heard;
    }

    void update(Map<String, Destination> destinations) {
        Set<String> wanted = new HashSet<>();
        destinations.forEach((name, destination) -> {
            Availability availability = destination.availability();
            boolean begins = availability == Availability.ON_CALL && name.indexOf('@') < 0;
            if (begins || casts.containsKey(Mailbox.of(name))) {
                wanted.add(Mailbox.of(name));
            }
        });
        casts.entrySet().removeIf(entry -> {
            boolean isOver = !wanted.contains(entry.getKey());
            if (isOver) {
                entry.getValue().close();
            }
            return isOver;
        });
        wanted.forEach(mailbox ->
                casts.computeIfAbsent(mailbox, it -> bus.standIn(it, json -> heard.accept(it, json))));
    }

    /** The way into a mailbox where one sits. */
    Optional<Cast> in(Object mailbox) {
        return Optional.ofNullable(casts.get(mailbox.toString()));
    }

    @Override
    public void close() {
        casts.values().forEach(Cast::close);
        casts.clear();
    }
}
