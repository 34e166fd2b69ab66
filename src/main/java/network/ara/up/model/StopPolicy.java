package network.ara.up.model;

import java.time.Duration;

/**
 * How a node is stopped: the signal to its whole process group, and SIGKILL to what is left of it after the time-out.
 *
 * @param signal the name without SIG: {@code TERM}, {@code INT}, ...
 */
public record StopPolicy(String signal, Duration timeout) {

    public static final StopPolicy DEFAULT = new StopPolicy("TERM", Duration.ofSeconds(10));
}
