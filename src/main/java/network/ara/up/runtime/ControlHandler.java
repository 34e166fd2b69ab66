package network.ara.up.runtime;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers the requests that come over a {@link ControlSocket}. */
@FunctionalInterface
public interface ControlHandler {

    /**
     * Answers one request. May block: each request has a thread of its own.
     *
     * <p>Errors: {@link IOException} of {@code reply} may go through: who asked is gone. Any other exception is answered
     * with exit code 1.
     *
     * @param request at least {@code command}; values as of {@code wire.Json}
     * @return the exit code of the command that asked, as in cli.md
     */
    int handle(Map<String, @Nullable Object> request, Reply reply) throws IOException;

    /** The way back to who asked. */
    interface Reply {

        /**
         * Sends one line of the answer, and waits while the other side does not read.
         *
         * <p>Errors: {@link IOException} where it is gone, or has not read for a minute.
         */
        void line(Map<String, ?> line) throws IOException;

        /** False once the other side is gone or the socket is being closed: for answers that go on until then. */
        boolean isOpen();
    }
}
