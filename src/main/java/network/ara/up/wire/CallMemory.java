package network.ara.up.wire;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last calls that a callee took, with their answers: a call that is sent again, because the bus changed its leader, is
 * answered from here and not run again.
 *
 * <p>The oldest are forgotten first, beyond 10,000 calls, 5 minutes or 64 MiB of answers; never one that still runs.
 *
 * <p>Thread: one at a time.
 */
public final class CallMemory {

    private static final int MOST_CALLS = 10_000;
    private static final long MOST_BYTES = 64L << 20;
    private static final long LONGEST_NANOS = Duration.ofMinutes(5).toNanos();

    /** What is known of a call that comes in. */
    public enum Familiarity {
        /** Never seen: run it. It counts as running from now on. */
        NEW,
        /** Sent again while it runs: its answer will come. */
        RUNNING,
        /** Sent again after it ended: {@link #answer} has what it was answered. */
        ANSWERED
    }

    private record Key(String caller, MessageId id) {}

    private static final class Entry {
        final long sinceNanos;
        byte @Nullable [] answer; // null while it runs

        Entry(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    private final Map<Key, Entry> entries = new LinkedHashMap<>();
    private long bytes;

    /** Takes note of a call. */
    public Familiarity meet(String caller, MessageId id, long nowNanos) {
        Key key = new Key(caller, id);
        @Nullable Entry known = entries.get(key);
        if (known == null) {
            entries.put(key, new Entry(nowNanos));
            return Familiarity.NEW;
        }
        return known.answer == null ? Familiarity.RUNNING : Familiarity.ANSWERED;
    }

    /** The encoded result of a call that ended and is remembered. */
    public Optional<byte[]> answer(String caller, MessageId id) {
        return Optional.ofNullable(entries.get(new Key(caller, id))).map(entry -> entry.answer);
    }

    /** A call ended with this encoded result. */
    public void ended(String caller, MessageId id, byte[] answer, long nowNanos) {
        @Nullable Entry entry = entries.get(new Key(caller, id));
        if (entry != null && entry.answer == null) {
            entry.answer = answer;
            bytes += answer.length;
            forget(entry, nowNanos);
        }
    }

    /** A call was turned away unrun: sent again, it is new. */
    public void refused(String caller, MessageId id) {
        entries.remove(new Key(caller, id));
    }

    int size() {
        return entries.size();
    }

    private void forget(Entry newest, long nowNanos) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            boolean full = entries.size() > MOST_CALLS || bytes > MOST_BYTES;
            if (!full && nowNanos - entry.sinceNanos < LONGEST_NANOS) {
                return;
            }
            if (entry.answer != null && entry != newest) {
                bytes -= entry.answer.length;
                oldest.remove();
            }
        }
    }
}
