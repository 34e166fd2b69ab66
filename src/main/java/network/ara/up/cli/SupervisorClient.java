package network.ara.up.cli;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.ara.up.runtime.ControlClient;
import network.ara.up.runtime.ProjectHome;
import org.jspecify.annotations.Nullable;

/** Asks the ara-up that keeps a project up, and prints what it says. */
final class SupervisorClient {

    /** Longer than a node may take to start or to stop without a word. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** For what is known at once. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final ProjectHome home;

    SupervisorClient(Terminal terminal, ProjectHome home) {
        this.terminal = terminal;
        this.home = home;
    }

    /** A request. */
    static Map<String, Object> request(String command, List<String> nodes) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("command", command);
        request.put("nodes", nodes);
        return request;
    }

    /** The nodes as {@code ps} has them, after the project's own line. Errors: {@link CommandFailure} instead of them. */
    static List<Map<String, @Nullable Object>> ps(ControlClient client) throws IOException {
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        int unused = client.request(Map.of("command", "ps"), ANSWER_TIME, lines::add);
        lines.forEach(Projects::requireAnswer);
        return lines;
    }

    /** Errors: {@link CommandFailure} where the project is not up. */
    ControlClient connect() throws IOException {
        return ControlClient.connect(home.socket()).orElseThrow(this::notUp);
    }

    /** The command's exit code. Errors: {@link CommandFailure} where the project is not up. */
    int order(Map<String, ?> request) {
        return orderIfUp(request).orElseThrow(this::notUp);
    }

    private CommandFailure notUp() {
        return new CommandFailure(
                ExitCode.NOT_FOUND, "project '" + home.name() + "' is not up", "'ara-up up' boots it");
    }

    /** The command's exit code, or empty where the project is not up. */
    Optional<Integer> orderIfUp(Map<String, ?> request) {
        try {
            Optional<ControlClient> connected = ControlClient.connect(home.socket());
            if (connected.isEmpty()) {
                return Optional.empty();
            }
            try (ControlClient client = connected.get()) {
                return Optional.of(client.request(request, PATIENCE, new NoticePrinter(terminal)::line));
            }
        } catch (EOFException e) {
            throw new CommandFailure(
                    ExitCode.NODE_FAILED,
                    "the supervisor ended before it was done",
                    "its nodes go on; 'ara-up up' takes them over, 'ara-up down' stops them",
                    e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.NODE_FAILED, "the supervisor did not answer: " + e.getMessage(), "try again", e);
        }
    }

    /** Prints lines of an answer to standard error: what is refused, what is to change, what happens. */
    static final class NoticePrinter {

        private final Terminal terminal;
        private final NoticeLine lines;

        NoticePrinter(Terminal terminal) {
            this.terminal = terminal;
            this.lines = new NoticeLine(List.of(), terminal.coloursErr());
        }

        void line(Map<String, @Nullable Object> line) {
            String text = "";
            if (line.get("error") instanceof String error) {
                String fix = line.get("fix") instanceof String words ? "\n  fix: " + words : "";
                text = "error: " + error + fix;
            } else if (line.get("change") instanceof String change) {
                String keys = line.get("keys") instanceof List<?> list
                        ? String.join(", ", list.stream().map(String::valueOf).toList())
                        : "";
                text = lines.of(String.valueOf(line.get("node")), "to " + change, keys);
            } else if (line.get("missed") instanceof Number missed) {
                text = "(" + missed + " events were not shown)";
            } else if ("settled".equals(line.get("notice"))) {
                text = String.valueOf(line.get("detail"));
            } else if (line.get("notice") instanceof String notice) {
                text = lines.of(String.valueOf(line.get("node")), notice, String.valueOf(line.get("detail")));
            }
            terminal.err().println(text);
            terminal.err().flush();
        }
    }
}
