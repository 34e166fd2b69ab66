package network.ara.up.process;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Which lines of a log are wanted.
 *
 * @param last so many at most, the last ones of those that the other two leave
 * @param since what was written then or later
 * @param pattern what is found somewhere in the line
 */
public record LogQuery(OptionalInt last, Optional<Instant> since, Optional<Pattern> pattern) {

    boolean isFiltered() {
        return since.isPresent() || pattern.isPresent();
    }

    boolean accepts(LogLine line) {
        return since.filter(begin -> line.time().isBefore(begin)).isEmpty() && accepts(line.text());
    }

    /** Whether a line that is just written is wanted. */
    public boolean accepts(String line) {
        return pattern.isEmpty() || LineSearch.isFound(pattern.get(), line);
    }
}
