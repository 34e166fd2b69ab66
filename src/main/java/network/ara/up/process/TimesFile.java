package network.ara.up.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * The file of {@link LogTimes}, as it is written: by appending, and replaced as a whole now and then, so that it stays
 * small. A reader sees the old one or the new one.
 *
 * <p>Thread: one.
 */
final class TimesFile implements AutoCloseable {

    private final Path file;
    private final long inode;
    private FileChannel channel;
    private int entries;
    private long end;

    /** Goes on with what is there about the log with this inode, if it is not about more than the log has. */
    TimesFile(Path file, long inode, long logBytes) throws IOException {
        this.file = file;
        this.inode = inode;
        LogTimes times = LogTimes.read(file, inode);
        channel = replace(times.end() <= logBytes ? times : times.shortened(Long.MAX_VALUE));
    }

    /** The length of the log that the last entry is about; 0 without one. */
    long end() {
        return end;
    }

    /** @param hole where the log's hole ends, in bytes */
    void append(long offset, Instant time, long hole) throws IOException {
        if (entries == LogTimes.MAX_ENTRIES) {
            channel.close();
            channel = replace(LogTimes.read(file, inode).shortened(hole));
        }
        channel.write(ByteBuffer.wrap(LogTimes.entry(offset, time).getBytes(StandardCharsets.US_ASCII)));
        entries++;
        end = offset;
    }

    private FileChannel replace(LogTimes times) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        LogFiles.create(temporary);
        Files.writeString(temporary, times.text(inode), StandardCharsets.US_ASCII);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        entries = times.size();
        end = times.end();
        return FileChannel.open(file, StandardOpenOption.APPEND);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
