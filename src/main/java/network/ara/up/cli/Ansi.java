package network.ara.up.cli;

import network.ara.up.graph.Palette;
import network.ara.up.graph.Tone;

/** Colours by ANSI escape codes. */
final class Ansi implements Palette {

    private static final String BOLD = "1";
    private static final String DIM = "2";
    private static final String RED = "31";
    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String BLUE = "34";
    private static final String BOLD_MAGENTA = "1;35";

    @Override
    public String paint(Ink ink, String text) {
        if (ink instanceof Ink.Line line) {
            return line(line, text);
        }
        Ink.Node node = (Ink.Node) ink;
        return code(
                node.tone()
                        .map(tone -> (node.critical() ? BOLD + ";" : "") + code(tone))
                        .orElse(node.critical() ? BOLD_MAGENTA : BOLD),
                text);
    }

    private static String line(Ink.Line line, String text) {
        if (line.critical()) {
            return code(BOLD_MAGENTA, text);
        }
        return switch (line.kind()) {
            case REQUIRES -> text;
            case WANTS -> code(BLUE, text);
            case AFTER -> code(DIM, text);
            case CALLS -> code(RED, text);
        };
    }

    private static String code(Tone tone) {
        return switch (tone) {
            case GOOD -> GREEN;
            case BUSY -> YELLOW;
            case BAD -> RED;
            case IDLE -> DIM;
        };
    }

    private static String code(String code, String text) {
        return "\u001B[" + code + "m" + text + "\u001B[0m";
    }
}
