package network.ara.up.cli;

import java.util.Collection;
import java.util.Set;
import network.ara.up.model.NodeName;

/** A notice about a node as one line: its name, what happened, and the details. */
final class NoticeLine {

    private static final Set<String> BAD = Set.of("failed", "skipped", "exited", "killing", "gone");
    private static final Set<String> GOOD = Set.of("ready", "found", "adopted");
    private static final int NAME_WIDTH = 8;
    private static final int NOTICE_WIDTH = 10;

    private final int width;
    private final boolean colour;

    NoticeLine(Collection<NodeName> names, boolean colour) {
        this.width = names.stream().mapToInt(name -> name.text().length()).max().orElse(NAME_WIDTH);
        this.colour = colour;
    }

    String of(String node, String notice, String detail) {
        String head = padded(node, width) + "   " + painted(notice, padded(notice, NOTICE_WIDTH));
        return (head + "  " + detail).stripTrailing();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private String painted(String notice, String text) {
        if (!colour) {
            return text;
        } else if (BAD.contains(notice)) {
            return "\u001B[31m" + text + "\u001B[0m";
        }
        return GOOD.contains(notice) ? "\u001B[32m" + text + "\u001B[0m" : text;
    }
}
