package network.ara.up.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts things in a row, in a given order, each as near as it can be to where it wants to be.
 *
 * <p>Pooling adjacent violators: the least sum of weighted squares of the distances, in linear time.
 */
final class Spacing {

    /** Things that ended up side by side, and want to be at {@code sum / weight} together. */
    private record Pool(double sum, double weight, int size) {

        double wish() {
            return sum / weight;
        }

        Pool with(Pool other) {
            return new Pool(sum + other.sum, weight + other.weight, size + other.size);
        }
    }

    private final List<Pool> pools = new ArrayList<>();
    private final List<Integer> offsets = new ArrayList<>();
    private int length;

    /**
     * @param wish the left column that the thing wants to begin at
     * @param step the columns from its beginning to the earliest beginning of the next one
     */
    void add(double wish, double weight, int step) {
        Pool pool = new Pool((wish - length) * weight, weight, 1);
        while (!pools.isEmpty() && pools.get(pools.size() - 1).wish() > pool.wish()) {
            pool = pools.remove(pools.size() - 1).with(pool);
        }
        pools.add(pool);
        offsets.add(length);
        length += step;
    }

    /**
     * The left columns.
     *
     * @param first the first column that may be used
     * @param last the last column at which the last thing may begin; it goes over where there is not enough room
     */
    int[] columns(int first, int last) {
        int[] columns = new int[offsets.size()];
        int end = offsets.isEmpty() ? 0 : offsets.get(offsets.size() - 1);
        int room = Math.max(first, last - end);
        int next = 0;
        for (Pool pool : pools) {
            int wish = (int) Math.round(Math.min(Math.max(pool.wish(), first), room));
            for (int i = 0; i < pool.size(); i++) {
                columns[next] = wish + offsets.get(next);
                next++;
            }
        }
        return columns;
    }
}
