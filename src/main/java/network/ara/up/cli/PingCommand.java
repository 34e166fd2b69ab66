package network.ara.up.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.ara.up.bus.BusOptions;
import network.ara.up.inc.Node;
import network.ara.up.wire.Census;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.Json;
import network.ara.up.wire.Mailbox;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ara-up ping}: who is on this machine, without any manifest. */
@Command(
        name = "ping",
        description = {
            "Show the nodes that are on this machine now: name, pid, round trip, functions. Needs no manifest.",
            "With NODEs: only these; the exit code is 4 where one of them is not running."
        })
final class PingCommand implements Runnable {

    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "NODE", description = "Names of nodes")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long a node has to answer. Default: 5s, the RFC's limit")
    private Duration timeout = Duration.ofSeconds(5);

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private OutputFormat output = OutputFormat.TABLE;

    PingCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        List<Census.Answer> answers = new ArrayList<>(ask(terminal.environment(), names, timeout));
        answers.sort(Comparator.comparing(PingCommand::name));
        print(answers);
        List<String> missing = names.stream()
                .filter(wanted ->
                        answers.stream().noneMatch(answer -> name(answer).equals(wanted)))
                .toList();
        if (!missing.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "not running: " + String.join(", ", missing),
                    "'ara-up' on a manifest that has it boots it");
        }
    }

    /**
     * Who answers.
     *
     * <p>Errors: {@link CommandFailure} where the bus can't be joined.
     *
     * @param names none means everybody
     */
    static List<Census.Answer> ask(Map<String, String> environment, List<String> names, Duration timeout) {
        BusOptions options = Projects.busOptions(environment);
        try (Node asker = Node.named(Mailbox.LAUNCHER).silent().start(options)) {
            asker.joined().get(Projects.JOIN_SECONDS, TimeUnit.SECONDS);
            return asker.ping(names, timeout).get();
        } catch (ExecutionException | TimeoutException e) {
            throw Projects.busTaken(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED);
        }
    }

    private static String name(Census.Answer answer) {
        return answer.pong().name().orElse("(no name)");
    }

    private void print(List<Census.Answer> answers) {
        if (output == OutputFormat.JSON) {
            terminal.out()
                    .println(Json.text(answers.stream().map(PingCommand::row).toList()));
        } else if (answers.isEmpty()) {
            terminal.err().println("no node is running");
        } else {
            Table table = new Table("NODE", "PID", "ROUND TRIP", "FUNCTIONS");
            answers.forEach(answer -> table.row(
                    name(answer),
                    answer.pong().pid().isPresent()
                            ? String.valueOf(answer.pong().pid().getAsLong())
                            : "",
                    String.format(Locale.ROOT, "%.1f ms", millis(answer)),
                    String.join(", ", answer.pong().functions())));
            terminal.out().print(table.text());
        }
    }

    private static double millis(Census.Answer answer) {
        return answer.roundTrip().toNanos() / 1e6;
    }

    private static Map<String, @Nullable Object> row(Census.Answer answer) {
        Map<String, @Nullable Object> row = row(answer.pong());
        row.put("roundTripMillis", millis(answer));
        return row;
    }

    /** What a node said, for programs. */
    static Map<String, @Nullable Object> row(IncMessage.Pong pong) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("node", pong.name().orElse(null));
        row.put("pid", pong.pid().isPresent() ? pong.pid().getAsLong() : null);
        row.put("version", pong.version().orElse(null));
        row.put("state", pong.state().orElse(null));
        row.put("functions", pong.functions());
        row.put("requires", pong.requires());
        row.put("ports", pong.ports());
        return row;
    }
}
