package network.ara.up.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ara-up stats}: the calls that the bus's leader has seen. */
@Command(
        name = "stats",
        description = {
            "Show the calls between nodes since ara-up leads the bus: how many, errors, refusals, how long they took.",
            "With NODEs: only the calls that these make or take. Of rows that are counted together ('--by'), the times are"
                    + " upper bounds. Who can't be told by the kernel is taken by its claim, and marked so."
        })
final class StatsCommand implements Runnable {

    /** The values of {@code --by}. */
    enum By {
        CALLER,
        FUNCTION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "NODE", description = "Names of nodes on the bus")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description = "${COMPLETION-CANDIDATES}: one row for each. Default: one for each caller and function")
    private @Nullable By by;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private OutputFormat output = OutputFormat.TABLE;

    StatsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        BrokerFigures figures = BrokerFigures.ask(terminal);
        if (!figures.silence().isEmpty()) {
            terminal.err().println(figures.silence());
        }
        List<CallRow> rows = grouped(figures.calls().stream()
                .filter(row -> names.isEmpty() || names.stream().anyMatch(row::isOf))
                .toList());
        if (output == OutputFormat.JSON) {
            print(figures.leads(), rows);
        } else if (!rows.isEmpty()) {
            terminal.out().print(CallRow.table(rows));
        } else if (figures.leads()) {
            terminal.err()
                    .println(
                            names.isEmpty()
                                    ? "no call has ended yet"
                                    : "no call to or by " + String.join(", ", names) + " has ended yet");
        }
    }

    private List<CallRow> grouped(List<CallRow> rows) {
        if (by == null) {
            return rows;
        }
        return by == By.CALLER ? CallRow.byCaller(rows) : CallRow.byFunction(rows);
    }

    private void print(boolean leads, List<CallRow> rows) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("leads", leads);
        json.put("calls", rows.stream().map(CallRow::json).toList());
        terminal.out().println(Json.text(json));
    }
}
