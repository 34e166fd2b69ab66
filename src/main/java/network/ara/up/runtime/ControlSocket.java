package network.ara.up.runtime;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;
import network.ara.up.process.DaemonThreads;
import network.ara.up.process.LockFile;

/**
 * Where the other terminals of a user reach a running ara-up: a Unix domain socket of that user alone.
 *
 * <p>A connection carries one request: one line of JSON, an object with {@code command}. Its answer is lines of JSON
 * objects, of which the last, and only that, has {@code done: true} and {@code exit}. An object with {@code error} says
 * what went wrong.
 *
 * <p>Thread: one accepts, and each of at most 32 connections has its own. So one that does not read holds up itself
 * only.
 */
public final class ControlSocket implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ControlSocket.class.getName());

    /** sun_path of unix(7) has 108 bytes, and the last is a zero. */
    private static final int MAX_PATH_BYTES = 107;

    private static final int MAX_CONNECTIONS = 32;

    /** cli.md, "Exit codes". */
    private static final int REFUSED = 6;

    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    private final Path path;
    private final LockFile lock;
    private final ServerSocketChannel server;
    private final ControlHandler handler;
    private final UserPrincipal owner;

    private final Set<ControlConnection> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore free = new Semaphore(MAX_CONNECTIONS);
    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.named("control-connection"));

    private ControlSocket(Path path, LockFile lock, ServerSocketChannel server, ControlHandler handler)
            throws IOException {
        this.path = path;
        this.lock = lock;
        this.server = server;
        this.handler = handler;
        this.owner = Files.getOwner(path);
    }

    /**
     * Serves the socket from now on, or is empty where another process does. A socket file that was left by one that
     * died is replaced.
     *
     * <p>Errors: {@link IOException} where the path is too long, or the file can't be made.
     *
     * @param path in a folder of this user only
     */
    public static Optional<ControlSocket> open(Path path, ControlHandler handler) throws IOException {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_PATH_BYTES) {
            throw new IOException("the path of the control socket has " + length + " bytes, and the kernel takes "
                    + MAX_PATH_BYTES + ": '" + path + "'; set XDG_RUNTIME_DIR to a shorter one");
        }
        Optional<LockFile> lock = LockFile.tryAcquire(path.resolveSibling(path.getFileName() + ".lock"));
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        Optional<ControlSocket> socket = Optional.empty();
        try {
            // Neither the file nor the lock is believed: only who answers is there.
            socket = ControlClient.isServed(path) ? Optional.empty() : Optional.of(bind(path, lock.get(), handler));
        } finally {
            if (socket.isEmpty()) {
                lock.get().close();
            }
        }
        socket.ifPresent(opened ->
                DaemonThreads.named("control-socket").newThread(opened::accept).start());
        return socket;
    }

    private static ControlSocket bind(Path path, LockFile lock, ControlHandler handler) throws IOException {
        Files.deleteIfExists(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return new ControlSocket(path, lock, server, handler);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                admit(server.accept());
            } catch (ClosedChannelException | RejectedExecutionException e) {
                return; // close() closes what was accepted in its last moment
            } catch (IOException e) {
                LOG.log(Level.WARNING, "control accept failed", e);
                LockSupport.parkNanos(100_000_000); // out of descriptors: others may be closed meanwhile
            }
        }
    }

    private void admit(SocketChannel channel) throws IOException {
        ControlConnection connection = new ControlConnection(new LineChannel(channel));
        connections.add(connection);
        if (!channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(owner)) {
            reject(connection, "this ara-up belongs to user '" + owner.getName() + "'");
        } else if (!free.tryAcquire()) {
            reject(connection, "ara-up answers " + MAX_CONNECTIONS + " requests already: try again");
        } else {
            threads.execute(() -> serve(connection));
        }
    }

    /** A first line always fits into the connection's buffer, and so does not wait. */
    private void reject(ControlConnection connection, String reason) {
        try (connection) {
            connection.refuse(reason, REFUSED);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "control refusal not delivered", e);
        } finally {
            connections.remove(connection);
        }
    }

    private void serve(ControlConnection connection) {
        try (connection) {
            connection.serve(handler);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "control answer not delivered", e);
        } finally {
            connections.remove(connection);
            free.release();
        }
    }

    /** Answers what was asked, for at most two seconds, and removes the socket. */
    @Override
    public void close() throws IOException {
        try (lock;
                server) {
            Files.deleteIfExists(path);
        }
        connections.forEach(ControlConnection::abandon);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "control requests abandoned count=" + connections.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (ControlConnection connection : connections) {
            connection.close();
        }
    }
}
