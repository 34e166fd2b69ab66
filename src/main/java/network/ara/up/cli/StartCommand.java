package network.ara.up.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ara-up start}. */
@Command(
        name = "start",
        description = {
            "Boot nodes that are down, with what they require; returns when they have come to rest.",
            "Without NODEs: all that 'ara-up stop' has stopped."
        })
final class StartCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ProjectChoice choice = new ProjectChoice();

    StartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Map<String, Object> request = SupervisorClient.request("start", choice.nodes(terminal.cwd()));
        return new SupervisorClient(terminal, choice.home(terminal)).order(request);
    }
}
