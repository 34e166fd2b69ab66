package network.ara.up.runtime;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * Lines over a connection, with a bound on every wait. (A blocking Unix channel has no time-outs.)
 *
 * <p>Thread: one at a time; {@link #close} from any.
 */
final class LineChannel implements AutoCloseable {

    private static final int BUFFER_BYTES = 16 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    /** What came after the last line; ready to be read. */
    private final ByteBuffer received = ByteBuffer.allocate(BUFFER_BYTES).flip();

    LineChannel(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        selector = channel.provider().openSelector();
        key = channel.register(selector, 0);
    }

    /**
     * The next line without its end; empty where the other side ended instead.
     *
     * <p>Errors: {@link IOException} for a line over the limit, {@link SocketTimeoutException} where it is not complete
     * in time, {@link EOFException} where the other side ended within it.
     */
    Optional<byte[]> readLine(int maxBytes, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            while (received.hasRemaining()) {
                byte next = received.get();
                if (next == '\n') {
                    return Optional.of(line.toByteArray());
                }
                if (line.size() == maxBytes) {
                    throw new IOException("a line of over " + maxBytes + " bytes");
                }
                line.write(next);
            }
            if (fill() < 0) {
                if (line.size() == 0) {
                    return Optional.empty();
                }
                throw new EOFException("the other side ended within a line");
            }
            if (!received.hasRemaining()) {
                await(SelectionKey.OP_READ, deadline);
            }
        }
    }

    /** Errors: {@link SocketTimeoutException} where the other side did not read it in time. */
    void writeLine(byte[] line, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        ByteBuffer bytes =
                ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    /** Whether the other side is still there, as far as is known now. What it sent meanwhile is dropped. */
    boolean isConnected() {
        try {
            return fill() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private int fill() throws IOException {
        received.clear();
        try {
            return channel.read(received);
        } finally {
            received.flip();
        }
    }

    private void await(int operation, long deadline) throws IOException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("timed out");
        }
        try {
            key.interestOps(operation);
            selector.select(millis);
            selector.selectedKeys().clear();
        } catch (CancelledKeyException | ClosedSelectorException e) {
            throw new AsynchronousCloseException(); // by another thread
        }
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
