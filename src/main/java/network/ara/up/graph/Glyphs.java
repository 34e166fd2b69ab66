package network.ara.up.graph;

import network.ara.up.model.Dependency.Kind;

/** The characters of a text drawing. */
record Glyphs(String box, String tree, Line requires, Line wants, Line after) {

    static final Glyphs UNICODE = new Glyphs(
            "┌─┐│└┘┬",
            "├└│",
            new Line('▼', " │─╰││╭├─╯─┴╮┤┬┼"),
            new Line('▽', " ╎╌╰╎╎╭├╌╯╌┴╮┤┬┼"),
            new Line('▽', " ┊┈╰┊┊╭├┈╯┈┴╮┤┬┼"));

    static final Glyphs ASCII = new Glyphs(
            "+-+|+++",
            "|`|",
            new Line('v', " |-+||++-+-+++++"),
            new Line('v', " !=+!!++=+=+++++"),
            new Line('v', " :.+::++.+.+++++"));

    /** How one kind of line looks: its cells are indexed by the directions in which the line goes on from them. */
    record Line(char arrow, String cells) {}

    /** Where a line goes on from a cell: the sum stands for several. */
    static final int NORTH = 1;

    static final int EAST = 2;
    static final int SOUTH = 4;
    static final int WEST = 8;

    /** The upper border of a box, so many columns wide. */
    String top(int width) {
        return box.charAt(0) + box.substring(1, 2).repeat(width - 2) + box.charAt(2);
    }

    char side() {
        return box.charAt(3);
    }

    String bottom(int width) {
        return box.charAt(4) + box.substring(1, 2).repeat(width - 2) + box.charAt(5);
    }

    /** Where a line leaves the lower border. */
    char exit() {
        return box.charAt(6);
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
        };
    }
}
