package network.ara.up.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import network.ara.up.broker.CallEvent.CallArrived;
import network.ara.up.bus.Gate.Verdict;
import network.ara.up.bus.Member;
import network.ara.up.bus.Switchboard;
import network.ara.up.wire.Address;
import network.ara.up.wire.Envelope;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.Mailbox;
import network.ara.up.wire.MessageCodec;
import network.ara.up.wire.MessageId;

/**
 * The broker's work from one change of leaders to the next: it turns what the bus tells into events of a {@link CallTable},
 * and looks after processes that left.
 *
 * <p>Thread: the bus's.
 */
final class Office {

    private static final Duration FIRST_LOOK = Duration.ofMillis(2);
    private static final Duration LAST_LOOK = Duration.ofSeconds(1);

    private final Switchboard switchboard;
    private final boolean leads;
    private final Figures figures;
    private final Seats seats = new Seats();
    private final Mailboxes mailboxes = new Mailboxes();
    private final CallTable table;
    private final Conductor conductor;
    private Routes routes = Routes.NONE;
    private long alarmNanos = Long.MAX_VALUE;
    private Runnable cancelAlarm = () -> {};

    Office(Switchboard switchboard, boolean leads, Figures figures, BrokerListener listener) {
        this.switchboard = switchboard;
        this.leads = leads;
        this.figures = figures;
        table = new CallTable(leads, figures, System.nanoTime());
        conductor = new Conductor(switchboard, seats, listener);
    }

    void know(RoutingTable now) {
        routes = new Routes(now);
        seats.know(now).forEach(this::step);
        step(new CallEvent.Published(routes));
    }

    void joined(Member member) {
        seats.joined(member).forEach(this::step);
    }

    void left(Member member) {
        Seats.Seat seat = seats.find(member);
        if (seat != null && seat.isNode()) {
            seats.left(seat).forEach(this::step);
            lookAfter(seat, FIRST_LOOK);
        } else if (seat != null) {
            seats.left(seat).forEach(this::step);
        }
    }

    /** A socket closes a moment before its process is dead; and one that lives may come back. */
    private void lookAfter(Seats.Seat seat, Duration pause) {
        Object mailbox = seat.member.namespace();
        if (!seats.isEmpty(mailbox, seat.instance) || !table.isWaitingFor(mailbox, seat.instance)) {
            return;
        }
        if (seat.isDead()) {
            step(new CallEvent.Died(mailbox, seat.instance));
        } else {
            Duration next = pause.multipliedBy(2).compareTo(LAST_LOOK) < 0 ? pause.multipliedBy(2) : LAST_LOOK;
            Runnable unused = switchboard.after(pause, () -> lookAfter(seat, next));
        }
    }

    void ponged(String node, long process) {
        step(new CallEvent.Ponged(mailboxes.of(node), seats.instanceOf(process)));
    }

    Verdict judge(Member from, Envelope envelope, Supplier<byte[]> text) {
        Seats.Seat seat = seats.find(from);
        if (seat == null) {
            return Verdict.PASS;
        }
        if (!seat.isKnown()) {
            seats.identified(seat).forEach(this::step);
        }
        return switch (envelope.kind()) {
            case CALL ->
                seat.isOurs() && envelope.name().equals(Mailbox.LAUNCHER)
                        ? order(from.namespace())
                        : run(call(seat, envelope, text), from.namespace(), text);
            case RESULT ->
                envelope.id()
                        .map(id -> new CallEvent.ResultArrived(
                                new CallKey(from.namespace(), id), seat.instance, envelope.error()))
                        .map(result -> run(result, from.namespace(), text))
                        .orElse(Verdict.PASS);
            case CANCEL -> cancel(seat, envelope, text);
        };
    }

    /** A manifest's own, to tell whether its node is ready or alive, or to stop it: not for others who sit there by its name. */
    private Verdict order(Object mailbox) {
        Routes.Route route = routes.at(mailbox);
        if (route == null) {
            return Verdict.PASS;
        }
        String node = route.destination().node();
        Set<Member> others = seats.rivals(switchboard.members(mailbox), instance -> routes.isOf(instance, node));
        return others.isEmpty() ? Verdict.PASS : new Verdict.PassExcept(others);
    }

    private CallArrived call(Seats.Seat seat, Envelope envelope, Supplier<byte[]> text) {
        Identities.Claim claim = seat.claim(envelope.name(), routes.table());
        Optional<CallKey> key = envelope.wantsAnswer()
                ? envelope.id().map(id -> new CallKey(mailboxes.of(envelope.name()), id))
                : Optional.empty();
        return new CallArrived(
                key,
                claim.caller(),
                claim.flaw(),
                claim.source(),
                seat.member.namespace(),
                only(seat.member.namespace(), envelope.target()),
                envelope.again(),
                envelope.method(),
                envelope.deadline(),
                seat.instance,
                seats.speaker(seat),
                text);
    }

    /** The instance that {@code NODE@PID} is; one that nobody has heard of is nobody's. */
    private Optional<Long> only(Object mailbox, Optional<String> target) {
        if (target.isEmpty() || target.get().indexOf('@') < 0) {
            return Optional.empty();
        }
        OptionalLong pid = Address.of(target.get()).pid();
        return pid.isPresent() ? Optional.of(seats.instanceIn(mailbox, pid.getAsLong())) : Optional.empty();
    }

    private Verdict cancel(Seats.Seat seat, Envelope envelope, Supplier<byte[]> text) {
        if (!seat.claim(envelope.name(), routes.table()).flaw().isEmpty()) {
            return Verdict.KEEP;
        }
        return envelope.id()
                .map(id -> new CallKey(mailboxes.of(envelope.name()), id))
                .map(key -> run(new CallEvent.CancelArrived(key), seat.member.namespace(), text))
                .orElse(Verdict.PASS);
    }

    /** While another process leads: a call for a node that is not there is held, and said again once it is. */
    void heardAsStandIn(Object mailbox, byte[] json) {
        Routes.Route route = routes.at(mailbox);
        if (leads || route == null || route.destination().availability() == Destination.Availability.READY) {
            return;
        }
        IncMessage message = MessageCodec.decode(json).orElse(null);
        if (message instanceof IncMessage.Call call) {
            Optional<CallKey> key = call.wantsAnswer()
                    ? call.id().map(id -> new CallKey(mailboxes.of(call.name()), id))
                    : Optional.empty();
            CallerIdentity caller = new CallerIdentity(call.name(), false);
            run(
                    new CallArrived(
                            key,
                            caller,
                            "",
                            call.name(),
                            mailbox,
                            only(mailbox, call.target()),
                            call.again(),
                            call.method(),
                            call.deadline(),
                            0,
                            0,
                            () -> json),
                    mailbox,
                    () -> json);
        } else if (message instanceof IncMessage.Cancel cancel) {
            MessageId id = cancel.id();
            run(new CallEvent.CancelArrived(new CallKey(mailboxes.of(cancel.name()), id)), mailbox, () -> json);
        }
    }

    /** Ends nothing more. Returns the calls that wait, for who takes over. */
    List<CallArrived> retire() {
        cancelAlarm.run();
        long now = System.nanoTime();
        List<CallArrived> held = new ArrayList<>();
        table.callees().forEach(callee -> callee.held().forEach(call -> held.add(call.arrivedAgain(now))));
        return held;
    }

    /** A call that waited while another process led. */
    void takeOver(CallArrived call) {
        Verdict unused = run(call, "", call.text()); // came in nowhere: it is sent if it is delivered
    }

    BrokerView view() {
        return Views.of(table, figures, leads, System.nanoTime());
    }

    private void step(CallEvent event) {
        Verdict unused = run(event, "", () -> OpenCall.NOTHING);
    }

    private Verdict run(CallEvent event, Object mailbox, Supplier<byte[]> text) {
        List<CallEffect> effects = table.step(System.nanoTime(), event);
        Verdict verdict = conductor.perform(effects, mailbox, text);
        arm();
        return verdict;
    }

    /** One alarm at a time: the next thing that is due, or something that was and is over meanwhile. */
    private void arm() {
        OptionalLong next = table.nextNanos();
        if (next.isEmpty() || next.getAsLong() - alarmNanos >= 0) {
            return;
        }
        cancelAlarm.run();
        alarmNanos = next.getAsLong();
        Duration delay = Duration.ofNanos(Math.max(0, alarmNanos - System.nanoTime()));
        cancelAlarm = switchboard.after(delay, () -> {
            alarmNanos = Long.MAX_VALUE;
            step(new CallEvent.Ticked());
        });
    }
}
