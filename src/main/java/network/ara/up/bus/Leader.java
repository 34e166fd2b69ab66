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

    /** Connections of other users that are held. More would take our file descriptors: they are closed. */
    private static final int MAX_HELD = 256;

    private final Election election;
    private final Settling settling;

    /** Null where there is no gate. */
    private final @Nullable Checkpoint checkpoint;

    private final Map<Object, Group> groups = new HashMap<>();
    private final Set<Channel> connections = new LinkedHashSet<>();

    /** Of other users. */
    private final Set<Channel> held = new LinkedHashSet<>();

    private final Set<LocalCast> casts = new LinkedHashSet<>();
    private final Identification identification;
    private long arrivals;

    Leader(Election election, Optional<Gate> gate) {
        this.election = election;
        settling = new Settling(election.thread(), () -> casts.forEach(LocalCast::settledNow));
        identification = new Identification(election.options().port(), gate.isPresent());
        checkpoint = gate.map(each -> new Checkpoint(this, each)).orElse(null);
    }

    /** A connection was accepted. */
    Admission accept(Channel channel) {
        return new Admission(channel, this, arrivals++);
    }

    Identification identification() {
        return identification;
    }

    /** The casts of this process become members, and it waits for those who are coming back, if there are any. */
    void begin(Iterable<LocalCast> ours, boolean leaderWasLost) {
        if (checkpoint != null) {
            checkpoint.open();
        }
        ours.forEach(this::adopt);
        settling.begin(leaderWasLost);
    }

    /** One that is a member already stays one: it may have been on its way to seek a leader when this process became it. */
    void adopt(LocalCast cast) {
        if (!casts.add(cast)) {
            return;
        }
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

    void arrived(Channel connection) {
        connections.add(connection);
        counters().connected();
        acceptWhileThereIsRoom(connection.parent());
    }

    /** Leaves the connection of another user unanswered; it takes nobody's room. */
    void hold(Channel connection) {
        counters().refused(Refusal.FOREIGN_USER);
        gone(connection);
        if (held.size() < MAX_HELD) {
            held.add(connection);
        } else {
            connection.close();
        }
    }

    void gone(Channel connection) {
        held.remove(connection);
        if (connections.remove(connection)) {
            counters().disconnected();
            acceptWhileThereIsRoom(connection.parent());
        }
    }

    /** A member has shaken hands. */
    void joined(MemberConnection member) {
        settling.touched();
        if (checkpoint != null) {
            checkpoint.joined(member);
        }
    }

    /** One of our own is in its namespace. */
    void joined(LocalCast cast) {
        if (checkpoint != null) {
            checkpoint.joined(cast);
        }
    }

    /** One that had joined is gone. */
    void left(Member member) {
        if (checkpoint != null) {
            checkpoint.left(member);
        }
    }

    /** What becomes of a member's message. */
    Gate.Verdict judge(MemberConnection from, ByteBuf bytes, int start, int length) {
        return checkpoint == null ? Gate.Verdict.PASS : checkpoint.judge(from, bytes, start, length);
    }

    /** What becomes of a message of our own. */
    Gate.Verdict judge(LocalCast from, ByteBuf message) {
        return checkpoint == null ? Gate.Verdict.PASS : checkpoint.judge(from, message);
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
        identification.close();
        List.copyOf(held).forEach(Channel::close);
        List.copyOf(connections).forEach(Channel::close);
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
