package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.NonPrintableStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The text of a manifest, written line by line, with comments. What is given as a value is read back as the same text,
 * whatever it holds: YAML's own characters are quoted, and no variable is replaced in it.
 */
public final class ManifestText {

    private static final int INDENT = 2;

    private static final Dump PLAIN = dump(ScalarStyle.PLAIN);
    private static final Dump QUOTED = dump(ScalarStyle.DOUBLE_QUOTED);

    private final StringBuilder text = new StringBuilder();
    private int depth;

    private static Dump dump(ScalarStyle style) {
        return new Dump(DumpSettings.builder()
                .setSchema(new CoreSchema())
                .setDefaultFlowStyle(FlowStyle.FLOW)
                .setDefaultScalarStyle(style)
                .setNonPrintableStyle(NonPrintableStyle.ESCAPE)
                .setWidth(Integer.MAX_VALUE)
                .setSplitLines(false)
                .build());
    }

    /** A line of its own for people. */
    public ManifestText comment(String line) {
        return line("# " + line.replaceAll("\\p{Cntrl}", " ").strip());
    }

    public ManifestText key(String name, String value) {
        return line(scalar(name) + ": " + literal(value));
    }

    public ManifestText key(String name, List<String> values) {
        return line(scalar(name) + ": ["
                + String.join(", ", values.stream().map(ManifestText::literal).toList()) + "]");
    }

    public ManifestText key(String name, Map<String, String> values) {
        List<String> pairs = new ArrayList<>();
        values.forEach((key, value) -> pairs.add(scalar(key) + ": " + literal(value)));
        return line(scalar(name) + ": {" + String.join(", ", pairs) + "}");
    }

    /** A word that is no text to the manifest, such as {@code true}. */
    public ManifestText word(String name, String word) {
        return line(scalar(name) + ": " + word);
    }

    /** A map whose keys follow, until {@link #close}. */
    public ManifestText open(String name) {
        line(scalar(name) + ":");
        depth++;
        return this;
    }

    public ManifestText close() {
        depth--;
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private ManifestText line(String line) {
        text.append(" ".repeat(depth * INDENT)).append(line).append('\n');
        return this;
    }

    private static String literal(String value) {
        return scalar(value.replaceAll("\\$(?=[$\\{])", "\\$\\$"));
    }

    /** As an item of a list in brackets, which is the strictest place for a text without quotes. */
    private static String scalar(String value) {
        boolean isLong = value.indexOf('\n') >= 0 || value.indexOf('\t') >= 0;
        String list = (isLong ? QUOTED : PLAIN).dumpToString(List.of(value)).strip();
        return list.substring(1, list.length() - 1);
    }
}
