package network.ara.up.graph;

import java.util.Map;
import network.ara.up.model.Dependency.Kind;

/**
 * The characters of a text drawing.
 *
 * @param boxes of each kind: the upper border from left to right, a side, the lower border, and where a line leaves it
 * @param unused where a line of a dependency that no call was seen of reaches the upper border
 */
record Glyphs(
        Map<NodeKind, String> boxes,
        String tree,
        String ellipsis,
        Line requires,
        Line wants,
        Line after,
        Line calls,
        char unused) {

    static final Glyphs UNICODE = new Glyphs(
            Map.of(
                    NodeKind.SERVICE, "┌─┐│└─┘┬",
                    NodeKind.TASK, "╭─╮│╰─╯┬",
                    NodeKind.BUILTIN, "╔═╗║╚═╝╤",
                    NodeKind.EXTERNAL, "┌╌┐╎└╌┘┬"),
            "├└│",
            "…",
            new Line('▼', " │─╰││╭├─╯─┴╮┤┬┼"),
            new Line('▽', " ╎╌╰╎╎╭├╌╯╌┴╮┤┬┼"),
            new Line('v', " ┊┈╰┊┊╭├┈╯┈┴╮┤┬┼"),
            new Line('▼', " ┃━┗┃┃┏┣━┛━┻┓┫┳╋"),
            '×');

    static final Glyphs ASCII = new Glyphs(
            Map.of(
                    NodeKind.SERVICE, "+-+|+-++",
                    NodeKind.TASK, "/-\\|\\-/+",
                    NodeKind.BUILTIN, "#######+",
                    NodeKind.EXTERNAL, ".~.:.~.+"),
            "|`|",
            "..",
            new Line('v', " |-+||++-+-+++++"),
            new Line('v', " !=+!!++=+=+++++"),
            new Line('v', " :.+::++.+.+++++"),
            new Line('v', " ***************"),
            'x');

    /** How one kind of line looks: its cells are indexed by the directions in which the line goes on from them. */
    record Line(char arrow, String cells) {}

    /** Where a line goes on from a cell: the sum stands for several. */
    static final int NORTH = 1;

    static final int EAST = 2;
    static final int SOUTH = 4;
    static final int WEST = 8;

    /** The upper border of a box, so many columns wide. */
    String top(NodeKind kind, int width) {
        return border(kind, 0, width);
    }

    char side(NodeKind kind) {
        return box(kind).charAt(3);
    }

    String bottom(NodeKind kind, int width) {
        return border(kind, 4, width);
    }

    private String border(NodeKind kind, int first, int width) {
        String box = box(kind);
        return box.charAt(first) + box.substring(first + 1, first + 2).repeat(width - 2) + box.charAt(first + 2);
    }

    /** Where a line leaves the lower border. */
    char exit(NodeKind kind) {
        return box(kind).charAt(7);
    }

    private String box(NodeKind kind) {
        return boxes.getOrDefault(kind, "");
    }

    /** Where a line reaches the upper border. */
    char arrow(Kind kind) {
        return look(kind).arrow();
    }

    char line(Kind kind, int directions) {
        return look(kind).cells().charAt(directions);
    }

    /** What stands before a name in a tree. */
    String branch(Kind kind, boolean last) {
        return tree.charAt(last ? 1 : 0) + String.valueOf(line(kind, EAST)) + " ";
    }

    /** What stands below a branch. */
    String trunk(boolean last) {
        return last ? "   " : tree.charAt(2) + "  ";
    }

    private Line look(Kind kind) {
        return switch (kind) {
            case REQUIRES -> requires;
            case WANTS -> wants;
            case AFTER -> after;
            case CALLS -> calls;
        };
    }
}
