package network.ara.up.graph;

import network.ara.up.graph.Layout.Box;

/** From the cells of a layout to the pixels of an SVG. */
final class SvgGrid {

    /** Of the names, in pixels. A column is a little wider than a character of any fixed-width font. */
    static final int FONT_SIZE = 13;

    static final int COLUMN = 8;
    static final int ROW = 16;

    /** How much smaller a box is than its rows, above and below. */
    private static final int INSET = 6;

    private SvgGrid() {}

    /** The left edge of a column. */
    static int x(int column) {
        return column * COLUMN;
    }

    /** The upper edge of a row. */
    static int y(int row) {
        return row * ROW;
    }

    static int middleX(int column) {
        return x(column) + COLUMN / 2;
    }

    static int middleY(int row) {
        return y(row) + ROW / 2;
    }

    static int top(Box box) {
        return y(box.y()) + INSET;
    }

    static int bottom(Box box) {
        return y(box.y() + box.height()) - INSET;
    }
}
