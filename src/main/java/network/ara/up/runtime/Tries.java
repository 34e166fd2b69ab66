package network.ara.up.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import network.ara.up.model.Probe;

/**
 * The tries of one process's probes that are under way, until nobody wants to know any more.
 *
 * <p>Thread: any.
 */
final class Tries {

    private final Map<Probe, CompletableFuture<Optional<String>>> latest = new HashMap<>();
    private boolean over;

    /** One is under way: it is given up when these are over. */
    synchronized void add(Probe probe, CompletableFuture<Optional<String>> attempt) {
        latest.put(probe, attempt);
        if (over) {
            attempt.cancel(false);
        }
    }

    synchronized boolean areOver() {
        return over;
    }

    synchronized void end() {
        over = true;
        latest.values().forEach(attempt -> attempt.cancel(false));
    }
}
