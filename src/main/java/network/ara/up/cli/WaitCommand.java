package network.ara.up.cli;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import network.ara.up.runtime.ControlClient;
import network.ara.up.runtime.ProjectHome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ara-up wait}. */
@Command(
        name = "wait",
        description = {
            "Wait until nodes are ready, stopped or completed; also for a project that is not up yet. For scripts.",
            "Exit code 1 where it can't come true any more, 124 after the time-out; both say which nodes are missing."
        })
final class WaitCommand implements Callable<Integer> {

    private static final long LOOK_AGAIN_MILLIS = 50;

    /** What is waited for. */
    enum Goal {
        READY,
        STOPPED,
        COMPLETED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Terminal terminal;

    @Mixin
    private ProjectChoice choice = new ProjectChoice();

    @Option(names = "--for", paramLabel = "STATE", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Goal goal = Goal.READY;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Default: 1m")
    private Duration timeout = Duration.ofMinutes(1);

    private final Map<String, String> open = new LinkedHashMap<>();

    WaitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ProjectHome home = choice.home(terminal);
        List<String> nodes = choice.nodes(terminal.cwd());
        long deadline = System.nanoTime() + timeout.toNanos();
        for (long left = timeout.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            Optional<Integer> exit = ask(home, nodes, Duration.ofNanos(left));
            if (exit.isPresent()) {
                return exit.get() == 0 ? 0 : failed(exit.get());
            }
            if (goal == Goal.STOPPED && nothingIsLeft(home, nodes)) {
                return ExitCode.OK.number();
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        String why = open.isEmpty() ? "project '" + home.name() + "' is not up" : missing();
        throw new CommandFailure(
                ExitCode.TIMED_OUT, why + " after " + timeout.toSeconds() + " s", "'ara-up ps' shows how it is now");
    }

    /** Of a project that is not up. */
    private static boolean nothingIsLeft(ProjectHome home, List<String> nodes) {
        return home.remembered().stream()
                .noneMatch(spec -> nodes.isEmpty() || nodes.stream().anyMatch(spec::isCalled));
    }

    /** Empty where the project is not up, or has ended meanwhile, or the time is over. */
    private Optional<Integer> ask(ProjectHome home, List<String> nodes, Duration time) throws IOException {
        Optional<ControlClient> connected = ControlClient.connect(home.socket());
        if (connected.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> request = SupervisorClient.request("wait", nodes);
        request.put("for", goal.toString());
        try (ControlClient client = connected.get()) {
            return Optional.of(client.requestWithin(request, time, this::heard));
        } catch (SocketTimeoutException | EOFException e) {
            return Optional.empty();
        }
    }

    private void heard(Map<String, @Nullable Object> line) {
        if (line.get("error") instanceof String error) {
            throw new CommandFailure(ExitCode.NOT_FOUND, error, String.valueOf(line.get("fix")));
        }
        open.clear();
        if (line.get("open") instanceof Map<?, ?> nodes) {
            nodes.forEach((node, state) -> open.put(String.valueOf(node), String.valueOf(state)));
        }
    }

    private int failed(int exit) {
        terminal.err().println("error: " + missing());
        return exit;
    }

    private String missing() {
        return open.entrySet().stream()
                .map(node -> "'" + node.getKey() + "' is " + node.getValue())
                .collect(Collectors.joining("; ", "not " + goal + ": ", ""));
    }
}
