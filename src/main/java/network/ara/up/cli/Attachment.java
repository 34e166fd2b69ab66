package network.ara.up.cli;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import network.ara.up.model.NodeName;
import network.ara.up.process.LogFollower;
import network.ara.up.runtime.ControlClient;
import network.ara.up.runtime.ProjectHome;
import org.jspecify.annotations.Nullable;

/** A second terminal at a project that is up: it sees all, and its end ends nothing. */
record Attachment(Terminal terminal, ProjectHome home) {

    private static final Set<String> READY = Set.of("ready", "external", "completed");

    /** Boots these too, if they are not up; the exit code. */
    int startAlso(List<NodeName> named) {
        List<String> words = named.stream().map(NodeName::text).toList();
        return named.isEmpty()
                ? ExitCode.OK.number()
                : new SupervisorClient(terminal, home).order(SupervisorClient.request("start", words));
    }

    /** Whether it is this process that keeps the project up. */
    boolean isServedBy(long pid) throws IOException {
        return ps().stream().anyMatch(line -> Long.valueOf(pid).equals(line.get("pid")) && !line.containsKey("node"));
    }

    /**
     * Shows what happens until all nodes have come to rest.
     *
     * @param replay whether what has happened already is shown too
     * @return the exit code; empty where the supervisor ended before
     */
    Optional<Integer> untilSettled(boolean replay, Optional<Duration> timeout) throws IOException {
        Optional<ControlClient> connected = ControlClient.connect(home.socket());
        if (connected.isEmpty()) {
            return Optional.empty();
        }
        SupervisorClient.NoticePrinter printer = new SupervisorClient.NoticePrinter(terminal);
        try (ControlClient client = connected.get()) {
            return Optional.of(client.requestWithin(
                    Map.of("command", "settle", "replay", replay),
                    timeout.orElse(ControlClient.NO_LIMIT),
                    printer::line));
        } catch (SocketTimeoutException e) {
            throw new CommandFailure(
                    ExitCode.TIMED_OUT,
                    "not ready after " + timeout.orElse(Duration.ZERO).toSeconds() + " s: " + notReady(),
                    "they and their supervisor go on; 'ara-up ps' shows how it is now",
                    e);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String notReady() throws IOException {
        return nodes().stream()
                .filter(node -> !READY.contains(String.valueOf(node.get("state"))))
                .map(node -> "'" + node.get("node") + "' is " + node.get("state"))
                .collect(Collectors.joining(", "));
    }

    private List<Map<String, @Nullable Object>> nodes() throws IOException {
        return ps().stream().filter(line -> line.containsKey("node")).toList();
    }

    private List<Map<String, @Nullable Object>> ps() throws IOException {
        Optional<ControlClient> connected = ControlClient.connect(home.socket());
        if (connected.isEmpty()) {
            return List.of();
        }
        try (ControlClient client = connected.get()) {
            return SupervisorClient.ps(client);
        }
    }

    /** Shows what the nodes write, and what happens to them, until the project is down or Ctrl-C; the exit code. */
    int follow() throws IOException {
        ControlClient connected = new SupervisorClient(terminal, home).connect();
        terminal.err().println("attached to project '" + home.name() + "'; Ctrl-C leaves it running");
        terminal.err().flush();
        AtomicBoolean left = new AtomicBoolean();
        try (ControlClient client = connected;
                Output output = new Output()) {
            for (Map<String, @Nullable Object> node : nodes()) {
                output.follow(new NodeName(String.valueOf(node.get("node"))));
            }
            Interrupts.listen(exitCode -> {
                left.set(true);
                try {
                    client.abandon();
                } catch (IOException e) {
                    Runtime.getRuntime().halt(exitCode);
                }
            });
            SupervisorClient.NoticePrinter printer = new SupervisorClient.NoticePrinter(terminal);
            return client.request(Map.of("command", "events", "replay", false), ControlClient.NO_LIMIT, line -> {
                printer.line(line);
                if (line.get("node") instanceof String name && !name.isEmpty()) {
                    output.follow(new NodeName(name));
                }
            });
        } catch (IOException e) {
            if (left.get()) {
                return ExitCode.OK.number();
            }
            throw new CommandFailure(
                    ExitCode.NODE_FAILED,
                    "the supervisor ended, and its nodes go on",
                    "'ara-up up' takes them over, 'ara-up down' stops them",
                    e);
        }
    }

    /** What the nodes write from now on. */
    private final class Output implements AutoCloseable {

        private final LogFollower follower = new LogFollower();
        private final Map<NodeName, LogFollower.Following> followed = new HashMap<>();

        void follow(NodeName name) {
            followed.computeIfAbsent(name, this::begin);
        }

        private LogFollower.Following begin(NodeName name) {
            LogPrinter printer = LogPrinter.plain(terminal, List.of(name));
            try {
                return printer.follow(follower, name, home.logs().of(name));
            } catch (IOException e) {
                throw new CommandFailure(
                        ExitCode.NODE_FAILED, "its log can't be read: " + e.getMessage(), "see there", e);
            }
        }

        @Override
        public void close() {
            follower.close();
        }
    }
}
