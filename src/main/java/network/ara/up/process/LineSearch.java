package network.ara.up.process;

import java.util.regex.Pattern;

/** A user's regular expression, on a line that some program wrote. */
public final class LineSearch {

    private LineSearch() {}

    /** Java's regular expressions recurse: one on a long line that runs out of stack finds nothing. */
    public static boolean isFound(Pattern pattern, String line) {
        try {
            return pattern.matcher(line).find();
        } catch (StackOverflowError e) {
            return false;
        }
    }
}
