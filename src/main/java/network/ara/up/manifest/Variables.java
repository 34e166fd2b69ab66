package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.ara.up.model.NodeReference;
import network.ara.up.model.Suggestion;

/**
 * Replaces {@code ${V}}, {@code ${V:-default}}, {@code ${V:?message}} and {@code $$} in a text. Any other {@code $} stays.
 * What is put in is not looked at again. The manifest's own {@code vars} win over the environment. A {@link NodeReference}
 * stays one.
 */
final class Variables {

    /** What is wrong with a reference, at {@code offset} (in chars) of the text that was expanded. */
    record Flaw(int offset, int length, String message, String fix) {}

    /** A reference to a node, and where it stands as a {@link Flaw} does. */
    record Mention(int offset, int length, NodeReference reference) {}

    /** The text, as far as it could be made, what was wrong, and which nodes it asks. */
    record Expansion(String text, List<Flaw> flaws, List<Mention> mentions) {}

    /** In characters; without a bound, variables that hold variables could fill the memory. */
    private static final int MAX_INSERTED = 32 << 20;

    private static final int MAX_DEPTH = 10;

    /** Of one text; no more are looked for. */
    private static final int MAX_FLAWS = 20;

    /** Each compares all variables; then it is enough. */
    private static final int MAX_SUGGESTIONS = 100;

    /** What would be read as a reference, or as an escaped one. */
    private static final Pattern DOLLARS = Pattern.compile("\\$+(?=\\{)|\\$\\$+");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern REFERENCE =
            Pattern.compile("(" + NAME.pattern() + ")(?:(:[-?])(.*))?", Pattern.DOTALL);

    private final Map<String, String> values;
    private long inserted;
    private int suggestions;

    Variables(Map<String, String> environment) {
        this.values = new HashMap<>(environment);
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    void define(String name, String value) {
        values.put(name, value);
    }

    /** The text that expands to {@code text}. */
    static String escaped(String text) {
        return DOLLARS.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group().repeat(2)));
    }

    /** Whether there is anything in the text to look at. */
    static boolean mayExpand(String text) {
        return text.indexOf('$') >= 0;
    }

    Expansion expand(String text) {
        Expansion found = new Expansion(text, new ArrayList<>(), new ArrayList<>());
        return new Expansion(expand(text, 0, found), found.flaws(), found.mentions());
    }

    static boolean isReference(String text, int at) {
        return text.startsWith("${", at);
    }

    /** Behind the brace that closes the reference at {@code at}; the text's end where none does. */
    static int endOfReference(String text, int at) {
        int depth = 0;
        for (int i = at + 1; i < text.length(); i++) {
            if (text.charAt(i) == '{') {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    private String expand(String text, int depth, Expansion found) {
        if (!mayExpand(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 32);
        int at = 0;
        while (at < text.length() && found.flaws().size() < MAX_FLAWS) {
            if (text.startsWith("$$", at)) {
                out.append('$');
                at += 2;
            } else if (isReference(text, at)) {
                int end = endOfReference(text, at);
                out.append(reference(text.substring(at, end), new Place(at, end - at, depth, found)));
                at = end;
            } else {
                out.append(text.charAt(at++));
            }
        }
        return out.toString();
    }

    /** Where a reference stands, for its flaws. */
    private record Place(int offset, int length, int depth, Expansion found) {

        String fail(String message, String fix) {
            if (found.flaws().size() < MAX_FLAWS) {
                found.flaws().add(new Flaw(offset, length, message, fix));
            }
            return "";
        }

        String mention(NodeReference reference) {
            found.mentions().add(new Mention(offset, length, reference));
            return reference.kept();
        }
    }

    private String reference(String reference, Place place) {
        if (!reference.endsWith("}")) {
            return place.fail("'${' is never closed", "add the '}', or write '$${' for the characters themselves");
        }
        String inside = reference.substring(2, reference.length() - 1);
        if (NodeReference.isMeant(inside)) {
            return NodeReference.parse(inside)
                    .map(place::mention)
                    .orElseGet(() -> place.fail(
                            "'" + reference + "' asks a node for what none can tell",
                            "write ${nodes.NAME.ports.PORT}, ${nodes.NAME.pid} or ${nodes.NAME.host}"));
        }
        Matcher matcher = REFERENCE.matcher(reference).region(2, reference.length() - 1);
        if (!matcher.matches() || place.depth() == MAX_DEPTH) {
            return place.fail(
                    "'" + reference + "' is no variable",
                    "write ${NAME}, ${NAME:-default} or ${NAME:?message}; '$${' for the characters themselves");
        }
        String name = matcher.group(1);
        String value = values.getOrDefault(name, "");
        if (matcher.group(2) == null) {
            return values.containsKey(name) ? insert(value, place) : unset(name, place);
        }
        if (!value.isEmpty()) {
            return insert(value, place);
        }
        return fallback(matcher, place);
    }

    private String fallback(Matcher reference, Place place) {
        String text = reference.group(3);
        if (reference.group(2).equals(":?")) {
            String why = text.isEmpty() ? "" : ": " + text;
            return place.fail("the variable '" + reference.group(1) + "' is not set" + why, "set it");
        }
        Expansion inner = new Expansion(text, new ArrayList<>(), new ArrayList<>());
        String expanded = expand(text, place.depth() + 1, inner);
        inner.flaws().forEach(flaw -> place.fail(flaw.message(), flaw.fix()));
        inner.mentions().forEach(mention -> place.mention(mention.reference()));
        return expanded;
    }

    private String unset(String name, Place place) {
        Optional<String> nearest = suggestions++ < MAX_SUGGESTIONS
                ? Suggestion.nearest(name, values.keySet().stream().sorted().toList())
                : Optional.empty();
        return place.fail(
                "the variable '" + name + "' is not set",
                nearest.map(known -> "did you mean '" + known + "'?")
                        .orElse("set it, or write ${" + name + ":-default}"));
    }

    private String insert(String value, Place place) {
        inserted += value.length();
        return inserted <= MAX_INSERTED ? value : place.fail("the variables make this manifest too large", "use fewer");
    }
}
