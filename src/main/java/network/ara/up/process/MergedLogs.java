package network.ara.up.process;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The lines of several nodes in the order of their times, those of the same time by node's name. The lines of one node stay
 * in their order, whatever the clock did.
 *
 * <p>Thread: one.
 */
public final class MergedLogs {

    private record Head(LogLine line, StoredLog log) {}

    private final PriorityQueue<Head> heads =
            new PriorityQueue<>(Comparator.comparing((Head head) -> head.line().time())
                    .thenComparing(head -> head.line().node()));

    /** The logs stay the caller's to close. */
    public MergedLogs(Collection<StoredLog> logs) throws IOException {
        for (StoredLog log : logs) {
            advance(log);
        }
    }

    public Optional<LogLine> next() throws IOException {
        Head head = heads.poll();
        if (head == null) {
            return Optional.empty();
        }
        advance(head.log());
        return Optional.of(head.line());
    }

    private void advance(StoredLog log) throws IOException {
        log.next().ifPresent(line -> heads.add(new Head(line, log)));
    }
}
