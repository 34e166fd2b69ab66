package network.ara.up.broker;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which instances sit in which mailbox. */
final class Presence {

    private final Map<Object, Set<Long>> instances = new HashMap<>();
    private final boolean isSeen;

    /** @param isSeen whether it is known who is where; else anybody may be anywhere, and 0 stands for all of them */
    Presence(boolean isSeen) {
        this.isSeen = isSeen;
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
        return instances.getOrDefault(mailbox, Set.of()).contains(instance);
    }

    boolean isEmpty(Object mailbox) {
        return isSeen && !instances.containsKey(mailbox);
    }

    /** Who is alone in a mailbox; 0 where it is nobody, or one of several. */
    long lone(Object mailbox) {
        @Nullable Set<Long> there = instances.get(mailbox);
        return there == null || there.size() != 1 ? 0 : there.iterator().next();
    }

    /** In order of arrival; a speaker is not counted. */
    List<Long> in(Object mailbox, long speaker) {
        if (!isSeen) {
            return List.of(0L);
        }
        Set<Long> there = instances.getOrDefault(mailbox, Set.of());
        return there.stream().filter(instance -> instance != speaker).toList();
    }
}
