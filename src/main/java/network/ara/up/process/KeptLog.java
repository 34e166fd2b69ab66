package network.ara.up.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One log of a {@link LogKeeper}, whose thread alone uses it. It never reads what the log says, but for where its hole
 * ends, once.
 */
final class KeptLog {

    private static final System.Logger LOG = System.getLogger(KeptLog.class.getName());

    /** Half of what a file of ext4 can be; a log gets there with 200 MB/s in half a day. */
    private static final long LONGEST_BYTES = 8L << 40;

    private static final AtomicBoolean TOLD_OF_TRUNCATION = new AtomicBoolean();

    private final LogFiles.Part files;
    private final LogLimit limit;
    private final LookSchedule schedule = new LookSchedule();

    /** Null until the log is there. */
    private @Nullable TimesFile times;

    /** Device and inode of the log that {@code times} is about. */
    private @Nullable Object key;

    private long hole;

    /** Null when none is under way; it makes the hole as long as {@code hole} says. */
    private @Nullable Process punch;

    private boolean toldOfFailure;

    KeptLog(LogFiles.Part files, LogLimit limit) {
        this.files = files;
        this.limit = limit;
    }

    /** Returns the nanoseconds until the next look. */
    long lookIfDue(long nowNanos) {
        if (schedule.untilDue(nowNanos) <= 0) {
            if (look()) {
                schedule.active(nowNanos);
            }
            schedule.looked(nowNanos);
        }
        return schedule.untilDue(nowNanos);
    }

    /** Notes how long the log is, and gives back what is too much; true where it has grown. */
    boolean look() {
        try {
            BasicFileAttributes log = Files.readAttributes(files.log(), BasicFileAttributes.class);
            TimesFile index = index(log);
            boolean grown = log.size() > index.end();
            if (grown) {
                index.append(log.size(), log.lastModifiedTime().toInstant(), hole);
            }
            trim(log.size());
            return grown;
        } catch (NoSuchFileException e) {
            return false; // somebody removed it: its node writes to no name
        } catch (IOException e) {
            tell(e);
            close();
            return false;
        }
    }

    private TimesFile index(BasicFileAttributes log) throws IOException {
        TimesFile open = times;
        if (open != null && Objects.equals(key, log.fileKey()) && open.end() <= log.size()) {
            return open;
        }
        close();
        long inode = ((Number) Files.getAttribute(files.log(), "unix:ino")).longValue();
        TimesFile opened = new TimesFile(files.times(), inode, log.size());
        times = opened;
        key = log.fileKey();
        hole = holeEnd();
        return opened;
    }

    private long holeEnd() throws IOException {
        try (FileChannel log = FileChannel.open(files.log())) {
            return LogHole.isHole(log, 0) ? LogHole.end(log, 0) : 0;
        }
    }

    private void trim(long size) throws IOException {
        Process running = punch;
        if (running != null) {
            if (running.isAlive()) {
                return;
            }
            punch = null;
            if (running.exitValue() != 0) {
                truncate("its filesystem makes no holes");
                return;
            }
        }
        if (size > LONGEST_BYTES) {
            truncate("no filesystem has room for its offsets for ever");
        } else if (size - hole > limit.bytes()) {
            long least = size - limit.bytes() + limit.step();
            long to = least - least % LogHole.PAGE_BYTES;
            Optional<Process> begun = HolePunch.begin(files.log(), hole, to);
            if (begun.isPresent()) {
                punch = begun.get();
                hole = to;
            } else {
                truncate("there is no program 'fallocate', which util-linux has");
            }
        }
    }

    /** Whoever writes goes on at the beginning, since nodes append. */
    private void truncate(String reason) throws IOException {
        if (!TOLD_OF_TRUNCATION.getAndSet(true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "event=log-emptied log=" + files.log() + " reason=\"" + reason
                            + ", so that logs that are too large are emptied\"");
        }
        FileChannel.open(files.log(), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                .close();
        close();
        Files.deleteIfExists(files.times());
    }

    private void tell(IOException failure) {
        if (!toldOfFailure) {
            toldOfFailure = true;
            LOG.log(System.Logger.Level.WARNING, "event=log-not-kept log=" + files.log(), failure);
        }
    }

    void close() {
        TimesFile open = times;
        times = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                tell(e);
            }
        }
    }
}
