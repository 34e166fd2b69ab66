package network.ara.up.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import network.ara.up.model.NodeName;

/** What one step has decided so far. Pings of one step become one message. */
final class Effects {

    private final List<Effect> list = new ArrayList<>();
    private final Set<NodeName> toPing = new TreeSet<>();

    void add(Effect effect) {
        list.add(effect);
    }

    void ping(NodeName node) {
        toPing.add(node);
    }

    void arm(Timer timer, Duration delay) {
        list.add(new Effect.ArmTimer(timer, delay));
    }

    void cancel(Timer timer) {
        list.add(new Effect.CancelTimer(timer));
    }

    void report(NodeName node, Effect.Notice notice, String detail) {
        list.add(new Effect.Report(node, notice, detail));
    }

    /** All effects in order; the one ping comes last, when all who listen for answers have been told to. */
    List<Effect> take() {
        List<Effect> taken = new ArrayList<>(list);
        if (!toPing.isEmpty()) {
            taken.add(new Effect.SendPing(List.copyOf(toPing)));
        }
        list.clear();
        toPing.clear();
        return List.copyOf(taken);
    }
}
