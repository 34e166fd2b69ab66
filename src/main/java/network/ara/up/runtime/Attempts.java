package network.ara.up.runtime;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.process.ExitStatus;
import network.ara.up.process.LaunchException;
import network.ara.up.process.ProcessGroup;
import network.ara.up.process.ProcessIdentity;
import network.ara.up.wire.Outcome;

/**
 * One try of a probe. Each ends by itself: after ten seconds at the latest, and most after one or two.
 *
 * <p>Thread: any. What blocks has threads of its own.
 */
final class Attempts implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 1000;
    private static final Duration CALL_TIME = Duration.ofSeconds(2);
    private static final Duration PROGRAM_TIME = Duration.ofSeconds(10);

    private final Errands errands;
    private final Optional<Asker> asker;
    private final ExecutorService blocking = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "probe");
        thread.setDaemon(true);
        return thread;
    });

    /** @param asker empty where nobody can be called */
    Attempts(Errands errands, Optional<Asker> asker) {
        this.errands = errands;
        this.asker = asker;
    }

    /**
     * Whether the probe passes now. Cancel it when nobody wants to know any more.
     *
     * @param process the node's, where it is known
     */
    CompletableFuture<Boolean> of(NodeSpec spec, Probe probe, Optional<ProcessIdentity> process) {
        if (probe instanceof Probe.Tcp tcp) {
            return CompletableFuture.supplyAsync(() -> connects(tcp), blocking);
        } else if (probe instanceof Probe.Http http) {
            return CompletableFuture.supplyAsync(() -> answers(http), blocking);
        } else if (probe instanceof Probe.Udp udp && process.isPresent()) {
            return CompletableFuture.supplyAsync(() -> hasBound(process.get(), udp.port()), blocking);
        } else if (probe instanceof Probe.Exec exec) {
            CompletableFuture<Boolean> result = new CompletableFuture<>();
            blocking.execute(() -> run(spec, exec, result));
            return result;
        } else if (probe instanceof Probe.Call call && asker.isPresent()) {
            return asker.get()
                    .call(spec.name(), call.call(), CALL_TIME)
                    .handle((outcome, failure) -> outcome instanceof Outcome.Returned);
        }
        return CompletableFuture.completedFuture(false);
    }

    private static boolean connects(Probe.Tcp probe) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(probe.host(), probe.port()), TIMEOUT_MILLIS);
            // A connection to an unowned port of this machine can meet itself (localcast.md, section 5).
            return socket.getLocalPort() != probe.port();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean answers(Probe.Http probe) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) probe.url().toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setInstanceFollowRedirects(false);
            try {
                int status = connection.getResponseCode();
                return status >= 200 && status < 400;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasBound(ProcessIdentity process, int port) {
        return ProcessGroup.ledBy(process).listeningPorts().stream()
                .anyMatch(bound -> bound.protocol().equals("udp") && bound.port() == port);
    }

    private void run(NodeSpec spec, Probe.Exec probe, CompletableFuture<Boolean> result) {
        if (result.isDone()) {
            return; // given up before its turn
        }
        Duration limit = spec.ready().timeout();
        Duration time = limit.compareTo(PROGRAM_TIME) < 0 ? limit : PROGRAM_TIME;
        try {
            CompletableFuture<ExitStatus> end = errands.run(spec, probe.argv(), Map.of(), time);
            var unused = end.whenComplete((status, failure) -> result.complete(failure == null && status.isSuccess()));
            var unusedToo = result.whenComplete((passed, cancelled) -> end.cancel(false));
        } catch (LaunchException | RuntimeException e) {
            result.complete(false);
        }
    }

    @Override
    public void close() {
        blocking.shutdownNow();
    }
}
