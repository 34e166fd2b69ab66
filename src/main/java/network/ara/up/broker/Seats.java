package network.ara.up.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import network.ara.up.bus.Member;
import network.ara.up.process.ProcessIdentity;
import org.jspecify.annotations.Nullable;

/** Who sits where, and which process that is. Thread: the bus's. */
final class Seats {

    /** A member with what is known of its process. */
    static final class Seat {
        final Member member;
        private final long number;
        private OptionalLong process = OptionalLong.empty();
        private long session;
        Optional<ProcessIdentity> identity = Optional.empty();
        long instance;

        private Identities.@Nullable Claim claim;
        private @Nullable RoutingTable claimTable;

        Seat(Member member, long number) {
            this.member = member;
            this.number = number;
            identify();
        }

        /** The kernel may not tell at once. */
        private void identify() {
            if (process.isPresent()) {
                return;
            }
            process = member.process();
            process.ifPresent(pid -> {
                session = ProcessIdentity.sessionOf(pid).orElse(0);
                identity = ProcessIdentity.of(pid);
            });
            if (process.isEmpty() && identity.isEmpty() && member.peer().pid().isPresent()) {
                identity = ProcessIdentity.of(Math.max(1, member.peer().pid().getAsLong()));
            }
        }

        /** Whether the kernel has told which process it is. */
        boolean isKnown() {
            return process.isPresent();
        }

        /** Whether the kernel says that it is this process, or it is our own cast that answers for it. */
        private boolean isSurely(long pid) {
            OptionalLong other = isOurs() ? member.peer().answersFor() : OptionalLong.empty();
            return process.equals(OptionalLong.of(pid)) || other.equals(OptionalLong.of(pid));
        }

        /** Whether it says so, and the kernel does not know. */
        private boolean claims(long pid) {
            return process.isEmpty() && member.peer().pid().equals(OptionalLong.of(pid));
        }

        /** Whether it is of this process. */
        boolean isOurs() {
            return process.isPresent()
                    && process.getAsLong() == ProcessHandle.current().pid();
        }

        boolean isNode() {
            return !member.isVisitor();
        }

        /** Whether the process is gone for sure. */
        boolean isDead() {
            boolean isPage = member.peer().type().equals("browser");
            return identity.map(it -> !it.isAlive()).orElse(isPage);
        }

        @SuppressWarnings("ReferenceEquality") // a new table is another one
        Identities.Claim claim(String name, RoutingTable table) {
            if (claim == null || claimTable != table || !claim.name().equals(name)) {
                identify();
                claim = Identities.of(member, process, session, name, table);
                claimTable = table;
            }
            return claim;
        }

        private long instanceBy(RoutingTable table) {
            identify();
            if (table.processes().containsKey(session)) {
                return session;
            }
            return process.orElse(-number);
        }
    }

    private record Place(Object mailbox, long instance) {}

    private final IdentityHashMap<Member, Seat> seats = new IdentityHashMap<>();
    private final Map<Place, Integer> counts = new HashMap<>();
    private RoutingTable table = RoutingTable.EMPTY;
    private long joined;

    /** Returns what is to be told of it. */
    List<CallEvent> joined(Member member) {
        Seat seat = new Seat(member, ++joined);
        seats.put(member, seat);
        seat.instance = seat.instanceBy(table);
        return seat.isNode() ? came(seat) : List.of();
    }

    /** Returns what is to be told of it. */
    List<CallEvent> left(Seat seat) {
        seats.remove(seat.member);
        return seat.isNode() ? gone(seat) : List.of();
    }

    /** The supervisor knows other processes than before. Returns what is to be told of it. */
    List<CallEvent> know(RoutingTable now) {
        boolean same = now.processes().equals(table.processes());
        table = now;
        List<CallEvent> changes = new ArrayList<>();
        if (!same) {
            seats.values().forEach(seat -> changes.addAll(identified(seat)));
        }
        return changes;
    }

    /** It may be known by now which process it is. Returns what is to be told of it. */
    List<CallEvent> identified(Seat seat) {
        long instance = seat.instanceBy(table);
        if (instance == seat.instance) {
            return List.of();
        }
        List<CallEvent> changes = new ArrayList<>(seat.isNode() ? gone(seat) : List.of());
        seat.instance = instance;
        changes.addAll(seat.isNode() ? came(seat) : List.of());
        return changes;
    }

    @Nullable
    Seat find(Member member) {
        return seats.get(member);
    }

    /** The instance that a process is of; 0 for one that is not seen. */
    long instanceOf(long pid) {
        return seats.values().stream()
                .filter(seat -> seat.process.equals(OptionalLong.of(pid)))
                .mapToLong(seat -> seat.instance)
                .findFirst()
                .orElse(0);
    }

    /** The instance that a process in a mailbox is of, by its own word only where the kernel has none; else the process itself. */
    long instanceIn(Object mailbox, long pid) {
        return instanceOf(mailbox, seat -> seat.isSurely(pid))
                .or(() -> instanceOf(mailbox, seat -> seat.claims(pid)))
                .orElse(pid);
    }

    private Optional<Long> instanceOf(Object mailbox, Predicate<Seat> which) {
        return seats.values().stream()
                .filter(seat -> seat.isNode() && seat.member.namespace().equals(mailbox) && which.test(seat))
                .map(seat -> seat.instance)
                .findFirst();
    }

    /** The instance that is only here as this one connection; 0 if there are more, or it is none. */
    long speaker(Seat seat) {
        return seat.isNode() && count(seat) == 1 ? seat.instance : 0;
    }

    boolean isEmpty(Object mailbox, long instance) {
        return !counts.containsKey(new Place(mailbox, instance));
    }

    /** Whether a call for an instance is for this member to hear: visitors hear all. */
    boolean hears(Member member, long instance) {
        Seat seat = seats.get(member);
        return seat == null || !seat.isNode() || seat.instance == instance;
    }

    /** Of the members of a node's mailbox those that are not of its own instances; none where none of these is among them. */
    Set<Member> rivals(List<Member> members, LongPredicate isOwnInstance) {
        Set<Member> rivals = new HashSet<>();
        boolean isOwnThere = false;
        for (Member member : members) {
            Seat seat = seats.get(member);
            boolean isOwn = seat != null && isOwnInstance.test(seat.instance);
            isOwnThere |= isOwn;
            if (seat != null && seat.isNode() && !isOwn) {
                rivals.add(member);
            }
        }
        return isOwnThere ? rivals : Set.of();
    }

    private List<CallEvent> came(Seat seat) {
        Object mailbox = seat.member.namespace();
        return counts.merge(new Place(mailbox, seat.instance), 1, Integer::sum) == 1
                ? List.of(new CallEvent.Came(mailbox, seat.instance))
                : List.of();
    }

    private List<CallEvent> gone(Seat seat) {
        Object mailbox = seat.member.namespace();
        Place place = new Place(mailbox, seat.instance);
        counts.computeIfPresent(place, (key, count) -> count == 1 ? null : count - 1);
        return counts.containsKey(place) ? List.of() : List.of(new CallEvent.Left(mailbox, seat.instance));
    }

    private int count(Seat seat) {
        return counts.getOrDefault(new Place(seat.member.namespace(), seat.instance), 0);
    }
}
