package network.ara.up.graph;

import java.util.ArrayList;
import java.util.List;
import network.ara.up.model.NodeName;
import org.jspecify.annotations.Nullable;

/** A place in a layer that is being laid out: a node's box, or one column for a line that passes through. */
final class Slot {

    /** What is above and below: a neighbour is there once for each line that leads to it. */
    final List<Slot> above = new ArrayList<>();

    final List<Slot> below = new ArrayList<>();

    /** Null for a line. */
    final @Nullable NodeName name;

    final int layer;
    final int width;

    /** The left column. */
    int x;

    private Slot(@Nullable NodeName name, int layer, int width) {
        this.name = name;
        this.layer = layer;
        this.width = width;
    }

    static Slot box(NodeName name, int layer, int width) {
        return new Slot(name, layer, width);
    }

    static Slot line(int layer) {
        return new Slot(null, layer, 1);
    }

    boolean isLine() {
        return name == null;
    }

    int middle() {
        return x + width / 2;
    }

    /** The columns where a line may touch: not the corners of a box. */
    int firstPort() {
        return isLine() ? x : x + 1;
    }

    int lastPort() {
        return isLine() ? x : x + width - 2;
    }

    boolean hasPort(int column) {
        return column >= firstPort() && column <= lastPort();
    }
}
