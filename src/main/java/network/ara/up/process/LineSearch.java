package network.ara.up.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user's regular expression, on a line that some program wrote. */
public final class LineSearch {

    private LineSearch() {}

    /** Java's regular expressions recurse: one on a long line that runs out of stack finds nothing. */
    public static boolean isFound(Pattern pattern, String line) {
        return find(pattern, line).isPresent();
    }

    /** The first match; else as {@link #isFound}. */
    public static Optional<Matcher> find(Pattern pattern, String line) {
        try {
            Matcher matcher = pattern.matcher(line);
            return matcher.find() ? Optional.of(matcher) : Optional.empty();
        } catch (StackOverflowError e) {
            return Optional.empty();
        }
    }
}
