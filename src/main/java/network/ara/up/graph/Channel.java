package network.ara.up.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import network.ara.up.graph.Layout.Point;

/**
 * The rows between two layers: gives each strand's horizontal piece a row, so that no two strands run into each other and
 * few cross.
 *
 * <p>Where strands block each other in a ring (each must be above the next), one of them changes its row on the way, in a
 * column that nobody else uses.
 */
final class Channel {

    /** Two wires that overlap, the one better placed above first. */
    private record Preference(Wire above, Wire below, int saved) {}

    private final Map<Strand, List<Wire>> wiresOf = new HashMap<>();
    private final List<Wire> wires = new ArrayList<>();
    private final Map<Wire, Set<Wire>> below = new HashMap<>();
    private final Set<Integer> usedColumns = new HashSet<>();
    private int height = 1;

    Channel(List<Strand> strands) {
        for (Strand strand : strands) {
            Wire wire = new Wire(strand.topX, strand.bottomX);
            wiresOf.put(strand, new ArrayList<>(List.of(wire)));
            usedColumns.add(wire.top);
            IntStream.of(wire.bottoms).forEach(usedColumns::add);
            if (!wire.isStraight()) {
                wires.add(wire);
            }
        }
        for (Strand strand : strands) {
            breakRing(wiresOf.getOrDefault(strand, List.of()));
        }
        orderByNeed();
        orderByPreference();
        giveTracks();
    }

    /** In rows, at least 1. */
    int height() {
        return height;
    }

    /** The corners from the strand's top to its bottom number {@code i}, first row {@code y}; the ends are not included. */
    List<Point> path(Strand strand, int i, int y) {
        List<Point> corners = new ArrayList<>();
        List<Wire> path = wiresOf.getOrDefault(strand, List.of());
        for (int step = 0; step < path.size(); step++) {
            Wire wire = path.get(step);
            int next = step + 1 < path.size() ? path.get(step + 1).top : strand.bottomX[i];
            if (wire.top != next) {
                corners.add(new Point(wire.top, y + wire.track));
                corners.add(new Point(next, y + wire.track));
            }
        }
        return corners;
    }

    private void breakRing(List<Wire> path) {
        Wire wire = path.get(0);
        if (!reachesByNeed(wire, wire, new HashSet<>())) {
            return;
        }
        int column = roomyColumn(wire).orElseGet(() -> freeColumn((wire.left() + wire.right()) / 2));
        usedColumns.add(column);
        path.clear();
        path.addAll(wire.splitAt(column));
        wires.remove(wire);
        wires.addAll(path);
    }

    private boolean reachesByNeed(Wire from, Wire target, Set<Wire> seen) {
        for (Wire next : wires) {
            if (from.mustBeAbove(next) && (next == target || (seen.add(next) && reachesByNeed(next, target, seen)))) {
                return true;
            }
        }
        return false;
    }

    /** On the wire's way, with a free column on either side: lines side by side look like one. */
    private OptionalInt roomyColumn(Wire wire) {
        int middle = (wire.left() + wire.right()) / 2;
        return IntStream.range(wire.left() + 1, wire.right())
                .filter(column -> IntStream.rangeClosed(column - 1, column + 1).noneMatch(usedColumns::contains))
                .boxed()
                .min(Comparator.comparing(column -> Math.abs(column - middle)))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private int freeColumn(int wish) {
        for (int distance = 0; ; distance++) {
            if (wish >= distance && !usedColumns.contains(wish - distance)) {
                return wish - distance;
            }
            if (!usedColumns.contains(wish + distance)) {
                return wish + distance;
            }
        }
    }

    private void orderByNeed() {
        for (Wire wire : wires) {
            Set<Wire> mustBeBelow =
                    new HashSet<>(wires.stream().filter(wire::mustBeAbove).toList());
            below.put(wire, mustBeBelow);
        }
    }

    private void orderByPreference() {
        List<Preference> preferences = new ArrayList<>();
        for (Wire a : wires) {
            for (Wire b : wires) {
                int saved = b.crossingsAbove(a) - a.crossingsAbove(b);
                if (a != b && a.overlaps(b) && saved > 0) {
                    preferences.add(new Preference(a, b, saved));
                }
            }
        }
        preferences.sort(Comparator.comparing(preference -> -preference.saved()));
        for (Preference preference : preferences) {
            if (!reaches(preference.below(), preference.above(), new HashSet<>())) {
                below(preference.above()).add(preference.below());
            }
        }
    }

    private boolean reaches(Wire from, Wire target, Set<Wire> seen) {
        for (Wire next : below(from)) {
            if (next == target || (seen.add(next) && reaches(next, target, seen))) {
                return true;
            }
        }
        return false;
    }

    /** From the top: each wire takes the first row that is below all it has to be below of, and still free there. */
    private void giveTracks() {
        List<Wire> open = new ArrayList<>(wires);
        List<Wire> done = new ArrayList<>();
        while (!open.isEmpty()) {
            Wire wire = open.stream()
                    .filter(candidate ->
                            open.stream().noneMatch(other -> below(other).contains(candidate)))
                    .findFirst()
                    .orElseThrow();
            open.remove(wire);
            wire.track = done.stream()
                    .filter(other -> below(other).contains(wire))
                    .mapToInt(other -> other.track + 1)
                    .max()
                    .orElse(0);
            while (done.stream().anyMatch(other -> other.track == wire.track && other.overlaps(wire))) {
                wire.track++;
            }
            done.add(wire);
            height = Math.max(height, wire.track + 1);
        }
    }

    private Set<Wire> below(Wire wire) {
        return below.computeIfAbsent(wire, any -> new HashSet<>());
    }
}
