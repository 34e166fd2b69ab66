package network.ara.up.inc;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import network.ara.up.bus.Bus;
import network.ara.up.wire.Address;

/** The lines to other nodes, one a name. Beyond 256 the one that was idle for longest is closed: each is a connection. */
final class Lines {

    private static final int MOST = 256;

    private final Bus bus;
    private final Consumer<Line> onChange;
    private final Map<String, Line> lines = new LinkedHashMap<>(16, 0.75f, true); // guarded by this, least recent first

    Lines(Bus bus, Consumer<Line> onChange) {
        this.bus = bus;
        this.onChange = onChange;
    }

    synchronized Line to(String target) {
        Line known = lines.get(target);
        if (known != null) {
            return known;
        }
        if (lines.size() >= MOST) {
            closeOne();
        }
        Line line = new Line(bus, target, onChange);
        lines.put(target, line);
        return line;
    }

    private Optional<Line> find(String target) {
        return Optional.ofNullable(lines.get(target));
    }

    /** Those to a process of a node: by the node's name alone, and to this very instance. */
    synchronized List<Line> to(String name, OptionalLong pid) {
        List<Line> found = new ArrayList<>();
        find(name).ifPresent(found::add);
        if (pid.isPresent()) {
            find(new Address(name, pid).toString()).ifPresent(found::add);
        }
        return found;
    }

    private void closeOne() {
        Iterator<Line> leastRecent = lines.values().iterator();
        while (leastRecent.hasNext()) {
            Line line = leastRecent.next();
            if (line.isIdle()) {
                leastRecent.remove();
                line.close();
                return;
            }
        }
    }

    synchronized List<Line> all() {
        return new ArrayList<>(lines.values());
    }
}
