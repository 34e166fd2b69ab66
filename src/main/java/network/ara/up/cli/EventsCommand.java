package network.ara.up.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import network.ara.up.runtime.ControlClient;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ara-up events}. */
@Command(
        name = "events",
        description = {
            "Show what has happened to the nodes of a project that is up, and then what happens, until it is down.",
            "As JSON: an object a line, with 'time', 'node', 'notice' and 'detail'."
        })
final class EventsCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ProjectChoice choice = new ProjectChoice();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private OutputFormat output = OutputFormat.TABLE;

    @Option(names = "--new", description = "Only what happens from now on")
    private boolean onlyNew;

    EventsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (ControlClient client = new SupervisorClient(terminal, choice.home(terminal)).connect()) {
            return client.request(Map.of("command", "events", "replay", !onlyNew), ControlClient.NO_LIMIT, this::print);
        }
    }

    private void print(Map<String, @Nullable Object> line) {
        Projects.requireAnswer(line);
        if (output == OutputFormat.JSON) {
            terminal.out().println(Json.text(line));
        } else if (line.get("time") instanceof String time) {
            String node = String.valueOf(line.get("node"));
            terminal.out()
                    .println((time + "  " + (node.isEmpty() ? "" : node + "  ") + line.get("notice") + "  "
                                    + line.get("detail"))
                            .stripTrailing());
        }
        terminal.out().flush();
    }
}
