package network.ara.up.bus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The members of one namespace, as their leader knows them.
 *
 * <p>Thread: the loop's.
 */
final class Group implements Route {

    private final Leader leader;
    private final Object namespace;

    /** In order of arrival of their connections, which is the order that npm's leader introduces them in. */
    private final List<MemberConnection> members = new ArrayList<>();

    private final List<LocalCast> casts = new ArrayList<>();

    Group(Leader leader, Object namespace) {
        this.leader = leader;
        this.namespace = namespace;
    }

    void join(MemberConnection newcomer) {
        List<byte[]> others = new ArrayList<>();
        for (LocalCast cast : casts) {
            cast.introduction().ifPresent(others::add);
        }
        for (MemberConnection member : members) {
            member.introduction().ifPresent(others::add);
            newcomer.introduction()
                    .ifPresent(event -> member.send(frames(member.channel().alloc(), List.of(event))));
        }
        if (!others.isEmpty()) {
            newcomer.send(frames(newcomer.channel().alloc(), others));
        }
        casts.forEach(cast -> cast.replayTo(newcomer));
        members.add(placeOf(newcomer), newcomer);
        membersChanged();
        if (newcomer.introduction().isPresent()) {
            casts.forEach(cast -> cast.met(newcomer.peer()));
        }
    }

    void leave(MemberConnection member) {
        members.remove(member);
        membersChanged();
        endIfEmpty();
    }

    /** A cast of this process joins, be it later than others. */
    void join(LocalCast newcomer) {
        newcomer.introduction()
                .ifPresent(event -> members.forEach(
                        member -> member.send(frames(member.channel().alloc(), List.of(event)))));
        List<LocalCast> others = List.copyOf(casts);
        casts.add(newcomer);
        leader.joined(newcomer); // before it says what waited for this moment
        newcomer.connectedTo(this);
        membersChanged();
        newcomer.peers().forEach(newcomer::met);
        if (newcomer.introduction().isPresent()) {
            others.forEach(cast -> cast.met(newcomer.peer()));
        }
    }

    @Override
    public void leave(LocalCast cast) {
        casts.remove(cast);
        membersChanged();
        leader.left(cast);
        endIfEmpty();
    }

    /** Passes frames of one member on to all others, except some. */
    void relay(MemberConnection from, ByteBuf buffer, int start, int length, Set<Member> except) {
        for (int i = 0; i < members.size(); i++) { // no iterator: this is the hot path
            MemberConnection member = members.get(i);
            if (member != from && (except.isEmpty() || !except.contains(member))) {
                member.send(buffer.retainedSlice(start, length));
            }
        }
    }

    /** Whether somebody else has so much to read that this one should wait. */
    boolean holdsUp(MemberConnection sender) {
        boolean any = false;
        for (int i = 0; i < members.size(); i++) {
            MemberConnection member = members.get(i);
            any |= member != sender && member.holdsUp();
        }
        return any;
    }

    /** Gives a message, which is taken over with room for its header, to some members. */
    void send(ByteBuf message, byte[] text, Predicate<Member> wanted) {
        Frames.framed(message, false);
        for (MemberConnection member : List.copyOf(members)) {
            if (wanted.test(member)) {
                member.send(message.retainedDuplicate());
            }
        }
        message.release();
        for (LocalCast cast : List.copyOf(casts)) {
            if (wanted.test(cast)) {
                cast.deliver(text.clone());
            }
        }
    }

    /** The connections, then the casts of this process. */
    List<Member> members() {
        List<Member> all = new ArrayList<>(members);
        all.addAll(casts);
        return all;
    }

    boolean hasCasts() {
        return !casts.isEmpty();
    }

    /** Gives a member's message to this process, except some of its casts. */
    void deliver(byte[] message, Set<Member> except) {
        for (LocalCast cast : List.copyOf(casts)) {
            if (except.isEmpty() || !except.contains(cast)) {
                cast.deliver(casts.size() == 1 ? message : message.clone());
            }
        }
    }

    @Override
    public void send(LocalCast from, ByteBuf message) {
        Gate.Verdict verdict = leader.judge(from, message);
        if (verdict instanceof Gate.Verdict.Keep) {
            message.release();
            return;
        }
        Set<Member> except = verdict instanceof Gate.Verdict.PassExcept some ? some.members() : Set.of();
        if (casts.size() > 1) {
            deliverLater(from, message, except);
        }
        Frames.framed(message, false);
        for (MemberConnection member : members) {
            if (!except.contains(member)) {
                member.send(message.retainedDuplicate());
            }
        }
        from.remember(message);
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isCongested() {
        return false; // a member that does not keep up is dropped
    }

    /** Not now: two casts that answer each other would fill the stack. */
    private void deliverLater(LocalCast from, ByteBuf message, Set<Member> except) {
        byte[] copy = new byte[message.readableBytes()];
        message.getBytes(message.readerIndex(), copy);
        for (LocalCast cast : casts) {
            if (cast != from && !except.contains(cast)) {
                leader.loop().execute(() -> cast.deliver(copy.clone()));
            }
        }
    }

    private int placeOf(MemberConnection newcomer) {
        int place = members.size();
        while (place > 0 && members.get(place - 1).arrival() > newcomer.arrival()) {
            place--;
        }
        return place;
    }

    /** Tells the casts of this process who is there: nodes, that is, as far as that can be told. */
    void membersChanged() {
        for (LocalCast cast : casts) {
            Set<Peer> peers = new LinkedHashSet<>(); // two of one process look the same, to a follower as well
            for (LocalCast other : casts) {
                if (other != cast && other.introduction().isPresent()) {
                    peers.add(other.peer());
                }
            }
            for (MemberConnection member : members) {
                if (member.introduction().isPresent() && !member.isCaller()) {
                    peers.add(member.peer());
                }
            }
            cast.peersAre(peers);
        }
    }

    private void endIfEmpty() {
        if (members.isEmpty() && casts.isEmpty()) {
            leader.end(namespace);
        }
    }

    private static ByteBuf frames(ByteBufAllocator allocator, List<byte[]> frames) {
        ByteBuf all = allocator.directBuffer(
                frames.stream().mapToInt(frame -> frame.length).sum());
        frames.forEach(all::writeBytes);
        return all;
    }
}
