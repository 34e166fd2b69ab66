package network.ara.up.graph;

import java.util.List;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;

/** The piece of a bundle of lines that lies between two layers: from one slot above to one or more below. */
final class Strand {

    /** The node and the kind that all lines of the bundle have in common. */
    final NodeName source;

    final Kind kind;
    final Slot top;
    final List<Slot> bottoms;

    /** The column where it leaves {@link #top}. */
    int topX;

    /** The columns where it arrives at {@link #bottoms}. */
    final int[] bottomX;

    Strand(NodeName source, Kind kind, Slot top, List<Slot> bottoms) {
        this.source = source;
        this.kind = kind;
        this.top = top;
        this.bottoms = bottoms;
        bottomX = new int[bottoms.size()];
        for (Slot bottom : bottoms) {
            top.below.add(bottom);
            bottom.above.add(top);
        }
    }

    /** Where the bundle goes on to further layers. */
    Slot line() {
        return bottoms.stream().filter(Slot::isLine).findFirst().orElseThrow();
    }
}
