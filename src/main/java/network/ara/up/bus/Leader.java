package network.ara.up.bus;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * This process holds the port: who is connected, who is in which namespace.
 *
 * <p>Spec: localcast §0, "as leader". Thread: the loop's.
 */
final class Leader {

    private final Election election;
    private final Settling settling;

    /** Null where there is no gate. */
    private final @Nullable Checkpoint checkpoint;

    private final Map<Object, Group> groups = new HashMap<>();
    private final Set<MemberConnection> connections = new LinkedHashSet<>();
    private final Set<LocalCast> casts = new LinkedHashSet<>();
    private long arrivals;

    Leader(Election election, Optional<Gate> gate) {
        this.election = election;
        settling = new Settling(election.thread(), () -> casts.forEach(LocalCast::settledNow));
        checkpoint = gate.map(each -> new Checkpoint(this, each)).orElse(null);
    }

    /** A connection was accepted. */
    MemberConnection accept(Channel channel) {
        return new MemberConnection(channel, this, arrivals++);
    }

    /** The casts of this process become members, and it waits for those who are coming back, if there are any. */
    void begin(Iterable<LocalCast> ours, boolean leaderWasLost) {
        if (checkpoint != null) {
            checkpoint.open();
        }
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

    /** If anybody is in it. */
    Optional<Group> known(Object namespace) {
        return Optional.ofNullable(groups.get(namespace));
    }

    void end(Object namespace) {
        groups.remove(namespace);
    }

    void arrived(MemberConnection connection) {
        connections.add(connection);
        counters().connected();
        acceptWhileThereIsRoom(connection.channel().parent());
    }

    void gone(MemberConnection connection) {
        if (connections.remove(connection)) {
            counters().disconnected();
            acceptWhileThereIsRoom(connection.channel().parent());
        }
    }

    /** A member has shaken hands. */
    void joined(MemberConnection member) {
        settling.touched();
        if (checkpoint != null) {
            checkpoint.joined(member);
        }
    }

    /** One that had joined is gone. */
    void left(MemberConnection member) {
        if (checkpoint != null) {
            checkpoint.left(member);
        }
    }

    /** What becomes of a member's message. */
    Gate.Verdict judge(MemberConnection from, ByteBuf bytes, int start, int length) {
        return checkpoint == null ? Gate.Verdict.PASS : checkpoint.judge(from, bytes, start, length);
    }

    /** Whether all that come back have come back. */
    boolean isSettled() {
        return settling.isSettled();
    }

    void close() {
        settling.cancel();
        if (checkpoint != null) {
            checkpoint.close();
        }
        List.copyOf(connections).forEach(connection -> connection.channel().close());
    }

    EventLoop loop() {
        return election.thread();
    }

    BusOptions options() {
        return election.options();
    }

    Flusher flusher() {
        return election.flusher();
    }

    Counters counters() {
        return election.counters();
    }

    private void acceptWhileThereIsRoom(Channel listening) {
        listening.config().setAutoRead(connections.size() < options().maxConnections());
    }
}
