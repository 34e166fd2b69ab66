package network.ara.up.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The order within each layer, from left to right: barycentres and swaps of neighbours, to have few crossings. */
final class Ordering {

    private static final int SWEEPS = 24;

    private final Sketch sketch;
    private final Map<Slot, Integer> places = new HashMap<>();

    private Ordering(Sketch sketch) {
        this.sketch = sketch;
        sketch.layers.forEach(this::number);
    }

    static void improve(Sketch sketch) {
        new Ordering(sketch).sweep();
    }

    private void sweep() {
        List<List<Slot>> best = copy();
        int fewest = crossings();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 1; i < sketch.layers.size(); i++) {
                sortByNeighbours(sketch.layers.get(down ? i : sketch.layers.size() - 1 - i), down);
            }
            sketch.layers.forEach(this::swapNeighbours);
            int crossings = crossings();
            if (crossings < fewest) {
                fewest = crossings;
                best = copy();
            }
        }
        for (int i = 0; i < best.size(); i++) {
            Collections.copy(sketch.layers.get(i), best.get(i));
        }
    }

    private void sortByNeighbours(List<Slot> layer, boolean down) {
        Map<Slot, Double> centre = new HashMap<>();
        for (Slot slot : layer) {
            List<Slot> neighbours = down ? slot.above : slot.below;
            centre.put(slot, neighbours.stream().mapToInt(this::place).average().orElse(place(slot)));
        }
        layer.sort(Comparator.comparing(slot -> centre.getOrDefault(slot, 0.0)));
        number(layer);
    }

    private void swapNeighbours(List<Slot> layer) {
        for (int i = 0; i + 1 < layer.size(); i++) {
            Slot left = layer.get(i);
            Slot right = layer.get(i + 1);
            int now = crossings(left.above, right.above) + crossings(left.below, right.below);
            int swapped = crossings(right.above, left.above) + crossings(right.below, left.below);
            if (swapped < now) {
                Collections.swap(layer, i, i + 1);
                places.put(right, i);
                places.put(left, i + 1);
            }
        }
    }

    /** How many lines to {@code left} and to {@code right} cross each other when left stands left of right. */
    private int crossings(List<Slot> left, List<Slot> right) {
        int crossings = 0;
        for (Slot a : left) {
            for (Slot b : right) {
                crossings += place(a) > place(b) ? 1 : 0;
            }
        }
        return crossings;
    }

    private int crossings() {
        int crossings = 0;
        for (List<Slot> layer : sketch.layers) {
            for (int i = 0; i < layer.size(); i++) {
                for (int j = i + 1; j < layer.size(); j++) {
                    crossings += crossings(layer.get(i).above, layer.get(j).above);
                }
            }
        }
        return crossings;
    }

    private int place(Slot slot) {
        return places.getOrDefault(slot, 0);
    }

    private void number(List<Slot> layer) {
        for (int i = 0; i < layer.size(); i++) {
            places.put(layer.get(i), i);
        }
    }

    private List<List<Slot>> copy() {
        List<List<Slot>> copy = new ArrayList<>();
        sketch.layers.forEach(layer -> copy.add(List.copyOf(layer)));
        return copy;
    }
}
