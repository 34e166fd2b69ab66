package network.ara.up.manifest;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;

/** The files that were read, for excerpts in errors. */
public final class Sources {

    private final Map<String, SourceText> files = new LinkedHashMap<>();
    private final Map<String, Integer> order = new LinkedHashMap<>();

    Sources() {}

    /** The line at {@code position}, without its end; empty where there is none, as in a file that can't be read. */
    public Optional<String> line(SourcePosition position) {
        return Optional.ofNullable(files.get(position.file())).flatMap(source -> source.line(position.line()));
    }

    /** Remembers when a file was met; its problems are listed in that order. */
    void announce(String name) {
        order.putIfAbsent(name, order.size());
    }

    void add(SourceText source) {
        files.put(source.name(), source);
    }

    /** By file, in the order in which they were met, then by position: problems are shown in this order. */
    public Comparator<Problem> byPlace() {
        return Comparator.<Problem>comparingInt(
                        problem -> order(problem.position().file()))
                .thenComparing(Problem::position);
    }

    /** The place of a file among those that were read, from 0. */
    public int order(String name) {
        return order.getOrDefault(name, order.size());
    }
}
