package network.ara.up.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * A file in the making, of the messages that pass: a line of JSON each, {@code {"micros": since the first, "to": whose
 * mailbox, "message": [event, payload]}}.
 *
 * <p>Thread: any.
 */
final class Recording implements AutoCloseable {

    private static final long MAX_BYTES = 1L << 30;

    private final Path file;
    private final OutputStream out; // guarded by this
    private final int limit;
    private final Runnable full;
    private long count; // guarded by this
    private long bytes; // guarded by this
    private long firstNanos; // guarded by this; of the first message, once there is one
    private long lastNanos; // guarded by this
    private boolean ended; // guarded by this
    private @Nullable IOException failure; // guarded by this; null while all could be written

    private Recording(Path file, OutputStream out, int limit, Runnable full) {
        this.file = file;
        this.out = out;
        this.limit = limit;
        this.full = full;
    }

    /**
     * Creates the file, for its owner only. Errors: {@link java.nio.file.FileAlreadyExistsException} where there is one.
     *
     * @param limit how many messages it takes
     * @param full called when it takes no more
     */
    static Recording begin(Path file, int limit, Runnable full) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new Recording(file, new BufferedOutputStream(Files.newOutputStream(file)), limit, full);
    }

    /** Adds a message, unless it is over. */
    synchronized void add(Heard heard) {
        if (ended) {
            return;
        }
        firstNanos = count == 0 ? heard.nanos() : firstNanos;
        lastNanos = heard.nanos();
        long micros = (heard.nanos() - firstNanos) / 1000;
        byte[] head = ("{\"micros\":" + micros + ",\"to\":" + Json.text(heard.to()) + ",\"message\":").getBytes(UTF_8);
        try {
            out.write(head);
            out.write(heard.text().getBytes(UTF_8));
            out.write("}\n".getBytes(UTF_8));
            out.flush(); // so that who is killed has recorded what it heard
        } catch (IOException e) {
            failure = e;
        }
        count++;
        bytes += head.length + heard.bytes() + 2;
        if (count >= limit || bytes >= MAX_BYTES || failure != null) {
            ended = true;
            full.run();
        }
    }

    /** Ends it, and says what was recorded. Errors: {@link IOException} where not all could be written. */
    synchronized String end() throws IOException {
        boolean isFull = ended;
        ended = true;
        if (failure != null) {
            throw failure;
        }
        out.flush();
        return count + " messages in " + BusCommand.seconds(Duration.ofNanos(lastNanos - firstNanos)) + ", " + bytes
                + " bytes, to '" + file + "'" + (isFull ? "; it is full" : "");
    }

    @Override
    public synchronized void close() {
        ended = true;
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
