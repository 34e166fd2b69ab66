package network.ara.up.runtime;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.process.DaemonThreads;
import network.ara.up.process.ExitStatus;
import network.ara.up.process.LaunchException;
import network.ara.up.process.ProcessGroup;
import network.ara.up.process.ProcessIdentity;
import network.ara.up.wire.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One try of a probe. Each ends by itself, with its time at the latest.
 *
 * <p>Thread: any. What blocks has threads of its own.
 */
final class Attempts implements AutoCloseable {

    private static final Duration USUAL_TIME = Duration.ofSeconds(1);
    private static final Duration CALL_TIME = Duration.ofSeconds(2);
    private static final Duration PROGRAM_TIME = Duration.ofSeconds(10);

    private final Errands errands;
    private final Optional<Asker> asker;
    private final ExecutorService blocking = Executors.newCachedThreadPool(DaemonThreads.named("probe"));

    /** @param asker empty where nobody can be called */
    Attempts(Errands errands, Optional<Asker> asker) {
        this.errands = errands;
        this.asker = asker;
    }

    /**
     * One try. Cancel it when nobody wants to know any more.
     *
     * @param process the node's, where it is known
     * @return completes with why it did not pass, which names the probe; with nothing where it did
     */
    CompletableFuture<Optional<String>> of(
            NodeSpec spec, Probe probe, Optional<ProcessIdentity> process, Duration limit) {
        CompletableFuture<Optional<String>> result = new CompletableFuture<>();
        if (probe instanceof Probe.Call call && asker.isPresent()) {
            var unused = asker.get()
                    .call(spec.name(), call.call(), limit)
                    .whenComplete((outcome, failure) -> result.complete(ofCall(probe, outcome, limit)));
        } else {
            try {
                blocking.execute(() -> block(spec, probe, process, limit, result));
            } catch (RejectedExecutionException e) {
                result.complete(Optional.of(ProbeText.of(probe) + " is not tried any more"));
            }
        }
        return result.completeOnTimeout(tooLate(probe, limit), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** As long as a node that starts is given for one answer. */
    static Duration usualTime(NodeSpec spec, Probe probe) {
        if (probe instanceof Probe.Exec) {
            Duration limit = spec.ready().timeout();
            return limit.compareTo(PROGRAM_TIME) < 0 ? limit : PROGRAM_TIME;
        }
        return probe instanceof Probe.Call ? CALL_TIME : USUAL_TIME;
    }

    private static Optional<String> tooLate(Probe probe, Duration limit) {
        String verb = probe instanceof Probe.Exec ? " did not end within " : " did not answer within ";
        return Optional.of(ProbeText.of(probe) + verb + ProbeText.of(limit));
    }

    private static Optional<String> ofCall(Probe probe, @Nullable Outcome outcome, Duration limit) {
        if (outcome instanceof Outcome.Failed failed) {
            return Optional.of(ProbeText.of(probe) + " failed: " + failed.message());
        }
        return outcome == null ? tooLate(probe, limit) : Optional.empty();
    }

    private void block(
            NodeSpec spec,
            Probe probe,
            Optional<ProcessIdentity> process,
            Duration limit,
            CompletableFuture<Optional<String>> result) {
        if (result.isDone()) {
            return; // given up before its turn
        }
        try {
            if (probe instanceof Probe.Wired wired) {
                block(spec, errands.resolved(spec, wired), process, limit, result);
            } else if (probe instanceof Probe.Exec exec) {
                run(spec, exec, limit, result);
            } else if (probe instanceof Probe.Http http) {
                result.complete(get(http, limit, result).map(why -> ProbeText.of(probe) + why));
            } else if (probe instanceof Probe.Tcp tcp) {
                result.complete(connect(tcp, limit).map(why -> ProbeText.of(probe) + why));
            } else if (probe instanceof Probe.Udp udp && process.isPresent()) {
                boolean bound = hasBound(process.get(), udp.port());
                result.complete(
                        bound
                                ? Optional.empty()
                                : Optional.of(ProbeText.of(probe) + " is bound by none of its processes"));
            } else {
                result.complete(Optional.of(ProbeText.of(probe) + " can't be tried"));
            }
        } catch (SocketTimeoutException e) {
            result.complete(tooLate(probe, limit));
        } catch (LaunchException e) {
            result.complete(Optional.of(ProbeText.of(probe) + ": " + e.reason()));
        } catch (IOException | RuntimeException e) {
            result.complete(Optional.of(ProbeText.of(probe) + because(e)));
        }
    }

    private static String because(Exception failure) {
        if (failure instanceof ConnectException
                && String.valueOf(failure.getMessage()).contains("refused")) {
            return " refused the connection";
        } else if (failure instanceof UnknownHostException) {
            return ": its host is not known";
        }
        return ": " + Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
    }

    private static Optional<String> connect(Probe.Tcp probe, Duration limit) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(probe.host(), probe.port()), millis(limit));
            // A connection to an unowned port of this machine can meet itself (localcast.md, section 5).
            return socket.getLocalPort() == probe.port() ? Optional.of(" refused the connection") : Optional.empty();
        }
    }

    private static Optional<String> get(Probe.Http probe, Duration limit, CompletableFuture<?> result)
            throws IOException {
        HttpURLConnection connection = (HttpURLConnection) probe.url().toURL().openConnection();
        connection.setConnectTimeout(millis(limit));
        connection.setReadTimeout(millis(limit));
        connection.setInstanceFollowRedirects(false);
        // Its times are of each read: a server that sends a byte now and then would hold the thread for ever.
        var unused = result.whenComplete((passed, cancelled) -> connection.disconnect());
        try {
            int status = connection.getResponseCode();
            return status >= 200 && status < 400 ? Optional.empty() : Optional.of(answered(status));
        } finally {
            connection.disconnect();
        }
    }

    private static String answered(int status) {
        return status < 0 ? " answered what is not HTTP" : " answered " + status;
    }

    /** At least one: 0 means for ever. */
    private static int millis(Duration limit) {
        return (int) Math.min(Math.max(1, limit.toMillis()), Integer.MAX_VALUE);
    }

    private static boolean hasBound(ProcessIdentity process, int port) {
        return ProcessGroup.ledBy(process).listeningPorts().stream()
                .anyMatch(bound -> bound.protocol().equals("udp") && bound.port() == port);
    }

    private void run(NodeSpec spec, Probe.Exec probe, Duration limit, CompletableFuture<Optional<String>> result)
            throws LaunchException {
        CompletableFuture<ExitStatus> end = errands.run(spec, probe.argv(), Map.of(), limit);
        var unused = end.whenComplete((status, failure) -> result.complete(ofProgram(probe, status, limit)));
        var unusedToo = result.whenComplete((passed, cancelled) -> end.cancel(false));
    }

    private static Optional<String> ofProgram(Probe probe, @Nullable ExitStatus status, Duration limit) {
        if (status == null) {
            return tooLate(probe, limit);
        }
        return status.isSuccess() ? Optional.empty() : Optional.of(ProbeText.of(probe) + " ended with " + status);
    }

    @Override
    public void close() {
        blocking.shutdownNow();
    }
}
