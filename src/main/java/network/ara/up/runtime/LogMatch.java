package network.ara.up.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.ara.up.process.LineSearch;

/** Looks for a pattern of the user's in a line of a log. */
final class LogMatch {

    /** What may be the name of a group: Java 17 does not tell which there are. */
    private static final Pattern NAME = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    private LogMatch() {}

    /** The named groups that took part, with their texts; empty where the pattern is not found. */
    static Optional<Map<String, String>> of(Pattern pattern, String line) {
        return LineSearch.find(pattern, line).map(LogMatch::groups);
    }

    private static Map<String, String> groups(Matcher matcher) {
        Map<String, String> groups = new TreeMap<>();
        NAME.matcher(matcher.pattern().pattern()).results().forEach(name -> {
            try {
                String text = matcher.group(name.group(1));
                if (text != null) {
                    groups.put(name.group(1), text);
                }
            } catch (IllegalArgumentException e) {
                // looks like a group, and is quoted in the pattern
            }
        });
        return groups;
    }
}
