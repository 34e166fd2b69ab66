package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import network.ara.up.model.Problem;

/** Collects what is wrong. The same problem, met again through an alias, counts once. */
final class Problems {

    /** Enough for any reader; without a bound, a hostile file could fill the memory with its errors. */
    static final int MAX_KEPT = 1_000;

    private final Set<Problem> found = new LinkedHashSet<>();
    private int dropped;
    private int errors;

    void add(Problem problem) {
        errors += problem.isError() ? 1 : 0;
        if (found.size() < MAX_KEPT) {
            found.add(problem);
        } else {
            dropped++;
        }
    }

    /** As {@link #add(Problem)}, for an error that takes long to make: it is not made when it would be dropped. */
    void add(Supplier<Problem> problem) {
        if (found.size() < MAX_KEPT) {
            add(problem.get());
        } else {
            errors++;
            dropped++;
        }
    }

    /** How many say that the manifest can't be used. */
    int errors() {
        return errors;
    }

    /** By file, in the order that {@code fileOrder} gives, then by position. */
    List<Problem> inOrder(ToIntFunction<String> fileOrder) {
        List<Problem> ordered = new ArrayList<>(found);
        ordered.sort(Comparator.<Problem>comparingInt(
                        problem -> fileOrder.applyAsInt(problem.position().file()))
                .thenComparing(Problem::position));
        if (dropped > 0) {
            Problem last = ordered.get(ordered.size() - 1);
            ordered.add(Problem.at(last.position(), dropped + " more problems were found and are not listed"));
        }
        return List.copyOf(ordered);
    }
}
