package network.ara.up.process;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much a node's log may hold, in bytes. While the node runs, its log's front is given back once there is more; when
 * it starts, a log that is longer is put aside, in the place of the one that was put aside before.
 */
public record LogLimit(long bytes) {

    public static final LogLimit DEFAULT = new LogLimit(64L << 20);

    private static final String VARIABLE = "ARA_UP_LOG_LIMIT";
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,6})(KiB|MiB|GiB)");

    /** A hole is made of whole pages, a quarter of this at a time. */
    private static final long MIN_BYTES = 16L * LogHole.PAGE_BYTES;

    /** Errors: {@link IllegalArgumentException} under 64 KiB. */
    public LogLimit {
        if (bytes < MIN_BYTES) {
            throw new IllegalArgumentException("a log needs " + (MIN_BYTES >> 10) + "KiB at least");
        }
    }

    /**
     * The default, or what {@code ARA_UP_LOG_LIMIT} says, such as {@code 500KiB}, {@code 1MiB}, {@code 2GiB}.
     *
     * <p>Errors: {@link IllegalArgumentException} when it says something else.
     */
    public static LogLimit of(Map<String, String> environment) {
        String value = environment.getOrDefault(VARIABLE, "").strip();
        if (value.isEmpty()) {
            return DEFAULT;
        }
        Matcher matcher = SHAPE.matcher(value);
        if (matcher.matches()) {
            int shift = 10 * (1 + "KMG".indexOf(matcher.group(2).charAt(0)));
            long bytes = Long.parseLong(matcher.group(1)) << shift;
            if (bytes >= MIN_BYTES) {
                return new LogLimit(bytes);
            }
        }
        throw new IllegalArgumentException("environment variable '" + VARIABLE + "' is '" + value
                + "', not a size of 64KiB or more, such as 500KiB, 64MiB or 1GiB");
    }

    /** How much of the front goes at a time: whole pages. */
    long step() {
        return bytes / 4 - bytes / 4 % LogHole.PAGE_BYTES;
    }
}
