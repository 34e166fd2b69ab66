package network.ara.up.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A horizontal piece of a strand: it comes down in one column, and goes on down in one or more. */
final class Wire {

    final int top;
    final int[] bottoms;

    /** The row of the channel, from 0. */
    int track;

    /** The piece that this one continues, where a strand changes its row on the way; else null. */
    private final @Nullable Wire before;

    Wire(int top, int... bottoms) {
        this(null, top, bottoms);
    }

    private Wire(@Nullable Wire before, int top, int... bottoms) {
        this.before = before;
        this.top = top;
        this.bottoms = bottoms;
    }

    /** The way of this wire in two pieces, that change over at {@code column}. */
    List<Wire> splitAt(int column) {
        Wire upper = new Wire(top, column);
        return List.of(upper, new Wire(upper, column, bottoms));
    }

    int left() {
        return Math.min(top, Arrays.stream(bottoms).min().orElse(top));
    }

    int right() {
        return Math.max(top, Arrays.stream(bottoms).max().orElse(top));
    }

    /** Comes and goes in one column: needs no row. */
    boolean isStraight() {
        return left() == right();
    }

    /** In one row, both would touch. */
    boolean overlaps(Wire other) {
        return left() <= other.right() + 1 && other.left() <= right() + 1;
    }

    /** Below the other, this wire would run into it: the other goes down where this one comes from. Or it goes on there. */
    boolean mustBeAbove(Wire other) {
        boolean runsIntoIt = IntStream.of(other.bottoms).anyMatch(column -> column == top);
        return other.before == this || (other != this && other != before && runsIntoIt);
    }

    /** How often both cross when this one is above. */
    int crossingsAbove(Wire other) {
        int comingThrough = top != other.top && left() < other.top && other.top < right() ? 1 : 0;
        long goingThrough = IntStream.of(bottoms)
                .filter(column -> other.left() < column && column < other.right())
                .count();
        return comingThrough + (int) goingThrough;
    }
}
