package network.ara.up.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ara-up reset}. */
@Command(
        name = "reset",
        description = {
            "Boot nodes that have failed for good, as if they never had, and with that what was skipped because of them.",
            "Without NODEs: all that have failed."
        })
final class ResetCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ProjectChoice choice = new ProjectChoice();

    ResetCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Map<String, Object> request = SupervisorClient.request("reset", choice.nodes(terminal.cwd()));
        return new SupervisorClient(terminal, choice.home(terminal)).order(request);
    }
}
