package network.ara.up.runtime;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * One request at a {@link ControlSocket}, and its answer.
 *
 * <p>Thread: its own, but for {@link #abandon} and {@link #close}.
 */
final class ControlConnection implements ControlHandler.Reply, AutoCloseable {

    private static final Logger LOG = System.getLogger(ControlSocket.class.getName());

    private static final int MAX_REQUEST_BYTES = 1024 * 1024;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(60);

    /** cli.md, "Exit codes". */
    private static final int FAILED = 1;

    private static final int WRONG_USAGE = 2;

    private final LineChannel channel;

    /** Written by the thread that closes the socket. */
    private volatile boolean abandoned;

    ControlConnection(LineChannel channel) {
        this.channel = channel;
    }

    /** Reads the request and answers it. Errors: {@link IOException} where the other side is gone. */
    void serve(ControlHandler handler) throws IOException {
        Optional<byte[]> line;
        try {
            line = channel.readLine(MAX_REQUEST_BYTES, REQUEST_TIMEOUT);
        } catch (IOException e) {
            refuse("no request within " + REQUEST_TIMEOUT.toSeconds() + " s and 1 MiB: " + e.getMessage(), WRONG_USAGE);
            return;
        }
        if (line.isEmpty()) {
            return; // somebody only looked whether we are there
        }
        Map<String, @Nullable Object> request;
        try {
            request = request(line.get());
        } catch (IllegalArgumentException e) {
            refuse(String.valueOf(e.getMessage()), WRONG_USAGE);
            return;
        }
        answer(handler, request);
    }

    private void answer(ControlHandler handler, Map<String, @Nullable Object> request) throws IOException {
        int exit;
        try {
            exit = handler.handle(request, this);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "control command=" + request.get("command"), e);
            refuse("'" + request.get("command") + "' failed within ara-up: " + e, FAILED);
            return;
        }
        done(exit);
    }

    /** Errors: {@link IllegalArgumentException} with what is wrong. */
    private static Map<String, @Nullable Object> request(byte[] line) {
        if (!(Json.parse(line) instanceof Map<?, ?> object) || !(object.get("command") instanceof String)) {
            throw new IllegalArgumentException("a request is a JSON object with a string 'command'");
        }
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        object.forEach((name, value) -> request.put(String.valueOf(name), value));
        return request;
    }

    /** Answers with an error only. */
    void refuse(String error, int exit) throws IOException {
        line(Map.of("error", error));
        done(exit);
    }

    private void done(int exit) throws IOException {
        Map<String, Object> last = new LinkedHashMap<>();
        last.put("done", true);
        last.put("exit", exit);
        line(last);
    }

    @Override
    public void line(Map<String, ?> line) throws IOException {
        channel.writeLine(Json.bytes(line), WRITE_TIMEOUT);
    }

    @Override
    public boolean isOpen() {
        return !abandoned && channel.isConnected();
    }

    /** Tells an answer without end that it is over. */
    void abandon() {
        abandoned = true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
