package network.ara.up.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a node: 1 to 128 of letters, digits and {@code . _ + -}, beginning with a letter or a digit.
 *
 * <p>Spec: manifest.md, "Keys". Natural order is the order of the text.
 */
public record NodeName(String text) implements Comparable<NodeName> {

    private static final int MAX_LENGTH = 128;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");

    /** Errors: {@link IllegalArgumentException} with the reason of {@link #flaw}. */
    public NodeName {
        flaw(text).ifPresent(flaw -> {
            throw new IllegalArgumentException("'" + text + "' is not a node name: " + flaw);
        });
    }

    /** Why {@code text} can't be a node's name, or empty where it can. */
    public static Optional<String> flaw(String text) {
        if (text.isEmpty()) {
            return Optional.of("it is empty");
        }
        if (text.length() > MAX_LENGTH) {
            return Optional.of(
                    "it is " + text.length() + " characters long, and at most " + MAX_LENGTH + " are allowed");
        }
        if (!SHAPE.matcher(text).matches()) {
            return Optional.of("a name consists of letters, digits and . _ + - and begins with a letter or a digit");
        }
        return Optional.empty();
    }

    @Override
    public int compareTo(NodeName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
