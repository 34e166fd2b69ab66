package network.ara.up.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A right that one process of a user has at a time, such as to boot a node, or to serve a project. The kernel gives it
 * back when that process ends, however it ends.
 *
 * <p>The file stays: removing it would let two hold locks on two files of one name.
 *
 * <p>Thread: any.
 */
public final class LockFile implements AutoCloseable {

    /**
     * The files that this JVM holds. The kernel's lock is the process's, and is lost as soon as the process closes any
     * descriptor of the file: so a file that is held must not even be opened again.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock, or is empty where another has it.
     *
     * @param path of the lock, in a folder that exists and that others can't write to: {@link RuntimeDirectories#lock}
     */
    public static Optional<LockFile> tryAcquire(Path path) throws IOException {
        Path file = real(path);
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        try {
            Optional<LockFile> lock = lock(file);
            if (lock.isEmpty()) {
                HELD.remove(file);
            }
            return lock;
        } catch (IOException e) {
            HELD.remove(file);
            throw e;
        }
    }

    private static Optional<LockFile> lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock == null) {
                return Optional.empty();
            }
            byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
            channel.truncate(0).write(ByteBuffer.wrap(pid));
            return Optional.of(new LockFile(file, channel));
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    /** The pid of who took the lock last, for messages: it need not hold it any more. */
    public static Optional<Long> lastHolder(Path path) throws IOException {
        Path file = real(path);
        if (HELD.contains(file)) {
            return Optional.of(ProcessHandle.current().pid());
        }
        try {
            return Optional.of(Long.valueOf(Files.readString(file)));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** One name for each file, however its folder was named. */
    private static Path real(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path folder = absolute.getParent();
        return folder == null ? absolute : folder.toRealPath().resolve(absolute.getFileName());
    }

    /** Gives the lock back; a second time does nothing. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            HELD.remove(file);
        }
    }
}
