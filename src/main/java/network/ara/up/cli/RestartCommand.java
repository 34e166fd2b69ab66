package network.ara.up.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ara-up restart}. */
@Command(
        name = "restart",
        description = {
            "Stop nodes, and boot them again as soon as what they require is there. What they require, and what requires them,"
                    + " goes on.",
            "Without NODEs: all that this project booted, in order."
        })
final class RestartCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ProjectChoice choice = new ProjectChoice();

    RestartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Map<String, Object> request = SupervisorClient.request("restart", choice.nodes(terminal.cwd()));
        return new SupervisorClient(terminal, choice.home(terminal)).order(request);
    }
}
