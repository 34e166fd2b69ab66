package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;

/** Collects what is wrong. The same problem, met again through an alias by the same or another node, counts once. */
final class Problems {

    /** Of errors, and of warnings: enough for any reader; without a bound, a hostile file could fill the memory. */
    static final int MAX_KEPT = 1_000;

    private static final Pattern SUBJECT = Pattern.compile("^node '[^']*+': ");

    private final Set<Problem> errors = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();

    /** Place and text of each, without the node that it was found at. */
    private final Set<Map.Entry<SourcePosition, String>> told = new HashSet<>();

    private int unlisted;

    void add(Problem problem) {
        Set<Problem> found = problem.isError() ? errors : warnings;
        if (found.size() >= MAX_KEPT) {
            unlisted++;
        } else if (told.add(
                Map.entry(problem.position(), SUBJECT.matcher(problem.message()).replaceFirst("")))) {
            found.add(problem);
        }
    }

    /** As {@link #add(Problem)}, for an error that takes long to make: it is not made when it would not be kept. */
    void add(Supplier<Problem> error) {
        if (errors.size() < MAX_KEPT) {
            add(error.get());
        } else {
            unlisted++;
        }
    }

    /** Adds an error that explains all others of its line. */
    void addInsteadOfItsLine(Problem error) {
        errors.removeIf(other -> other.position().line() == error.position().line()
                && other.position().file().equals(error.position().file()));
        add(error);
    }

    /** How many say that the manifest can't be used. */
    int errors() {
        return errors.size() + unlisted;
    }

    /** How many were too many to keep. */
    int unlisted() {
        return unlisted;
    }

    List<Problem> sorted(Comparator<Problem> order) {
        List<Problem> ordered = new ArrayList<>(errors);
        ordered.addAll(warnings);
        ordered.sort(order);
        return List.copyOf(ordered);
    }
}
