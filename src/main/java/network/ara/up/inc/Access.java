package network.ara.up.inc;

import java.util.Set;

/**
 * Who may call a function.
 *
 * @param everybody whether it is open to all
 * @param callers else, the names of those who may
 */
public record Access(boolean everybody, Set<String> callers) {

    public Access {
        callers = Set.copyOf(callers);
    }

    public static Access forEverybody() {
        return new Access(true, Set.of());
    }

    public static Access only(String... callers) {
        return new Access(false, Set.of(callers));
    }

    boolean allows(String caller) {
        return everybody || callers.contains(caller);
    }
}
