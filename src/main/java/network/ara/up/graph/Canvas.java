package network.ara.up.graph;

import java.util.Arrays;
import java.util.Objects;
import network.ara.up.graph.Palette.Ink;
import org.jspecify.annotations.Nullable;

/** A grid of characters, each with its ink. */
final class Canvas {

    private final char[][] cells;
    private final @Nullable Ink[][] inks;

    Canvas(int width, int height) {
        cells = new char[height][width];
        inks = new Ink[height][width];
        for (char[] row : cells) {
            Arrays.fill(row, ' ');
        }
    }

    boolean isBlank(int x, int y) {
        return cells[y][x] == ' ';
    }

    void put(int x, int y, char glyph, Ink ink) {
        cells[y][x] = glyph;
        inks[y][x] = ink;
    }

    void put(int x, int y, String text, Ink ink) {
        for (int i = 0; i < text.length(); i++) {
            put(x + i, y, text.charAt(i), ink);
        }
    }

    /** Lines without blanks at their ends; neighbours of one ink are painted together. */
    String paint(Palette palette) {
        StringBuilder out = new StringBuilder();
        for (int y = 0; y < cells.length; y++) {
            int end = new String(cells[y]).stripTrailing().length();
            for (int x = 0; x < end; ) {
                int start = x;
                Ink ink = inks[y][start];
                while (x < end && Objects.equals(inks[y][x], ink)) {
                    x++;
                }
                String text = new String(cells[y], start, x - start);
                out.append(ink == null ? text : palette.paint(ink, text));
            }
            out.append('\n');
        }
        return out.toString();
    }
}
