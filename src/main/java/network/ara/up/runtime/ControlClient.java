package network.ara.up.runtime;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running ara-up over its {@link ControlSocket}.
 *
 * <p>Thread: one at a time; {@link #abandon} from any.
 */
public final class ControlClient implements AutoCloseable {

    /** For answers that go on until the other side ends. */
    public static final Duration NO_LIMIT = Duration.ofDays(365);

    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

    private final LineChannel channel;

    private ControlClient(LineChannel channel) {
        this.channel = channel;
    }

    /** A connection, or empty where nobody serves the socket, whether the file is there or not. */
    public static Optional<ControlClient> connect(Path path) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ControlClient(new LineChannel(SocketChannel.open(UnixDomainSocketAddress.of(path)))));
        } catch (ConnectException e) {
            return Optional.empty();
        }
    }

    /** Whether anybody serves the socket. */
    public static boolean isServed(Path path) throws IOException {
        Optional<ControlClient> client = connect(path);
        if (client.isPresent()) {
            client.get().close();
        }
        return client.isPresent();
    }

    /**
     * Sends a request and gives each line of its answer as it comes, but for the last. One request a connection.
     *
     * @param patience the longest time without a line
     * @return the exit code that the last line has
     *     <p>Errors: {@link SocketTimeoutException} where nothing came for so long; {@link EOFException} where the other
     *     ara-up ended before its answer did.
     */
    public int request(Map<String, ?> request, Duration patience, Consumer<Map<String, @Nullable Object>> lines)
            throws IOException {
        return request(request, () -> patience, lines);
    }

    private int request(
            Map<String, ?> request, Supplier<Duration> patience, Consumer<Map<String, @Nullable Object>> lines)
            throws IOException {
        IOException unsent = send(request);
        while (true) {
            Map<String, @Nullable Object> line = read(patience.get(), unsent);
            if (Boolean.TRUE.equals(line.get("done"))) {
                return line.get("exit") instanceof Long exit ? exit.intValue() : 1;
            }
            lines.accept(line);
        }
    }

    /** As {@link #request}, with a bound for the whole answer. */
    public int requestWithin(Map<String, ?> request, Duration time, Consumer<Map<String, @Nullable Object>> lines)
            throws IOException {
        long deadline = System.nanoTime() + time.toNanos();
        return request(request, () -> Duration.ofNanos(Math.max(0, deadline - System.nanoTime())), lines);
    }

    /** One that refuses may end before it has read the request: its answer is there all the same. */
    private @Nullable IOException send(Map<String, ?> request) {
        try {
            channel.writeLine(Json.bytes(request), WRITE_TIMEOUT);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private Map<String, @Nullable Object> read(Duration patience, @Nullable IOException unsent) throws IOException {
        try {
            return parse(channel.readLine(MAX_LINE_BYTES, patience)
                    .orElseThrow(() -> new EOFException("ara-up ended before its answer did")));
        } catch (SocketTimeoutException e) {
            throw new SocketTimeoutException("ara-up did not answer within " + patience.toMillis() + " ms");
        } catch (IOException e) {
            throw unsent == null ? e : unsent;
        }
    }

    private static Map<String, @Nullable Object> parse(byte[] line) throws IOException {
        try {
            if (Json.parse(line) instanceof Map<?, ?> object) {
                Map<String, @Nullable Object> answer = new LinkedHashMap<>();
                object.forEach((name, value) -> answer.put(String.valueOf(name), value));
                return answer;
            }
            throw new IOException("not an answer of ara-up");
        } catch (IllegalArgumentException e) {
            throw new IOException("not an answer of ara-up", e);
        }
    }

    /** Any thread: whoever waits for an answer gets an {@link IOException}. */
    public void abandon() throws IOException {
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
