package network.ara.up.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One file of a {@link StoredLog}, as it was when it was opened: what is added later is not read.
 *
 * @param key device and inode
 * @param end in bytes
 * @param modified when what is after the last entry of {@code times} was written, or before
 */
record LogPart(FileChannel channel, Object key, long end, Instant modified, LogTimes times) {

    /** Empty where there is no such file. */
    static Optional<LogPart> open(LogFiles.Part files) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(files.log());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            BasicFileAttributes log = Files.readAttributes(files.log(), BasicFileAttributes.class);
            long inode = ((Number) Files.getAttribute(files.log(), "unix:ino")).longValue();
            return Optional.of(new LogPart(
                    channel,
                    Objects.requireNonNull(log.fileKey()),
                    channel.size(),
                    log.lastModifiedTime().toInstant(),
                    LogTimes.read(files.times(), inode)));
        } catch (NoSuchFileException e) {
            channel.close();
            return Optional.empty();
        }
    }

    Instant timeOf(long lineEnd) {
        return times.at(lineEnd, modified);
    }

    /** Where to begin, so that nothing is left out that was written then or later. */
    long begin(Instant since) throws IOException {
        long first = LogHole.firstLine(channel);
        if (modified.isBefore(since)) {
            return end;
        }
        long offset = Math.min(end, times.offsetOf(since));
        return offset <= first ? first : LogTail.start(channel, offset, 1).offset();
    }
}
