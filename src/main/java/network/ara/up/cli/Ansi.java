package network.ara.up.cli;

import network.ara.up.graph.Palette;

/** Colours by ANSI escape codes. */
final class Ansi implements Palette {

    private static final String BOLD = "1";
    private static final String BLUE = "34";
    private static final String DIM = "2";

    @Override
    public String paint(Ink ink, String text) {
        if (ink instanceof Ink.Line line) {
            return switch (line.kind()) {
                case REQUIRES -> text;
                case WANTS -> code(BLUE, text);
                case AFTER -> code(DIM, text);
            };
        }
        return code(BOLD, text);
    }

    private static String code(String code, String text) {
        return "\u001B[" + code + "m" + text + "\u001B[0m";
    }
}
