package network.ara.up.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of a sketch: first of its slots, then of the ports at which lines leave and reach the boxes. */
final class Placement {

    private static final int SWEEPS = 16;

    /** Straight lines matter most where a line only passes through. */
    private static final double LINE_WEIGHT = 8;

    private static final int STRAIGHTENING_PASSES = 4;
    private static final int PORT_STEP = 2;

    private final Sketch sketch;
    private final int gap;
    private final int maxWidth;

    private Placement(Sketch sketch, int gap, int maxWidth) {
        this.sketch = sketch;
        this.gap = gap;
        this.maxWidth = maxWidth;
    }

    /** Whether no layer is too wide for {@code gap} blank columns beside each box. */
    static boolean fits(Sketch sketch, int gap, int maxWidth) {
        Placement placement = new Placement(sketch, gap, maxWidth);
        return sketch.layers.stream().allMatch(layer -> placement.width(layer) <= maxWidth);
    }

    static void place(Sketch sketch, int gap, int maxWidth) {
        Placement placement = new Placement(sketch, gap, maxWidth);
        placement.placeSlots();
        sketch.strands.forEach(placement::placePorts);
    }

    private int width(List<Slot> layer) {
        int width = 0;
        for (int i = 0; i < layer.size(); i++) {
            width += i + 1 < layer.size() ? step(layer, i) : layer.get(i).width;
        }
        return width;
    }

    /** From the slot's first column to the earliest first column of the next one. */
    private int step(List<Slot> layer, int i) {
        boolean lines = i + 1 < layer.size()
                && layer.get(i).isLine()
                && layer.get(i + 1).isLine();
        return layer.get(i).width + (lines ? 1 : gap);
    }

    private void placeSlots() {
        for (List<Slot> layer : sketch.layers) {
            arrange(layer, true, false);
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 1;
            for (int i = 0; i < sketch.layers.size(); i++) {
                arrange(sketch.layers.get(down ? i : sketch.layers.size() - 1 - i), down, sweep >= SWEEPS / 2);
            }
        }
        for (int pass = 0; pass < STRAIGHTENING_PASSES; pass++) {
            straighten(pass % 2 == 0);
        }
        int left =
                sketch.layers.stream().mapToInt(layer -> layer.get(0).x).min().orElse(0);
        sketch.layers.forEach(layer -> layer.forEach(slot -> slot.x -= left));
    }

    private void arrange(List<Slot> layer, boolean down, boolean both) {
        Spacing spacing = new Spacing();
        for (int i = 0; i < layer.size(); i++) {
            Slot slot = layer.get(i);
            List<Slot> neighbours = new ArrayList<>(down ? slot.above : slot.below);
            if (both || neighbours.isEmpty()) {
                neighbours.addAll(down ? slot.below : slot.above);
            }
            spacing.add(wish(slot, neighbours), weight(slot, neighbours), step(layer, i));
        }
        int[] columns = spacing.columns(0, maxWidth - layer.get(layer.size() - 1).width);
        for (int i = 0; i < columns.length; i++) {
            layer.get(i).x = columns[i];
        }
    }

    /** Moves lines below, or above, the line or box that they continue, where nobody stands in the way. */
    private void straighten(boolean down) {
        for (int i = 0; i < sketch.layers.size(); i++) {
            List<Slot> layer = sketch.layers.get(down ? i : sketch.layers.size() - 1 - i);
            for (int place = 0; place < layer.size(); place++) {
                Slot slot = layer.get(place);
                if (slot.isLine()) {
                    moveTo(layer, place, continued(slot, down).middle());
                }
            }
        }
    }

    private static Slot continued(Slot line, boolean down) {
        List<Slot> neighbours = down ? line.above : line.below;
        return neighbours.stream().filter(Slot::isLine).findFirst().orElse(neighbours.get(0));
    }

    private void moveTo(List<Slot> layer, int place, int column) {
        int first = place == 0 ? 0 : layer.get(place - 1).x + step(layer, place - 1);
        int last = place + 1 == layer.size() ? maxWidth - 1 : layer.get(place + 1).x - step(layer, place);
        if (column >= first && column <= last) {
            layer.get(place).x = column;
        }
    }

    private static double wish(Slot slot, List<Slot> neighbours) {
        double sum = 0;
        double weights = 0;
        for (Slot neighbour : neighbours) {
            double weight = slot.isLine() && neighbour.isLine() ? LINE_WEIGHT : 1;
            sum += weight * neighbour.middle();
            weights += weight;
        }
        int half = slot.width / 2;
        return weights == 0 ? slot.x : sum / weights - half;
    }

    private static double weight(Slot slot, List<Slot> neighbours) {
        boolean line = slot.isLine() && neighbours.stream().anyMatch(Slot::isLine);
        return line ? LINE_WEIGHT : Math.max(1, neighbours.size());
    }

    private void placePorts(List<Strand> strands) {
        Map<Slot, List<Strand>> leaving = new HashMap<>();
        strands.forEach(strand ->
                leaving.computeIfAbsent(strand.top, slot -> new ArrayList<>()).add(strand));
        leaving.forEach(Placement::placeLeaving);

        Map<Slot, List<Strand>> arriving = new HashMap<>();
        strands.forEach(strand -> strand.bottoms.forEach(slot ->
                arriving.computeIfAbsent(slot, bottom -> new ArrayList<>()).add(strand)));
        arriving.forEach(Placement::placeArriving);
    }

    /** In the middle, or where a line that goes on to further layers needs no bend. */
    private static void placeLeaving(Slot box, List<Strand> strands) {
        strands.sort(Comparator.comparing(Placement::meanOfBottoms));
        Spacing spacing = new Spacing();
        for (Strand strand : strands) {
            int wish = strand.bottoms.stream()
                    .filter(slot -> slot.isLine() && box.hasPort(slot.x))
                    .mapToInt(slot -> slot.x)
                    .findFirst()
                    .orElse(box.middle());
            spacing.add(wish, wish == box.middle() ? 1 : LINE_WEIGHT, PORT_STEP);
        }
        int[] columns = spacing.columns(box.firstPort(), box.lastPort());
        for (int i = 0; i < columns.length; i++) {
            strands.get(i).topX = columns[i];
        }
    }

    /** Straight below where the line comes from, or evenly spread; beside a corner only where there is no other room. */
    private static void placeArriving(Slot box, List<Strand> strands) {
        strands.sort(Comparator.comparing(strand -> strand.topX));
        Spacing spacing = new Spacing();
        for (int i = 0; i < strands.size(); i++) {
            int from = strands.get(i).topX;
            boolean straight = box.hasPort(from - 1) && box.hasPort(from + 1);
            int even = box.x + box.width * (i + 1) / (strands.size() + 1);
            spacing.add(straight ? from : even, straight ? LINE_WEIGHT : 1, PORT_STEP);
        }
        int[] columns = spacing.columns(box.firstPort(), box.lastPort());
        for (int i = 0; i < columns.length; i++) {
            Strand strand = strands.get(i);
            strand.bottomX[strand.bottoms.indexOf(box)] = columns[i];
        }
    }

    private static double meanOfBottoms(Strand strand) {
        return strand.bottoms.stream().mapToInt(Slot::middle).average().orElse(0);
    }
}
