package network.ara.up.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import network.ara.up.model.Problem;

/** The words in which a cycle is reported. */
final class CycleProblem {

    /** A longer chain is shown by its first and last names; its notes are complete all the same. */
    private static final int NAMES_SHOWN = 12;

    private CycleProblem() {}

    static Problem ofLoop(Edge loop) {
        return Problem.at(
                loop.dependency().position(), "node '" + loop.from() + "' needs itself", "drop this requirement");
    }

    /** Told from the node that the manifest names first; the edge that leads back to it is the problem's place. */
    static Problem of(CycleSearch.Cycle cycle, DependencyGraph graph) {
        List<Edge> edges =
                new ArrayList<>(cycle.edges().stream().map(graph.edges()::get).toList());
        int first = IntStream.range(0, edges.size())
                .boxed()
                .min(Comparator.comparing(i -> graph.node(edges.get(i).from()).position()))
                .orElseThrow();
        Collections.rotate(edges, -first);
        Edge closing = edges.get(edges.size() - 1);
        List<Problem.Note> notes = edges.subList(0, edges.size() - 1).stream()
                .map(edge -> new Problem.Note(edge.dependency().position(), text(edge)))
                .toList();
        String message = "node '" + closing.to() + "' needs itself: " + chain(edges) + group(cycle);
        return new Problem(
                closing.dependency().position(), message, notes, Optional.of("drop one of these requirements"));
    }

    private static String text(Edge edge) {
        String verb = switch (edge.kind()) {
            case REQUIRES -> "requires";
            case WANTS -> "wants";
            case AFTER -> "comes after";
            case CALLS -> "calls";
        };
        return "'" + edge.from() + "' " + verb + " '" + edge.to() + "' here";
    }

    private static String chain(List<Edge> edges) {
        List<String> names = new ArrayList<>();
        edges.forEach(edge -> names.add(edge.from().text()));
        names.add(edges.get(0).from().text());
        int hidden = names.size() - NAMES_SHOWN;
        if (hidden > 1) {
            List<String> middle = names.subList(NAMES_SHOWN / 2, NAMES_SHOWN / 2 + hidden);
            middle.clear();
            middle.add("(" + hidden + " more)");
        }
        return names.stream().collect(Collectors.joining(" -> "));
    }

    private static String group(CycleSearch.Cycle cycle) {
        return cycle.groupSize() == cycle.edges().size()
                ? ""
                : " (one of several cycles among " + cycle.groupSize() + " nodes)";
    }
}
