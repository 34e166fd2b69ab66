package network.ara.up.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * When the lines of a log were written, as somebody saw who looked at it now and then: entries that say how long the log was
 * when it was last written to. A line's time is that of the first entry at its end or behind it.
 *
 * <p>As text: {@code inode N}, of the log that it is about, then a line for each entry, its offset in bytes and its time
 * in microseconds since 1970. A last entry without a line end is none.
 *
 * <p>Immutable.
 */
final class LogTimes {

    /** About a megabyte of text for each log, at most. */
    static final int MAX_ENTRIES = 32_768;

    /** How much of an entry's age it may be wrong at first, when there are too many; then twice that, and so on. */
    private static final double FIRST_ERROR = 1.0 / (1 << 14);

    private final long[] offsets;
    private final long[] micros;

    private LogTimes(long[] offsets, long[] micros) {
        this.offsets = offsets;
        this.micros = micros;
    }

    /** The entries about the log with this inode; none where the file is missing, or about another one. */
    static LogTimes read(Path file, long inode) throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return new LogTimes(new long[0], new long[0]);
        }
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals("inode " + inode)) {
            return new LogTimes(new long[0], new long[0]);
        }
        long[] offsets = new long[lines.size()];
        long[] micros = new long[lines.size()];
        int count = 0;
        for (String line : lines.subList(1, lines.size())) {
            int space = line.indexOf(' ');
            long offset = number(line, 0, space);
            long time = number(line, space + 1, line.length());
            if (offset > (count == 0 ? 0 : offsets[count - 1]) && time >= 0) {
                offsets[count] = offset;
                micros[count++] = time;
            }
        }
        return new LogTimes(Arrays.copyOf(offsets, count), Arrays.copyOf(micros, count));
    }

    private static long number(String text, int from, int to) {
        try {
            return Long.parseLong(text, from, Math.max(from, to), 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The first lines of the file. */
    static String head(long inode) {
        return "inode " + inode + "\n";
    }

    /** An entry of the file. */
    static String entry(long offset, Instant time) {
        return offset + " " + micros(time) + "\n";
    }

    private static long micros(Instant time) {
        return Math.max(0, time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000);
    }

    int size() {
        return offsets.length;
    }

    /** The length of the log at the last entry; 0 without one. */
    long end() {
        return offsets.length == 0 ? 0 : offsets[offsets.length - 1];
    }

    /**
     * The time of what ends at this offset.
     *
     * @param late of what was written after the last entry
     */
    Instant at(long end, Instant late) {
        int found = Arrays.binarySearch(offsets, end);
        int index = found < 0 ? -found - 1 : found;
        return index == offsets.length ? late : Instant.EPOCH.plusNanos(micros[index] * 1_000);
    }

    /** The largest offset that nothing before is as young as this. */
    long offsetOf(Instant since) {
        long wanted = micros(since);
        int index = offsets.length;
        while (index > 0 && micros[index - 1] >= wanted) {
            index--;
        }
        return index == 0 ? 0 : offsets[index - 1];
    }

    /**
     * Without what is about the log's beginning, and where that is not enough with half of the entries: those that differ
     * least from the next one, as seen from the last one.
     */
    LogTimes shortened(long begin) {
        int from = 0;
        while (from < offsets.length && offsets[from] <= begin) {
            from++;
        }
        LogTimes shorter = new LogTimes(
                Arrays.copyOfRange(offsets, from, offsets.length), Arrays.copyOfRange(micros, from, offsets.length));
        for (double error = FIRST_ERROR; shorter.size() > MAX_ENTRIES / 2; error *= 2) {
            shorter = shorter.thinned(error);
        }
        return shorter;
    }

    /** Keeps the last entry, and going back each one that is older than the one kept before it by enough. */
    private LogTimes thinned(double error) {
        long[] keptOffsets = new long[size()];
        long[] keptMicros = new long[size()];
        int first = size();
        for (int i = size() - 1; i >= 0; i--) {
            long age = Math.max(0, micros[size() - 1] - micros[i]); // a clock may have been set back
            if (first == size() || keptMicros[first] - micros[i] > age * error) {
                first--;
                keptOffsets[first] = offsets[i];
                keptMicros[first] = micros[i];
            }
        }
        return new LogTimes(
                Arrays.copyOfRange(keptOffsets, first, size()), Arrays.copyOfRange(keptMicros, first, size()));
    }

    /** The whole file. */
    String text(long inode) {
        StringBuilder text = new StringBuilder(head(inode));
        for (int i = 0; i < size(); i++) {
            text.append(offsets[i]).append(' ').append(micros[i]).append('\n');
        }
        return text.toString();
    }
}
