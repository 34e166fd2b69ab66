package network.ara.up.graph;

import java.util.EnumSet;
import java.util.Set;

/**
 * The text of an SVG in the making. Each colour is written as an attribute, for light grounds and for viewers that know no
 * style sheets; the style sheet changes it for dark grounds.
 */
final class SvgText {

    private final StringBuilder body = new StringBuilder();
    private final Set<Colour> fills = EnumSet.noneOf(Colour.class);
    private final Set<Colour> strokes = EnumSet.noneOf(Colour.class);

    /** Attributes. */
    String fill(Colour colour) {
        fills.add(colour);
        return "class=\"f-" + colour.word() + "\" fill=\"" + colour.light() + '"';
    }

    /** Attributes of a line. */
    String stroke(Colour colour) {
        strokes.add(colour);
        return "class=\"s-" + colour.word() + "\" fill=\"none\" stroke=\"" + colour.light() + '"';
    }

    /** Attributes of a shape with a border. */
    String paint(Colour fill, Colour border) {
        fills.add(fill);
        strokes.add(border);
        return "class=\"f-" + fill.word() + " s-" + border.word() + "\" fill=\"" + fill.light() + "\" stroke=\""
                + border.light() + '"';
    }

    void line(String element) {
        body.append("  ").append(element).append('\n');
    }

    void text(int x, double y, String attributes, String text) {
        line("<text x=\"" + x + "\" y=\"" + number(y) + "\" " + attributes + ">" + escaped(text) + "</text>");
    }

    String body() {
        return body.toString();
    }

    /** What changes on a dark ground. */
    String style() {
        StringBuilder style = new StringBuilder("  <style>\n    @media (prefers-color-scheme: dark) {\n");
        fills.forEach(colour -> rule(style, ".f-", colour, "fill"));
        strokes.forEach(colour -> rule(style, ".s-", colour, "stroke"));
        return style.append("    }\n  </style>\n").toString();
    }

    private static void rule(StringBuilder style, String prefix, Colour colour, String property) {
        style.append("      ").append(prefix).append(colour.word());
        style.append(" { ").append(property).append(": ").append(colour.dark()).append("; }\n");
    }

    /** Without what XML can't hold. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isCharacter(point) ? point : ' ');
            }
        });
        return escaped.toString();
    }

    private static boolean isCharacter(int point) {
        boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
        return point == '\t' || point == '\n' || (point >= ' ' && !surrogate && point != 0xFFFE && point != 0xFFFF);
    }

    /** As short as it can be. */
    static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(Math.round(value * 10) / 10.0);
    }
}
