package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import network.ara.up.manifest.YamlText.Script;
import network.ara.up.manifest.YamlText.Word;
import network.ara.up.model.NodeReference;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * Writes nodes as a manifest that says all by itself: with paths absolute, and without variables, includes, defaults and
 * aliases. Read again, it gives the same specs but for their positions.
 *
 * <p><b>Thread:</b> any.
 */
public final class ManifestWriter {

    /** Of variables: what people call secrets. {@code KEY} is one as a word of its own, and behind some others. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(?:PASS(?:W|PHRASE|$|[_.-])|TOKEN|SECRET|CREDENTIAL"
                    + "|(?:^|[_.-]|API|ACCESS|PRIVATE|SSH|SIGNING|ENCRYPTION|LICENSE)KEYS?(?:$|[_.-])).*");

    /** A shorter value is masked in its variable, but not searched for elsewhere: it may well be there by chance. */
    private static final int MIN_SEARCHED = 6;

    private static final String MASK = "***";

    private final boolean defaults;
    private final Optional<List<String>> secrets;

    private ManifestWriter(boolean defaults, Optional<List<String>> secrets) {
        this.defaults = defaults;
        this.secrets = secrets;
    }

    /**
     * One that hides nothing.
     *
     * @param defaults whether to write also what holds anyhow
     */
    public static ManifestWriter showingAll(boolean defaults) {
        return new ManifestWriter(defaults, Optional.empty());
    }

    /**
     * As {@link #showingAll}, with {@code ***} for the value of each variable of a node whose name looks secret, and
     * wherever such a value of {@code environment} stands.
     */
    public static ManifestWriter masking(boolean defaults, Map<String, String> environment) {
        List<String> secrets = new ArrayList<>();
        environment.forEach((name, value) -> {
            if (isSecret(name) && value.length() >= MIN_SEARCHED) {
                secrets.add(value);
            }
        });
        return new ManifestWriter(defaults, Optional.of(secrets));
    }

    private static boolean isSecret(String name) {
        return SECRET_NAME.matcher(name).matches();
    }

    /** As YAML, with a comment at each node that says where it comes from. */
    public String yaml(String project, Collection<NodeSpec> nodes) {
        YamlText out = new YamlText();
        out.entry(0, "name", project);
        out.line("nodes:" + (nodes.isEmpty() ? " {}" : ""));
        for (NodeSpec node : nodes) {
            out.line("  # " + place(node.position()));
            out.line("  " + YamlText.scalar(node.name().text()) + ":");
            keys(node, Variables::escaped).forEach((key, value) -> out.entry(4, key, value));
        }
        return out.text();
    }

    /** As maps, lists, strings, numbers, booleans and null, for JSON; {@code x-from} says where each comes from. */
    public Map<String, Object> tree(String project, Collection<NodeSpec> nodes) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (NodeSpec node : nodes) {
            Map<String, @Nullable Object> keys = new LinkedHashMap<>();
            keys(node, UnaryOperator.identity()).forEach((key, value) -> keys.put(key, plain(value)));
            keys.put("x-from", place(node.position()));
            all.put(node.name().text(), keys);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", project);
        tree.put("nodes", all);
        return tree;
    }

    /** Without what could end the comment that it stands in. */
    private static String place(SourcePosition position) {
        return (position.file() + ":" + position.line()).replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    }

    private Map<String, Object> keys(NodeSpec node, UnaryOperator<String> escape) {
        Map<String, Object> keys = WrittenNode.keys(
                node,
                defaults,
                text -> NodeReference.resolve(text, part -> escape.apply(masked(part)), NodeReference::toString));
        if (secrets.isPresent() && keys.get("env") instanceof Map<?, ?> env) {
            Map<String, Object> shown = new LinkedHashMap<>();
            env.forEach((name, value) -> shown.put(
                    String.valueOf(name), value instanceof String && isSecret(String.valueOf(name)) ? MASK : value));
            keys.put("env", shown);
        }
        return keys;
    }

    private String masked(String text) {
        String masked = text;
        for (String secret : secrets.orElse(List.of())) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    private static @Nullable Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((name, member) -> plain.put(String.valueOf(name), plain(member)));
            return plain;
        } else if (value instanceof List<?> list) {
            return list.stream().map(ManifestWriter::plain).toList();
        } else if (value instanceof Script script) {
            return script.text();
        }
        return value instanceof Word word ? ofWord(word.text()) : value;
    }

    private static @Nullable Object ofWord(String word) {
        if (word.equals("null")) {
            return null;
        } else if (word.matches("\\d+")) {
            return Long.valueOf(word);
        } else if (word.matches("\\d+[.]\\d+")) {
            return Double.valueOf(word);
        }
        return word.equals("true") || word.equals("false") ? (Object) Boolean.valueOf(word) : word;
    }
}
