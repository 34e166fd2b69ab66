package network.ara.up.bus;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * This process holds the port: who is connected, who is in which namespace.
 *
 * <p>Spec: localcast §0, "as leader". Thread: the loop's.
 */
final class Leader {

    private final EventLoop loop;
    private final BusOptions options;
    private final Flusher flusher;
    private final Counters counters;
    private final Settling settling;

    private final Map<Object, Group> groups = new HashMap<>();
    private final Set<MemberConnection> connections = new LinkedHashSet<>();
    private final Set<LocalCast> casts = new LinkedHashSet<>();
    private long arrivals;

    Leader(EventLoop loop, BusOptions options, Flusher flusher, Counters counters) {
        this.loop = loop;
        this.options = options;
        this.flusher = flusher;
        this.counters = counters;
        settling = new Settling(loop, () -> casts.forEach(LocalCast::settledNow));
    }

    /** A connection was accepted. */
    MemberConnection accept(Channel channel) {
        return new MemberConnection(channel, this, arrivals++);
    }

    /** The casts of this process become members, and it waits for those who are coming back, if there are any. */
    void begin(Iterable<LocalCast> ours, boolean leaderWasLost) {
        ours.forEach(this::adopt);
        settling.begin(leaderWasLost);
    }

    void adopt(LocalCast cast) {
        casts.add(cast);
        group(cast.handshake().namespace()).join(cast);
        if (settling.isSettled()) {
            cast.settledNow();
        }
    }

    void leave(LocalCast cast) {
        casts.remove(cast);
    }

    Group group(Object namespace) {
        return groups.computeIfAbsent(namespace, key -> new Group(this, key));
    }

    void end(Object namespace) {
        groups.remove(namespace);
    }

    void arrived(MemberConnection connection) {
        connections.add(connection);
        counters.connected();
        acceptWhileThereIsRoom(connection.channel().parent());
    }

    void gone(MemberConnection connection) {
        if (connections.remove(connection)) {
            counters.disconnected();
            acceptWhileThereIsRoom(connection.channel().parent());
        }
    }

    /** A member has shaken hands. */
    void joined() {
        settling.touched();
    }

    /** Whether all that come back have come back. */
    boolean isSettled() {
        return settling.isSettled();
    }

    void close() {
        settling.cancel();
        List.copyOf(connections).forEach(connection -> connection.channel().close());
    }

    EventLoop loop() {
        return loop;
    }

    BusOptions options() {
        return options;
    }

    Flusher flusher() {
        return flusher;
    }

    Counters counters() {
        return counters;
    }

    private void acceptWhileThereIsRoom(Channel listening) {
        listening.config().setAutoRead(connections.size() < options.maxConnections());
    }
}
