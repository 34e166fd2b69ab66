package network.ara.up.broker;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Calls by when they are over: in slots of 17 ms, so that taking one out costs as little as putting it in. */
final class Deadlines {

    private static final int SLOT_BITS = 24;

    private final TreeMap<Long, Set<OpenCall>> slots = new TreeMap<>();

    void add(OpenCall call) {
        slots.computeIfAbsent(slot(call), slot -> new LinkedHashSet<>()).add(call);
    }

    void remove(OpenCall call) {
        Set<OpenCall> slot = slots.get(slot(call));
        if (slot != null && slot.remove(call) && slot.isEmpty()) {
            slots.remove(slot(call));
        }
    }

    /** Those that are over: not early, but up to a slot late. They stay until they are removed. */
    List<OpenCall> over(long nowNanos) {
        List<OpenCall> over = new ArrayList<>();
        for (Map.Entry<Long, Set<OpenCall>> slot :
                slots.headMap(nowNanos >> SLOT_BITS, false).entrySet()) {
            over.addAll(slot.getValue());
        }
        return over;
    }

    /** When to look again. */
    OptionalLong nextNanos() {
        return slots.isEmpty() ? OptionalLong.empty() : OptionalLong.of((slots.firstKey() + 1) << SLOT_BITS);
    }

    private static long slot(OpenCall call) {
        return call.deadlineNanos >> SLOT_BITS;
    }
}
