package network.ara.up.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a node is stopped: it is asked to, or its whole process group gets a signal; what is left of the group after the
 * time-out gets SIGKILL.
 *
 * @param signal the name without SIG: {@code TERM}, {@code INT}, ...
 * @param request what is done instead of the signal; when it fails, the signal is sent after all
 */
public record StopPolicy(String signal, Duration timeout, Optional<Request> request) {

    public static final StopPolicy DEFAULT = new StopPolicy("TERM", Duration.ofSeconds(10), Optional.empty());

    /** A way to ask a node to stop. */
    public sealed interface Request {}

    /** A program that is run in the node's folder and environment, with {@code ARA_UP_PID} set. */
    public record Command(List<String> argv) implements Request {
        public Command {
            argv = List.copyOf(argv);
        }
    }

    /** A call of one of its functions. */
    public record Call(FunctionCall call) implements Request {}
}
