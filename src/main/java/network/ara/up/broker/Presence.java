package network.ara.up.broker;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which instances sit in which mailbox. */
final class Presence {

    /** Stands for a cast of this process: its results do not pass by. */
    static final long HOSTED = Long.MIN_VALUE;

    private final Map<Object, Set<Long>> instances = new HashMap<>();
    private final Predicate<Object> hosted;

    /** @param hosted whether this process itself takes the calls of a mailbox */
    Presence(Predicate<Object> hosted) {
        this.hosted = hosted;
    }

    void came(Object mailbox, long instance) {
        instances.computeIfAbsent(mailbox, key -> new LinkedHashSet<>()).add(instance);
    }

    void left(Object mailbox, long instance) {
        instances.computeIfPresent(mailbox, (key, there) -> {
            there.remove(instance);
            return there.isEmpty() ? null : there;
        });
    }

    boolean has(Object mailbox, long instance) {
        return instances.getOrDefault(mailbox, Set.of()).contains(instance)
                || (instance == HOSTED && hosted.test(mailbox));
    }

    boolean isEmpty(Object mailbox) {
        return !instances.containsKey(mailbox) && !hosted.test(mailbox);
    }

    /** In order of arrival; a speaker is not counted. */
    List<Long> in(Object mailbox, long speaker) {
        if (hosted.test(mailbox)) {
            return List.of(HOSTED);
        }
        Set<Long> there = instances.getOrDefault(mailbox, Set.of());
        return there.stream().filter(instance -> instance != speaker).toList();
    }
}
