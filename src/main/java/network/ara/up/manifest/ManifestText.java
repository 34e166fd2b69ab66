package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The text of a manifest, written line by line, with comments. What is given as a value is read back as the same text,
 * whatever it holds: YAML's own characters are quoted, and no variable is replaced in it.
 */
public final class ManifestText {

    private static final int INDENT = 2;

    private final StringBuilder text = new StringBuilder();
    private int depth;

    /** A line of its own for people. */
    public ManifestText comment(String line) {
        return line("# " + line.replaceAll("\\p{Cntrl}", " ").strip());
    }

    public ManifestText key(String name, String value) {
        return line(YamlText.scalar(name) + ": " + literal(value));
    }

    public ManifestText key(String name, List<String> values) {
        return line(YamlText.scalar(name) + ": ["
                + String.join(", ", values.stream().map(ManifestText::literal).toList()) + "]");
    }

    public ManifestText key(String name, Map<String, String> values) {
        List<String> pairs = new ArrayList<>();
        values.forEach((key, value) -> pairs.add(YamlText.scalar(key) + ": " + literal(value)));
        return line(YamlText.scalar(name) + ": {" + String.join(", ", pairs) + "}");
    }

    /** A word that is no text to the manifest, such as {@code true}. */
    public ManifestText word(String name, String word) {
        return line(YamlText.scalar(name) + ": " + word);
    }

    /** A map whose keys follow, until {@link #close}. */
    public ManifestText open(String name) {
        line(YamlText.scalar(name) + ":");
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
        return YamlText.scalar(Variables.escaped(value));
    }
}
