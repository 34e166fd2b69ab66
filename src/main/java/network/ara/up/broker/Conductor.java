package network.ara.up.broker;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import network.ara.up.bus.Gate.Verdict;
import network.ara.up.bus.Member;
import network.ara.up.bus.Switchboard;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.MessageCodec;
import network.ara.up.wire.Outcome;

/** Does what the call table orders. Thread: the bus's. */
final class Conductor {

    private final Switchboard switchboard;
    private final Seats seats;
    private final BrokerListener listener;

    Conductor(Switchboard switchboard, Seats seats, BrokerListener listener) {
        this.switchboard = switchboard;
        this.seats = seats;
        this.listener = listener;
    }

    /**
     * Performs the effects of one event.
     *
     * @param mailbox where the message came in that the event is about
     * @param text the message
     * @return what becomes of the message
     */
    Verdict perform(List<CallEffect> effects, Object mailbox, Supplier<byte[]> text) {
        Verdict verdict = Verdict.KEEP;
        for (CallEffect effect : effects) {
            if (effect instanceof CallEffect.Pass) {
                verdict = Verdict.PASS;
            } else if (effect instanceof CallEffect.Deliver deliver && deliver.arrived()) {
                verdict = forward(mailbox, deliver.mailbox(), deliver.instance(), text);
            } else if (effect instanceof CallEffect.DeliverCancel cancel) {
                verdict = forward(mailbox, cancel.mailbox(), cancel.instance(), text);
            } else if (effect instanceof CallEffect.Deliver deliver) {
                send(deliver.mailbox(), deliver.instance(), deliver.text());
            } else if (effect instanceof CallEffect.Answer answer) {
                answer(answer);
            } else {
                tell(effect);
            }
        }
        return verdict;
    }

    private Verdict forward(Object from, Object to, long instance, Supplier<byte[]> text) {
        if (!from.equals(to)) {
            send(to, instance, text.get());
            return Verdict.KEEP;
        }
        if (instance == 0) {
            return Verdict.PASS;
        }
        Set<Member> others = new HashSet<>();
        for (Member member : switchboard.members(to)) {
            if (!seats.hears(member, instance)) {
                others.add(member);
            }
        }
        return others.isEmpty() ? Verdict.PASS : new Verdict.PassExcept(others);
    }

    private void send(Object to, long instance, byte[] text) {
        switchboard.send(to, text, member -> instance == 0 || seats.hears(member, instance));
    }

    private void answer(CallEffect.Answer answer) {
        Object data = answer.cycle().isEmpty() ? null : Map.of("cycle", answer.cycle());
        Outcome outcome = new Outcome.Failed(answer.code().code(), answer.message(), data);
        byte[] result = MessageCodec.encode(
                new IncMessage.Result(answer.callee(), answer.key().id(), outcome));
        switchboard.send(
                answer.key().mailbox(), result, member -> answer.to() == 0 || seats.hears(member, answer.to()));
    }

    private void tell(CallEffect effect) {
        if (effect instanceof CallEffect.Wanted wanted) {
            listener.wanted(wanted.node());
        } else if (effect instanceof CallEffect.Called called) {
            listener.called(called.node());
        } else if (effect instanceof CallEffect.Refused refused) {
            listener.refused(refused.caller(), refused.node(), refused.function(), refused.reason());
        } else if (effect instanceof CallEffect.Noticed noticed) {
            listener.noticed(noticed.node(), noticed.what());
        }
    }
}
