package network.ara.up.wire;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import network.ara.up.wire.IncMessage.Call;
import network.ara.up.wire.IncMessage.Cancel;
import org.jspecify.annotations.Nullable;

/**
 * The last calls that a callee took, with their answers: a call that is sent again, because the bus changed its leader, is
 * answered from here and not run again.
 *
 * <p>The oldest are forgotten first, beyond 10,000 calls, 5 minutes or 64 MiB of answers; never one that still runs.
 *
 * <p>Thread: any.
 */
public final class CallMemory {

    private static final int MOST_CALLS = 10_000;
    private static final long MOST_BYTES = 64L << 20;
    private static final long LONGEST_NANOS = Duration.ofMinutes(5).toNanos();

    /** What is known of a call that comes in. */
    enum Familiarity {
        /** Never seen: run it. It counts as running from now on. */
        NEW,
        /** Sent again while it runs: its answer will come. */
        RUNNING,
        /** Sent again after it ended: {@link #answer} has what it was answered. */
        ANSWERED
    }

    /** A call that wants an answer. */
    public record Key(String caller, MessageId id) {

        public static Optional<Key> of(Call call) {
            return call.wantsAnswer() ? call.id().map(id -> new Key(call.name(), id)) : Optional.empty();
        }

        public static Key of(Cancel cancel) {
            return new Key(cancel.name(), cancel.id());
        }
    }

    private static final class Entry {
        final long sinceNanos;
        byte @Nullable [] answer; // null while it runs

        Entry(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    private final Map<Key, Entry> entries = new LinkedHashMap<>();
    private long bytes;

    /**
     * Takes note of a call, and tells whether it is to be run; one that wants no answer always is.
     *
     * @param again sends an answer once more, for a call that has ended
     */
    public boolean isNew(Call call, long nowNanos, Consumer<byte[]> again) {
        Optional<Key> key = Key.of(call);
        if (key.isEmpty()) {
            return true;
        }
        Familiarity familiarity;
        Optional<byte[]> earlier;
        synchronized (this) {
            familiarity = meet(key.get(), nowNanos);
            earlier = answer(key.get());
        }
        earlier.ifPresent(again);
        return familiarity == Familiarity.NEW;
    }

    synchronized Familiarity meet(Key key, long nowNanos) {
        @Nullable Entry known = entries.get(key);
        if (known == null) {
            entries.put(key, new Entry(nowNanos));
            return Familiarity.NEW;
        }
        return known.answer == null ? Familiarity.RUNNING : Familiarity.ANSWERED;
    }

    /** The encoded result of a call that ended and is remembered. */
    synchronized Optional<byte[]> answer(Key key) {
        return Optional.ofNullable(entries.get(key)).map(entry -> entry.answer);
    }

    /** A call ended with this encoded result. */
    public synchronized void ended(Key key, byte[] answer, long nowNanos) {
        @Nullable Entry entry = entries.get(key);
        if (entry != null && entry.answer == null) {
            entry.answer = answer;
            bytes += answer.length;
            forget(entry, nowNanos);
        }
    }

    /** A call was turned away unrun: sent again, it is new. */
    public synchronized void refused(Key key) {
        entries.remove(key);
    }

    synchronized int size() {
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
